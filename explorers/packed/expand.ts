import { follow } from './change.ts';
import type { Store } from './store.ts';
import type { Move, System } from './system.ts';

/** A system, the states of it that were met, and room for one more. */
export interface Space {
  readonly system: System;
  readonly store: Store;
  readonly target: Int32Array;
}

/** What becomes of a step: the number of the state that it leads to, as a store has it, and the move. */
export type Successor = (number: number, move: Move) => void;

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
export const expand = (
  space: Space,
  from: number,
  vector: Int32Array,
  visitEach: Successor,
): boolean => {
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
export const expandFew = (
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

/** Whether something is left out of state number `from`, which was visited, and all that is not leads to states before it. */
export const leadsBack = (space: Space, from: number, vector: Int32Array): boolean => {
  const few = space.system.persistent(vector);
  if (few === 0) return false;
  let back = true;
  for (let actor = 0; actor < space.system.actors.length; actor += 1) {
    if ((few & (1 << actor)) === 0) continue;
    expandActor(space, from, vector, actor, (number) => {
      if (~number > from) back = false;
    });
  }
  return back;
};
