import { intList } from './int-list.ts';
import { numberIn } from './options.ts';
import type { Ration } from './ration.ts';
import { stateNumbers } from './state-numbers.ts';

/**
 * The states that a search met, numbered in the order in which it did: of each a digest, the state that it was met from
 * and the action that led to it, some 60 bytes in all, however large the state is.
 */
export interface ReachedStates {
  readonly size: () => number;
  /**
   * The number of the state with this key: a new one if it was not met before, else the complement of the known one.
   * `from` is -1 for the initial state. @throws Full where there is no room for it.
   */
  readonly meet: (key: string, from: number, action: string) => number;
  /** The actions that lead from the initial state to a state: a shortest schedule, if the search is breadth first. */
  readonly scheduleTo: (state: number) => readonly string[];
}

export const reachedStates = (ration: Ration): ReachedStates => {
  const states = stateNumbers(ration);
  const parents = intList(ration);
  const actions = intList(ration);
  const names: string[] = [];
  const numbers = new Map<string, number>();
  return {
    size: states.size,
    meet: (key, from, action) => {
      const number = states.meet(key);
      if (number < 0) return number;
      const name = numberIn(numbers, action);
      if (name === names.length) {
        ration.take(0, BYTES_OF_NAME + action.length);
        names.push(action);
      }
      parents.push(from);
      actions.push(name);
      return number;
    },
    scheduleTo: (state) => {
      const schedule: string[] = [];
      for (let at = state; parents.at(at) >= 0; at = parents.at(at)) {
        schedule.push(names[actions.at(at)]!);
      }
      return schedule.toReversed();
    },
  };
};

/** A name that is kept: a string, its place in a list, and its entry in a map. */
const BYTES_OF_NAME = 120;
