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
  /** Of a complete search: the states from which nobody ever comes to rest. */
  readonly endless: number;
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
export const search = (system: System, limits: Limits): Found => {
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

/** Visits the successors of states, each with its option and what that breaks. */
type Successor = (target: Int32Array, option: string, broken: readonly string[]) => void;

/** Whether anybody can move in `vector`; visits all successors. */
const expand = (
  system: System,
  vector: Int32Array,
  target: Int32Array,
  visitEach: Successor,
): boolean => {
  let moves = false;
  for (let actor = 0; actor < system.actors.length; actor += 1) {
    const options = system.optionsOf(vector, actor);
    for (let i = 0; i < options.length; i += 1) {
      moves = true;
      const option = options[i]!;
      const outcome = system.outcomeOf(vector, option);
      system.follow(vector, outcome, target);
      system.canonical.least(target);
      visitEach(target, option.name, outcome.broken);
    }
  }
  return moves;
};

const visit = (system: System, { states, enough }: Limits): Found => {
  const store = newStore(system.initial.length);
  const broken = new Map<string, Broken>();
  const vector = system.initial.slice();
  const target = system.initial.slice();
  let parents = new Uint32Array(1 << 10);
  let transitions = 0;
  let goesBack = false;
  let head = 0;
  const note = (properties: readonly string[], option: string | null): void => {
    for (const property of properties) {
      if (!broken.has(property)) broken.set(property, { property, state: head, option });
    }
  };
  const reach: Successor = (next, option, breaks) => {
    transitions += 1;
    if (breaks.length > 0) note(breaks, option);
    const number = store.insert(next);
    if (number < 0) {
      if (~number <= head) goesBack = true;
      return;
    }
    if (number >= parents.length) parents = longer(parents);
    parents[number] = head;
  };
  store.insert(system.initial);
  const goesOn = (): boolean =>
    head < store.size() && store.size() <= states && !enough(new Set(broken.keys()));
  while (goesOn()) {
    const end = Math.min(store.size(), head + 1_024);
    for (; head < end; head += 1) {
      store.read(head, vector);
      if (!expand(system, vector, target, reach)) note(system.atRest(vector), null);
    }
  }
  const complete = head === store.size();
  return {
    states: store.size(),
    transitions,
    complete,
    // Where every step leads to a later state, all runs end.
    endless: complete && goesBack ? countEndless(system, store) : 0,
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

/** How many states there are from which nobody ever comes to rest. */
const countEndless = (system: System, store: Store): number => {
  const size = store.size();
  const rests = new Uint8Array(size);
  const vector = system.initial.slice();
  const target = system.initial.slice();
  let left = size;
  for (let before = -1; left !== before;) {
    before = left;
    // Successors mostly come later: backwards, one pass nearly always does.
    for (let number = size - 1; number >= 0; number -= 1) {
      if (rests[number] === 1) continue;
      store.read(number, vector);
      let leads = false;
      const moves = expand(system, vector, target, (next) => {
        if (!leads && rests[~store.insert(next)] === 1) leads = true;
      });
      if (moves && !leads) continue;
      rests[number] = 1;
      left -= 1;
    }
  }
  return left;
};

const longer = (array: Uint32Array): Uint32Array<ArrayBuffer> => {
  const result = new Uint32Array(Math.ceil(array.length * 1.5));
  result.set(array);
  return result;
};

/**
 * The actions that lead to a state: the first of those that lead from its parent each time. What is stored stands for
 * all that is the same but for a symmetry, so the path is followed on vectors of its own.
 */
const scheduleTo = (
  system: System,
  store: Store,
  parents: Uint32Array,
  state: number,
): readonly string[] => {
  const path: number[] = [];
  for (let at = state; at > 0; at = parents[at]!) path.push(at);
  const wanted = system.initial.slice();
  const target = system.initial.slice();
  let vector = system.initial;
  return path.toReversed().map((child) => {
    store.read(child, wanted);
    for (const actor of system.actors.keys()) {
      for (const option of system.optionsOf(vector, actor)) {
        system.follow(vector, system.outcomeOf(vector, option), target);
        const next = target.slice();
        system.canonical.least(target);
        if (!target.every((number, i) => number === wanted[i])) continue;
        vector = next;
        return option.name;
      }
    }
    throw new Error('no action leads from a state to its successor');
  });
};
