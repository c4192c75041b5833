import { follow } from './change.ts';
import { scout, withAllAsked } from './scout.ts';
import { sweep } from './by-halves.ts';
import { newStore, type Store } from './store.ts';
import type { Move, System } from './system.ts';

/** Where a property first broke: after which state, and by which action; null where nobody can move any more, or has moved yet. */
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
  /** The states in which nobody can move, if the limits ask for them. */
  readonly rests: readonly Int32Array[];
}

export interface Limits {
  /** The most states to store. */
  readonly states: number;
  /** Whether the search may end, given the properties that broke so far and the number of states. */
  readonly enough: (broken: ReadonlySet<string>, states: number) => boolean;
  /** Whether the states in which nobody can move are given. */
  readonly rests?: boolean;
  /** Whether states may be addressed by their numbers, where that can be done; else all are in a hash table. */
  readonly direct?: boolean;
}

/**
 * Visits every state of a system, breadth first, or as many as it takes. Where nothing is left out and the actors fall
 * into halves that meet seldom, states are addressed by their numbers, as long as nothing breaks.
 *
 * Steps are put off as if no run could go round in circles, which is seen at the end: if one can, all is done again with
 * care.
 */
export const search = (system: System, limits: Limits): Found => {
  withAllAsked(system, () => scout(system));
  const { direct = true, rests = false, states } = limits;
  const swept =
    direct && !rests && system.whole
      ? withAllAsked(system, () => sweep(system, { states, bytes: DIRECT_BYTES }))
      : undefined;
  if (swept !== undefined) return { ...swept, complete: true, endless: 0, failures: [], rests: [] };
  return begun(system, limits, false) ?? begun(system, limits, true)!;
};

/** What states may take that are addressed by their numbers: 512 MiB. */
const DIRECT_BYTES = 2 ** 29;

const begun = (system: System, limits: Limits, careful: boolean): Found | undefined =>
  withAllAsked(system, () => visit(system, limits, careful));

/** What becomes of a step: the number of the state that it leads to, as a store has it, and the move. */
type Successor = (number: number, move: Move) => void;

/** Visits all successors by an actor of state number `from`, which is `vector`. */
const expandActor = (
  { system: { canonical, movesOf }, store, target }: Space,
  from: number,
  vector: Int32Array,
  actor: number,
  visitEach: Successor,
): void => {
  const able = movesOf(vector, actor);
  for (let i = 0; i < able.length; i += 1) {
    const move = able[i]!;
    if (canonical.trivial) {
      visitEach(store.step(from, vector, move.changes), move);
      continue;
    }
    follow(vector, move.changes, target);
    canonical.least(target);
    visitEach(store.insert(target), move);
  }
};

/** Whether anybody can move in state number `from`, which is `vector`; visits all successors. */
const expand = (space: Space, from: number, vector: Int32Array, visitEach: Successor): boolean => {
  let moves = false;
  const visitOne: Successor = (number, move) => {
    moves = true;
    visitEach(number, move);
  };
  for (let actor = 0; actor < space.system.actors.length; actor += 1) {
    expandActor(space, from, vector, actor, visitOne);
  }
  return moves;
};

/**
 * The same, but for successors that others make up for. With `careful`, nothing is left out where all that is left leads
 * back to states whose successors were visited before: what is put off could else be put off for ever.
 */
const expandFew = (
  space: Space,
  from: number,
  vector: Int32Array,
  careful: boolean,
  visitEach: Successor,
): boolean => {
  const few = space.system.persistent(vector);
  if (few === 0) return expand(space, from, vector, visitEach);
  let isNew = !careful;
  const visitOne: Successor = (number, move) => {
    if (number >= 0 || ~number > from) isNew = true;
    visitEach(number, move);
  };
  const actors = space.system.actors.length;
  for (let actor = 0; actor < actors; actor += 1) {
    if ((few & (1 << actor)) !== 0) expandActor(space, from, vector, actor, visitOne);
  }
  if (isNew) return true;
  for (let actor = 0; actor < actors; actor += 1) {
    if ((few & (1 << actor)) === 0) expandActor(space, from, vector, actor, visitEach);
  }
  return true;
};

