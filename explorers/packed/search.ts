import { follow } from './change.ts';
import { NewlyAsked } from './draft.ts';
import { newStore, type Store } from './store.ts';
import type { Move, System } from './system.ts';

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

/** What becomes of a step: the number of the state that it leads to, as a store has it, and the move. */
type Successor = (number: number, move: Move) => void;

/** Whether anybody can move in state number `from`, which is `vector`; visits all successors. */
const expand = (
  { system, store, target }: Space,
  from: number,
  vector: Int32Array,
  visitEach: Successor,
): boolean => {
  const { actors, canonical, movesOf } = system;
  let moves = false;
  for (let actor = 0; actor < actors.length; actor += 1) {
    const able = movesOf(vector, actor);
    for (let i = 0; i < able.length; i += 1) {
      moves = true;
      const move = able[i]!;
      if (canonical.trivial) {
        visitEach(store.step(from, vector, move.changes), move);
        continue;
      }
      follow(vector, move.changes, target);
      canonical.least(target);
      visitEach(store.insert(target), move);
    }
  }
  return moves;
};

/** A system, the states of it that were met, and room for one more. */
interface Space {
  readonly system: System;
  readonly store: Store;
  readonly target: Int32Array;
}

const visit = (system: System, { states, enough }: Limits): Found => {
  const store = newStore(system.initial.length);
  const space = { system, store, target: system.initial.slice() };
  const broken = new Map<string, Broken>();
  const vector = system.initial.slice();
  let parents = new Uint32Array(1 << 10);
  let transitions = 0;
  let goesBack = false;
  let head = 0;
  const note = (properties: readonly string[], option: string | null): void => {
    for (const property of properties) {
      if (!broken.has(property)) broken.set(property, { property, state: head, option });
    }
  };
  const reach: Successor = (number, move) => {
    transitions += 1;
    if (move.broken.length > 0) note(move.broken, move.name);
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
      if (!expand(space, head, vector, reach)) note(system.atRest(vector), null);
    }
  }
  const complete = head === store.size();
  return {
    states: store.size(),
    transitions,
    complete,
    // Where every step leads to a later state, all runs end.
    endless: complete && goesBack ? countEndless(space) : 0,
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
const countEndless = (space: Space): number => {
  const { store } = space;
  const size = store.size();
  const rests = new Uint8Array(size);
  const vector = space.target.slice();
  let left = size;
  for (let before = -1; left !== before;) {
    before = left;
    // Successors mostly come later: backwards, one pass nearly always does.
    for (let number = size - 1; number >= 0; number -= 1) {
      if (rests[number] === 1) continue;
      store.read(number, vector);
      let leads = false;
      const moves = expand(space, number, vector, (next) => {
        if (rests[~next] === 1) leads = true;
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
      for (const { name, changes } of system.movesOf(vector, actor)) {
        follow(vector, changes, target);
        const next = target.slice();
        system.canonical.least(target);
        if (!target.every((number, i) => number === wanted[i])) continue;
        vector = next;
        return name;
      }
    }
    throw new Error('no action leads from a state to its successor');
  });
};
