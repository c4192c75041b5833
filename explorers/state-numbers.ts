import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { newStore } from './packed/store.ts';
import type { Ration } from './ration.ts';

/** States by number, in the order in which they were met. Of each a digest of its key is kept: some 30 bytes. */
export interface StateNumbers {
  readonly size: () => number;
  /** The number of the state with this key; -1: it was not met. */
  readonly find: (key: string) => number;
  /**
   * The number of the state with this key: a new one if it was not met before, else the complement of the known one.
   *
   * @throws Full where there is no room for it.
   */
  readonly meet: (key: string) => number;
}

export const stateNumbers = (ration: Ration): StateNumbers => {
  const digests = newStore(PLACES, ration);
  const digest = new Int32Array(PLACES);
  return {
    size: digests.size,
    find: (key) => {
      digestInto(digest, key);
      return digests.find(digest);
    },
    meet: (key) => {
      digestInto(digest, key);
      return digests.insert(digest);
    },
  };
};

/** The numbers of a digest, of 31 bits each. */
const PLACES = 5;

/**
 * The first 155 bits of the SHA-256 of a key. That two of n states have the same digest, and one of them is not visited,
 * has a chance of less than n² / 2 ** 156: for a thousand million states 1 in 10 ** 28.
 */
const digestInto = (target: Int32Array, key: string): void => {
  const bytes = sha256(utf8ToBytes(key));
  const words = new DataView(bytes.buffer, bytes.byteOffset);
  for (let i = 0; i < PLACES; i += 1) target[i] = words.getInt32(4 * i) >>> 1;
};
