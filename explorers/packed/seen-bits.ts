/**
 * Which vectors were met, told by a few bits for each in one table, and no more: Holzmann's bitstate hashing, with double
 * hashing. A vector all of whose bits were set by others is taken for known.
 *
 * Holzmann, An Analysis of Bitstate Hashing, 1998; Dillinger and Manolios, Bloom Filters in Probabilistic Verification, 2004.
 */
export interface SeenBits {
  /** Whether a vector is new; it is no more. */
  readonly meet: (vector: Int32Array) => boolean;
  /** A hash of the vector that was met last. */
  readonly last: () => number;
  /** The bits of the table. */
  readonly bits: number;
  /** The chance that a new vector is taken for known now. */
  readonly chance: () => number;
  /** How many that were new are expected to have been taken for known. */
  readonly missed: () => number;
}

/** The bits of a vector. */
export const HASHES = 3;

/** The most words of a table: 4 GiB. */
const WORDS_MAX = 2 ** 30;

/** A table of that many bytes. */
export const seenBits = (bytes: number): SeenBits => {
  const words = Math.min(WORDS_MAX, Math.max(1, Math.floor(bytes / 4)));
  const table = new Uint32Array(words);
  const bits = words * 32;
  let set = 0;
  let missed = 0;
  let last = 0;
  // Of as many bits, all are set with the chance that one is, to that power.
  const chance = (): number => {
    const filled = set / bits;
    return filled * filled * filled;
  };
  return {
    bits,
    last: () => last,
    chance,
    missed: () => missed,
    meet: (vector) => {
      const one = hashOf(vector, 0x9e3779b9 | 0);
      const two = hashOf(vector, 0x7f4a7c15) | 1;
      const three = mixed(one ^ Math.imul(two, 0x2545f491));
      const before = set;
      const now = chance();
      for (let i = 0; i < HASHES; i += 1) {
        const word = Math.floor((((one + Math.imul(i, two)) >>> 0) / 2 ** 32) * words);
        const bit = 1 << ((three >>> (5 * i)) & 31);
        if ((table[word]! & bit) !== 0) continue;
        table[word]! |= bit;
        set += 1;
      }
      last = one;
      if (set === before) return false;
      // Where a share p of what is new is taken for known, there are p / (1 - p) of those for each that is not.
      missed += now / (1 - now);
      return true;
    },
  };
};

const hashOf = (vector: Int32Array, seed: number): number => {
  let hash = seed;
  for (let i = 0; i < vector.length; i += 1) {
    hash = Math.imul(hash ^ vector[i]!, 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  return mixed(hash);
};

const mixed = (hash: number): number => {
  let result = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  result = Math.imul(result ^ (result >>> 13), 0xc2b2ae35);
  return result ^ (result >>> 16);
};
