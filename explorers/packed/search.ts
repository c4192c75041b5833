import { NewlyAsked } from './draft.ts';
import { newStore, type Store } from './store.ts';
import type { System } from './system.ts';

/** Where a property first broke: after which state, and by which action; null where nobody can move any more. */
interface Broken {
  readonly property: string;
  readonly state: number;
  readonly option: string | null;
}

export interface Found {
  readonly states: number;
  readonly transitions: number;
  /** Every state was visited. */
  readonly complete: boolean;
  /** The first break of each property, in breadth-first order, with a shortest schedule to it. */
  readonly failures: readonly { readonly property: string; readonly schedule: readonly string[] }[];
  /** The bytes that the states take. */
  readonly bytes: number;
}

export interface Limits {
  /** The most states to store. */
  readonly states: number;
  /** Whether the search may end, given the properties that broke so far. */
  readonly enough: (broken: ReadonlySet<string>) => boolean;
}

/** Visits every state of a system, breadth first. */
export const search = (make: () => System, limits: Limits): Found => {
  const system = make();
  for (;;) {
    try {
      return visit(system, limits);
    } catch (error) {
      // States that were one until now are several: begin again.
      if (!(error instanceof NewlyAsked)) throw error;
      system.reset();
    }
  }
};

const visit = (system: System, { states, enough }: Limits): Found => {
  const { actors, initial } = system;
  const store = newStore(initial.length);
  const broken = new Map<string, Broken>();
  let parents = new Uint32Array(1 << 10);
  let transitions = 0;
  const vector = initial.slice();
  const next = initial.slice();
  const note = (properties: readonly string[], state: number, option: string | null): void => {
    for (const property of properties) {
      if (!broken.has(property)) broken.set(property, { property, state, option });
    }
  };
  store.insert(initial);
  const expand = (state: number): void => {
    store.read(state, vector);
    let rests = true;
    for (let actor = 0; actor < actors.length; actor += 1) {
      const options = system.optionsOf(vector, actor);
      for (let i = 0; i < options.length; i += 1) {
        rests = false;
        transitions += 1;
        const option = options[i]!;
        const outcome = system.outcomeOf(vector, option);
        if (outcome.broken.length > 0) note(outcome.broken, state, option.name);
        system.follow(vector, outcome, next);
        const number = store.insert(next);
        if (number < 0) continue;
        if (number >= parents.length) parents = longer(parents);
        parents[number] = state;
      }
    }
    if (rests) note(system.atRest(vector), state, null);
  };
  let head = 0;
  while (head < store.size() && store.size() <= states && !enough(new Set(broken.keys()))) {
    const end = Math.min(store.size(), head + 1_024);
    for (; head < end; head += 1) expand(head);
  }
  return {
    states: store.size(),
    transitions,
    complete: head === store.size(),
    failures: [...broken.values()].map(({ property, state, option }) => ({
      property,
      schedule: [
        ...scheduleTo(system, store, parents, state),
        ...(option === null ? [] : [option]),
      ],
    })),
    bytes: store.bytes() + parents.byteLength,
  };
};

const longer = (array: Uint32Array): Uint32Array<ArrayBuffer> => {
  const result = new Uint32Array(Math.ceil(array.length * 1.5));
  result.set(array);
  return result;
};

/** The actions that lead to a state, the first of those that lead from its parent each time. */
const scheduleTo = (
  system: System,
  store: Store,
  parents: Uint32Array,
  state: number,
): readonly string[] => {
  const path: number[] = [];
  for (let at = state; at > 0; at = parents[at]!) path.push(at);
  const vector = system.initial.slice();
  const wanted = system.initial.slice();
  const next = system.initial.slice();
  return path.toReversed().map((child) => {
    store.read(parents[child]!, vector);
    store.read(child, wanted);
    for (const actor of system.actors.keys()) {
      for (const option of system.optionsOf(vector, actor)) {
        system.follow(vector, system.outcomeOf(vector, option), next);
        if (next.every((number, i) => number === wanted[i])) return option.name;
      }
    }
    throw new Error('no action leads from a state to its successor');
  });
};
