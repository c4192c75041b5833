import type { MachineEvent } from '../model/machine-event.ts';
import type { Finding, Invariant, Property, Suite } from './property.ts';

/** What the events of one step meant to a suite. */
export interface Judgement {
  /** What broke, by property, in the order of the events. */
  readonly broken: readonly { readonly property: string; readonly finding: Finding }[];
  /** The *sometimes* that were seen; an id may occur twice. */
  readonly seen: readonly string[];
}

type Named = Pick<Property<never, never>, 'needs'>;

const tables = new WeakMap<readonly Named[], ReadonlyMap<string, readonly number[]>>();

/** The places of the properties that each kind of event concerns, worked out once a suite: a run asks all the time. */
const placesByKind = (properties: readonly Named[]): ReadonlyMap<string, readonly number[]> => {
  const known = tables.get(properties);
  if (known !== undefined) return known;
  const table = new Map<string, number[]>();
  for (const [place, { needs }] of properties.entries()) {
    for (const kind of new Set(needs)) table.set(kind, [...(table.get(kind) ?? []), place]);
  }
  tables.set(properties, table);
  return table;
};

const NONE: readonly number[] = [];

/** Asks every property of the suite about each of `events`, and folds it into `ledger`, in place. */
export const judge = <Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
  ledger: Ledger,
  events: readonly MachineEvent[],
): Judgement => {
  const broken: { property: string; finding: Finding }[] = [];
  const seen: string[] = [];
  const { observer, properties } = suite;
  const places = placesByKind(properties);
  for (const event of events) {
    for (const place of places.get(event.kind) ?? NONE) {
      const property = properties[place]!;
      if (property.kind === 'sometimes') {
        if (property.saw(ledger, event)) seen.push(property.id);
      } else {
        const finding = property.judge(ledger, event);
        if (finding) broken.push({ property: property.id, finding });
      }
    }
    observer.observe(ledger, event);
  }
  return { broken, seen };
};

/** A suite with only some of its properties. */
export const restrict = <Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
  keep: (property: Property<Ledger, Setting>) => boolean,
): Suite<Ledger, Setting> => ({ ...suite, properties: suite.properties.filter(keep) });

/** The invariant with this id. @throws RangeError where the suite has none. */
export const invariantOf = <Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
  id: string,
): Invariant<Ledger> => {
  const property = suite.properties.find((candidate) => candidate.id === id);
  if (property === undefined || property.kind === 'sometimes')
    throw new RangeError(`no invariant ${id}`);
  return property;
};
