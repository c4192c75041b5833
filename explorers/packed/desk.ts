import type { Machine, Parts } from '../../model/machine.ts';
import type { MachineEvent } from '../../model/machine-event.ts';
import { judge } from '../../properties/judge.ts';
import type { Suite } from '../../properties/property.ts';
import { draftOf, type Access } from './draft.ts';
import { layoutOf, type Layout, type Place } from './layout.ts';
import { bytesOfEntry, enter, lookUp, type Reads, type Table } from './table.ts';

/** What is known of a computation: what came of it, and what it read for that. */
export interface Known<Result> {
  readonly result: Result;
  readonly reads: Reads;
}

/** What events mean to a suite, by the ids of its properties. */
export interface Judged {
  readonly broken: readonly string[];
  readonly seen: readonly string[];
}

/** Where what is not in the tables is worked out: the machine and the suite on a draft. */
export interface Desk<State> {
  readonly parts: Parts<State>;
  readonly layout: Layout;
  /** The state of the draft. */
  readonly state: State;
  /** What the events before the first step mean. */
  readonly first: Judged;
  readonly judge: (events: readonly MachineEvent[]) => Judged;
  /** What a table has for a vector; where it has nothing, that is worked out on the draft and entered. */
  readonly lookUp: <Result>(
    table: Table<Known<Result>>,
    vector: Int32Array,
    compute: () => (writes: Access['writes']) => Result,
  ) => Known<Result>;
  /** About what has been entered since tables were last forgotten, in bytes. */
  entered: number;
}

/** `whole`: all fields are told apart from the beginning, so that none is asked for the first time. */
export const deskOf = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  { whole = false }: { readonly whole?: boolean } = {},
): Desk<State> => {
  const parts = partsOf(machine);
  const ledger = suite.observer.initial();
  const first = judged(suite, ledger, machine.start.events);
  suite.observer.expect?.(ledger, parts.components);
  const { places, arrays } = placesOf(parts, machine.start.state, ledger);
  const layout = layoutOf(places);
  if (whole) for (const field of layout.fields) field.asked = true;
  const draft = draftOf(layout, places, arrays);
  const observed = { ...ledger, ...draft.groups.ledger } as Ledger;
  const desk: Desk<State> = {
    parts,
    layout,
    entered: 0,
    state: { ...machine.start.state, ...draft.groups.state },
    first,
    judge: (events) => judged(suite, observed, events),
    lookUp: (table, vector, compute) => {
      const before = lookUp(table, vector);
      if (before !== undefined) return before;
      draft.begin(vector);
      const finish = compute();
      const { reads, writes } = draft.end();
      const known = { result: finish(writes), reads };
      enter(table, vector, reads, known);
      desk.entered += bytesOfEntry(reads);
      return known;
    },
  };
  return desk;
};

const judged = <Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
  ledger: Ledger,
  events: readonly MachineEvent[],
): Judged => {
  const { broken, seen } = judge(suite, ledger, events);
  return { broken: broken.map(({ property }) => property), seen };
};

const partsOf = <State>({ parts }: Machine<State>): Parts<State> => {
  if (parts === undefined)
    throw new RangeError('this machine does not tell the parts of its states');
  return parts;
};

/** The objects of a state and a ledger, by component, those of one component side by side. */
export const placesOf = <State>(
  { components }: Parts<State>,
  state: State,
  ledger: unknown,
): { readonly places: readonly Place[]; readonly arrays: ReadonlySet<string> } => {
  const places: Place[] = [];
  const arrays = new Set<string>();
  const add = (part: Place['part'], whole: unknown): void => {
    for (const [group, objects] of Object.entries(whole as object)) {
      if (typeof objects !== 'object' || objects === null) continue;
      if (Array.isArray(objects)) arrays.add(`${part}.${group}`);
      for (const [key, object] of Object.entries(objects as Record<string, Place['object']>)) {
        const component = part === 'state' ? components[group]![Number(key)]! : key;
        places.push({ part, group, key, component, object });
      }
    }
  };
  add('state', state);
  add('ledger', ledger);
  return { places, arrays };
};