/** A system, the states of it that were met, and room for one more. */
interface Space {
  readonly system: System;
  readonly store: Store;
  readonly target: Int32Array;
}

/** Undefined where some run goes round in circles, and `careful` would see that nothing is put off for ever. */
const visit = (
  system: System,
  { states, enough, rests: asked = false }: Limits,
  careful: boolean,
): Found | undefined => {
  const store = newStore(system.initial.length);
  const space = { system, store, target: system.initial.slice() };
  const broken = new Map<string, Broken>();
  const rests: Int32Array[] = [];
  const vector = system.initial.slice();
  let parents = new Uint32Array(1 << 10);
  let degrees = new Uint32Array(1 << 10);
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
      degrees[~number]! += 1;
      return;
    }
    if (number >= parents.length) {
      parents = longer(parents);
      degrees = longer(degrees);
    }
    parents[number] = head;
    degrees[number] = 1;
  };
  store.insert(system.initial);
  note(system.broken, null);
  const goesOn = (): boolean =>
    head < store.size() && store.size() <= states && !enough(new Set(broken.keys()), store.size());
  while (goesOn()) {
    const end = Math.min(store.size(), head + 1_024);
    for (; head < end; head += 1) {
      store.read(head, vector);
      if (expandFew(space, head, vector, careful, reach)) continue;
      note(system.atRest(vector), null);
      if (asked) rests.push(vector.slice());
    }
  }
  const complete = head === store.size();
  // Where every step leads to a later state, or states can be laid out so that it does, all runs end.
  const circular = complete && goesBack && !(!careful && canBeLaidOut(space, degrees));
  if (circular && !careful) return undefined;
  return {
    states: store.size(),
    transitions,
    complete,
    endless: circular ? countEndless(space) : 0,
    failures: [...broken.values()].map((each) => ({
      property: each.property,
      schedule: scheduleOf(system, store, parents, each),
    })),
    bytes: store.bytes() + parents.byteLength,
    rests,
  };
};

/** Whether states can be laid out so that every step leads to a later one. `degrees`: how many steps lead to each. */
const canBeLaidOut = (space: Space, degrees: Uint32Array): boolean => {
  const { store } = space;
  const vector = space.target.slice();
  const size = store.size();
  // States that no step leads to any more; a state comes here once.
  const free = new Uint32Array(size);
  let laid = 0;
  let end = degrees[0] === 0 ? 1 : 0;
  for (; laid < end; laid += 1) {
    const from = free[laid]!;
    store.read(from, vector);
    expandFew(space, from, vector, false, (number) => {
      const target = ~number;
      degrees[target]! -= 1;
      if (degrees[target] === 0) {
        free[end] = target;
        end += 1;
      }
    });
  }
  return laid === size;
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
 * The actions that break a property: to each state the first of those that lead there from its parent, and then the
 * first that breaks it. What is stored stands for all that is the same but for a symmetry, so the path is followed on
 * vectors of its own, and the last action is the one of the last vector.
 */
const scheduleOf = (
  system: System,
  store: Store,
  parents: Uint32Array,
  { property, state, option }: Broken,
): readonly string[] => {
  const path: number[] = [];
  for (let at = state; at > 0; at = parents[at]!) path.push(at);
  const wanted = system.initial.slice();
  const target = system.initial.slice();
  let vector = system.initial;
  const steps = path.toReversed().map((child) => {
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
  if (option === null) return steps;
  const last = system.actors
    .flatMap((_, actor) => system.movesOf(vector, actor))
    .find(({ broken }) => broken.includes(property));
  if (last === undefined) throw new Error('no action breaks the property again');
  return [...steps, last.name];
};
