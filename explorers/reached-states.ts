import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { intList } from './int-list.ts';
import { numberIn } from './options.ts';
import { newStore } from './packed/store.ts';
import type { Ration } from './ration.ts';

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
  const digests = newStore(PLACES, ration);
  const parents = intList(ration);
  const actions = intList(ration);
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const digest = new Int32Array(PLACES);
  return {
    size: digests.size,
    meet: (key, from, action) => {
      digestInto(digest, key);
      const known = digests.find(digest);
      if (known >= 0) return ~known;
      const name = numberIn(numbers, action);
      if (name === names.length) {
        ration.take(0, BYTES_OF_NAME + action.length);
        names.push(action);
      }
      parents.push(from);
      actions.push(name);
      return digests.insert(digest);
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

/** The numbers of a digest, of 31 bits each. */
const PLACES = 5;

/**
 * The first 155 bits of the SHA-256 of a key. That two of n states have the same digest, and one of them is not visited,
 * has a chance of less than n² / 2 ** 156: for a thousand million states 1 in 10 ** 29.
 */
const digestInto = (target: Int32Array, key: string): void => {
  const bytes = sha256(utf8ToBytes(key));
  const words = new DataView(bytes.buffer, bytes.byteOffset);
  for (let i = 0; i < PLACES; i += 1) target[i] = words.getInt32(4 * i) >>> 1;
};
