import type { Action, Machine, Parts } from '../../model/machine.ts';
import { QUIESCENT, type MachineEvent } from '../../model/machine-event.ts';
import { judge } from '../../properties/judge.ts';
import type { Suite } from '../../properties/property.ts';
import { canonicalOf, type Canonical } from './canonical.ts';
import { draftOf, type Access } from './draft.ts';
import {
  forget,
  layoutOf,
  numberTuple,
  type Component,
  type Layout,
  type Place,
} from './layout.ts';
import { enter, lookUp, newTable, type Table } from './table.ts';

/** What a step does to a component: new values for some of its fields. */
interface Change {
  readonly component: number;
  /** The number of the new tuple, by that of the old one, as far as it is known. */
  readonly after: number[];
  readonly values: readonly (readonly [at: number, value: number])[];
}

/** What a step does: to which components, and which properties it breaks. */
export interface Outcome {
  readonly changes: readonly Change[];
  readonly broken: readonly string[];
  /** The fields that it read and wrote. */
  readonly access: Access;
}

/** An action that an actor may take, with what it does wherever it is taken. */
export interface Option {
  readonly name: string;
  readonly action: Action;
  readonly outcomes: Table<Outcome>;
}

/**
 * A machine and the fold of a suite as one system on vectors. It is tabulated from the machine itself: a step that is
 * not in the tables yet is done once on a draft that tells what it reads, and is known from then on for all vectors
 * that agree on that.
 */
export interface System {
  readonly layout: Layout;
  readonly initial: Int32Array;
  /** What breaks before the first step. */
  readonly broken: readonly string[];
  readonly actors: readonly string[];
  /** What `actor` may do; none: it cannot move. */
  readonly optionsOf: (vector: Int32Array, actor: number) => readonly Option[];
  readonly outcomeOf: (vector: Int32Array, option: Option) => Outcome;
  /** Writes to `target` where an outcome leads from `vector`. */
  readonly follow: (vector: Int32Array, outcome: Outcome, target: Int32Array) => void;
  /** Which vectors are the same. */
  readonly canonical: Canonical;
  /** What breaks where nobody can move. */
  readonly atRest: (vector: Int32Array) => readonly string[];
  /** Forgets all tables and tuples, but not which fields were asked for. */
  readonly reset: () => void;
}

/** What a search may leave out; all of it, where nobody says otherwise. */
export interface Reductions {
  /** Of states that are the same but for a permutation of tasks, waitables or host threads all but one. */
  readonly symmetry?: boolean;
}

export const systemOf = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  { symmetry = true }: Reductions = {},
): System => {
  const desk = deskOf(machine, suite);
  const { parts, layout, state } = desk;
  const { components } = layout;
  const canonical = canonicalOf(layout, symmetry ? parts.symmetries : []);
  const names = components.map(({ name }) => name);
  const ownOf = parts.actors.map((name) => components[names.indexOf(name)]!);
  const enabled = ownOf.map((own) => newTable<readonly Option[]>(own));
  const rest = newTable<readonly string[]>(components[0]!);
  const options = new Map<string, Option>();
  const changes = new Map<string, Change>();
  const optionOf = (actor: number, action: Action): Option => {
    const { name } = action;
    const option = options.get(name) ?? { name, action, outcomes: newTable(ownOf[actor]!) };
    options.set(name, option);
    return option;
  };
  return {
    layout,
    initial: new Int32Array(components.length),
    broken: desk.broken,
    actors: parts.actors,
    optionsOf: (vector, actor) =>
      lookUp(enabled[actor]!, vector) ??
      desk.learn(enabled[actor]!, vector, () => {
        const found = parts.actions(state, actor).map((action) => optionOf(actor, action));
        return () => found;
      }),
    outcomeOf: (vector, { action, outcomes }) =>
      lookUp(outcomes, vector) ??
      desk.learn(outcomes, vector, () => {
        const broken = desk.breaks(parts.take(state, action));
        return (access) => ({ changes: changesOf(changes, access.writes), broken, access });
      }),
    follow: (vector, outcome, target) => {
      target.set(vector);
      for (const change of outcome.changes) {
        const { component, after } = change;
        const before = vector[component]!;
        target[component] = after[before] ?? changed(components[component]!, change, before);
      }
    },
    canonical,
    atRest: (vector) =>
      lookUp(rest, vector) ??
      desk.learn(rest, vector, () => {
        const broken = desk.breaks([QUIESCENT]);
        return () => broken;
      }),
    reset: () => {
      canonical.reset();
      forget(layout);
      options.clear();
      changes.clear();
      rest.roots.length = 0;
      for (const { roots } of enabled) roots.length = 0;
    },
  };
};

/** Where what is not in the tables is worked out: the machine and the suite on a draft. */
interface Desk<State> {
  readonly parts: Parts<State>;
  readonly layout: Layout;
  /** The state of the draft. */
  readonly state: State;
  readonly broken: readonly string[];
  /** The properties that these events break. */
  readonly breaks: (events: readonly MachineEvent[]) => readonly string[];
  /** Works something out for a vector, and enters it into a table. */
  readonly learn: <Result>(
    table: Table<Result>,
    vector: Int32Array,
    compute: () => (access: Access) => Result,
  ) => Result;
}

const deskOf = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
): Desk<State> => {
  const parts = partsOf(machine);
  const ledger = suite.observer.initial();
  const first = judge(suite, ledger, machine.start.events).broken;
  suite.observer.expect?.(ledger, parts.components);
  const { places, arrays } = placesOf(parts, machine.start.state, ledger);
  const layout = layoutOf(places);
  const draft = draftOf(layout, places, arrays);
  const observed = { ...ledger, ...draft.groups.ledger } as Ledger;
  return {
    parts,
    layout,
    state: { ...machine.start.state, ...draft.groups.state },
    broken: first.map(({ property }) => property),
    breaks: (events) => judge(suite, observed, events).broken.map(({ property }) => property),
    learn: (table, vector, compute) => {
      draft.begin(vector);
      const finish = compute();
      const access = draft.end();
      const result = finish(access);
      enter(table, vector, access.reads, result);
      return result;
    },
  };
};

const partsOf = <State>({ parts }: Machine<State>): Parts<State> => {
  if (parts === undefined)
    throw new RangeError('this machine does not tell the parts of its states');
  return parts;
};

/** The objects of a state and a ledger, by component, those of one component side by side. */
const placesOf = <State>(
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

const changesOf = (known: Map<string, Change>, writes: Access['writes']): readonly Change[] => {
  const byComponent = new Map<Component, (readonly [number, number])[]>();
  for (const [field, value] of writes) {
    if (!field.asked) continue;
    const values = byComponent.get(field.component) ?? [];
    values.push([field.at, value]);
    byComponent.set(field.component, values);
  }
  return [...byComponent].map(([component, values]) => {
    values.sort(([a], [b]) => a - b);
    const key = `${component.index} ${values.join(' ')}`;
    const change = known.get(key) ?? { component: component.index, after: [], values };
    known.set(key, change);
    return change;
  });
};

const changed = (component: Component, { after, values }: Change, before: number): number => {
  const tuple = [...component.tuples[before]!];
  for (const [at, value] of values) tuple[at] = value;
  const number = numberTuple(component, tuple);
  after[before] = number;
  return number;
};
