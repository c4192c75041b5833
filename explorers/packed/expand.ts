import { follow } from './change.ts';
import type { Store } from './store.ts';
import type { Move, System } from './system.ts';

/** A system, the states of it that were met, and room for one more. */
export interface Space {
  readonly system: System;
  readonly store: Store;
  readonly target: Int32Array;
  /** What actors may do in the state at hand. */
  readonly moves: (readonly Move[])[];
}

/**
 * What becomes of a step: the number of the state that it leads to, as a store has it, and the move. `STOPPED`: it stopped
 * everybody, and that state, which is in the room for one, is not stored.
 */
export type Successor = (number: number, move: Move) => void;

/** It is no number of a state, nor the complement of one. */
export const STOPPED = 0x7fffffff;

/** Visits what becomes of these moves in state number `from`, which is `vector`; whether there are any. */
const take = (
  { system: { canonical, stopped }, store, target }: Space,
  from: number,
  vector: Int32Array,
  moves: readonly Move[],
  visitEach: Successor,
): boolean => {
  for (let i = 0; i < moves.length; i += 1) {
    const move = moves[i]!;
    if (canonical.trivial && !move.stops) {
      visitEach(store.step(from, vector, move.changes), move);
      continue;
    }
    follow(vector, move.changes, target);
    canonical.least(target);
    visitEach(move.stops && stopped(target) ? STOPPED : store.insert(target), move);
  }
  return moves.length > 0;
};

/** Whether anybody can move in state number `from`, which is `vector`; visits all successors. */
export const expand = (
  space: Space,
  from: number,
  vector: Int32Array,
  visitEach: Successor,
): boolean => {
  const { actors, movesOf } = space.system;
  let moves = false;
  for (let actor = 0; actor < actors.length; actor += 1) {
    if (take(space, from, vector, movesOf(vector, actor), visitEach)) moves = true;
  }
  return moves;
};

/**
 * The same, but for successors that others make up for. With `careful`, nothing is left out where all that is left leads
 * back to states whose successors were visited before, nor where somebody may stop the others: what is put off could else
 * be put off for ever.
 */
export const expandFew = (
  space: Space,
  from: number,
  vector: Int32Array,
  careful: boolean,
  visitEach: Successor,
): boolean => {
  const { moves, system } = space;
  const actors = system.actors.length;
  const few = system.persistent(vector, careful, moves);
  if (few === 0) {
    let able = false;
    for (let actor = 0; actor < actors; actor += 1) {
      if (take(space, from, vector, moves[actor]!, visitEach)) able = true;
    }
    return able;
  }
  let isNew = !careful;
  const visitOne: Successor = (number, move) => {
    if (number >= 0 || ~number > from) isNew = true;
    visitEach(number, move);
  };
  for (let actor = 0; actor < actors; actor += 1) {
    if ((few & (1 << actor)) !== 0)
      take(space, from, vector, moves[actor]!, isNew ? visitEach : visitOne);
  }
  if (isNew) return true;
  for (let actor = 0; actor < actors; actor += 1) {
    if ((few & (1 << actor)) === 0) take(space, from, vector, moves[actor]!, visitEach);
  }
  return true;
};

/** Whether something is left out of state number `from`, which was visited, and all that is not leads to states before it. */
export const leadsBack = (space: Space, from: number, vector: Int32Array): boolean => {
  const { moves, system } = space;
  const few = system.persistent(vector, false, moves);
  if (few === 0) return false;
  let back = true;
  for (let actor = 0; actor < system.actors.length; actor += 1) {
    if ((few & (1 << actor)) === 0) continue;
    take(space, from, vector, moves[actor]!, (number) => {
      if (~number > from) back = false;
    });
  }
  return back;
};
