import type { MachineEvent } from '../model/machine-event.ts';
import type { Finding, Invariant, Property, Suite } from './property.ts';

/** What the events of one step meant to a suite. */
export interface Judgement<Ledger> {
  readonly ledger: Ledger;
  /** What broke, by property, in the order of the events. */
  readonly broken: readonly { readonly property: string; readonly finding: Finding }[];
  /** The *sometimes* that were seen; an id may occur twice. */
  readonly seen: readonly string[];
}

/** Folds `events` into `ledger` and asks every property of the suite about each. */
export const judge = <Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
  ledger: Ledger,
  events: readonly MachineEvent[],
): Judgement<Ledger> => {
  const broken: { property: string; finding: Finding }[] = [];
  const seen: string[] = [];
  let before = ledger;
  for (const event of events) {
    const after = suite.observer.observe(before, event);
    for (const property of suite.properties) {
      if (!property.needs.includes(event.kind)) continue;
      if (property.kind === 'sometimes') {
        if (property.saw(before, event, after)) seen.push(property.id);
      } else {
        const finding = property.judge(before, event, after);
        if (finding) broken.push({ property: property.id, finding });
      }
    }
    before = after;
  }
  return { ledger: before, broken, seen };
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
