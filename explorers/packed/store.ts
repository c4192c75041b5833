import { afterOf, type Change } from './change.ts';
import { fits, pack, packingOf, unpack, widened, type Packing } from './packing.ts';
import { rationOf, type Ration } from '../ration.ts';

/**
 * Vectors, each kept once and numbered in the order in which they came: packed into words, with a hash table of their
 * numbers. An entry of the table is the number plus one and, in the bits that this leaves, some of the hash.
 */
export interface Store {
  readonly size: () => number;
  /** The number of a vector; -1: it is not there. */
  readonly find: (vector: Int32Array) => number;
  /**
   * The number of a vector: a new one if it was not there, else the complement of the known one.
   *
   * @throws Full where there is no room for it.
   */
  readonly insert: (vector: Int32Array) => number;
  /** The same, for what changes make of the vector number `from`, which is `vector`. */
  readonly step: (from: number, vector: Int32Array, changes: readonly Change[]) => number;
  readonly read: (number: number, target: Int32Array) => void;
  /** What is held, in bytes. */
  readonly bytes: () => number;
  /** All that it takes to make a store that is the same. */
  readonly kept: () => Kept;
}

/** What is in a store, as plain data; the lengths are those of its arrays, which have room for more. */
export interface Kept {
  readonly widths: readonly number[];
  readonly size: number;
  readonly words: Int32Array;
  readonly wordsLength: number;
  readonly tableLength: number;
}

interface Contents {
  packing: Packing;
  size: number;
  /** The words of all vectors, one after the other, with room for at least one more. */
  words: Int32Array;
  /** Its length is a power of two. */
  table: Int32Array;
  readonly ration: Ration;
}

/**
 * A store for vectors of `places` numbers below 2 ** 31; it packs them anew when they get larger. What it takes is
 * taken of `ration`.
 */
export const newStore = (places: number, ration: Ration = rationOf(Infinity)): Store =>
  storeOf(
    {
      widths: Array.from({ length: places }, () => 2),
      size: 0,
      words: new Int32Array(0),
      wordsLength: 1 << 12,
      tableLength: 1 << 12,
    },
    ration,
  );

/** A store as another was. */
export const storeOf = (kept: Kept, ration: Ration): Store => {
  ration.take(0, (kept.wordsLength + kept.tableLength) * 4);
  const words = new Int32Array(kept.wordsLength);
  words.set(kept.words);
  const packing = packingOf(kept.widths);
  const all: Contents = { packing, size: kept.size, words, table: words, ration };
  enterAll(all, kept.tableLength);
  return {
    size: () => all.size,
    find: (vector) => {
      if (!fits(all.packing, vector)) return -1;
      pack(all.packing, vector, all.words, all.size * all.packing.words);
      const known = insertLast(all, false);
      return known < 0 ? ~known : -1;
    },
    insert: (vector) => {
      if (!fits(all.packing, vector)) widen(all, vector);
      // It is packed where it would stay.
      pack(all.packing, vector, all.words, all.size * all.packing.words);
      return insertLast(all);
    },
    step: (from, vector, changes) => {
      if (!copyChanged(all, from, vector, changes)) {
        const target = vector.slice();
        for (const change of changes) target[change.index] = afterOf(change, vector[change.index]!);
        widen(all, target);
        copyChanged(all, from, vector, changes);
      }
      return insertLast(all);
    },
    read: (number, target) => unpack(all.packing, all.words, number * all.packing.words, target),
    bytes: () => all.words.byteLength + all.table.byteLength,
    kept: () => ({
      widths: all.packing.widths,
      size: all.size,
      words: all.words.subarray(0, all.size * all.packing.words),
      wordsLength: all.words.length,
      tableLength: all.table.length,
    }),
  };
};

/** Packs what changes make of a vector where it would stay; false where it does not fit. */
const copyChanged = (
  { packing, words, size }: Contents,
  from: number,
  vector: Int32Array,
  changes: readonly Change[],
): boolean => {
  const { word, shift, mask } = packing;
  const length = packing.words;
  const base = from * length;
  const last = size * length;
  for (let i = 0; i < length; i += 1) words[last + i] = words[base + i]!;
  for (let i = 0; i < changes.length; i += 1) {
    const change = changes[i]!;
    const { index } = change;
    const before = vector[index]!;
    const after = afterOf(change, before);
    if (after > mask[index]!) return false;
    words[last + word[index]!]! ^= (before ^ after) << shift[index]!;
  }
  return true;
};

/** Looks for the vector that was packed last, and keeps it if it is new and `keeps` says so. */
const insertLast = (all: Contents, keeps = true): number => {
  const { packing, words, table, size } = all;
  const length = packing.words;
  const base = size * length;
  const hash = hashAt(words, base, length);
  const capacity = table.length;
  const tag = entryOf(hash, -1, capacity);
  let at = hash & (capacity - 1);
  for (let entry = table[at]!; entry !== 0; entry = table[at]!) {
    if (((entry ^ tag) & -capacity) === 0) {
      const number = (entry & (capacity - 1)) - 1;
      if (isSame(words, number * length, base, length)) return ~number;
    }
    at = (at + 1) & (capacity - 1);
  }
  if (keeps) keep(all, hash, at);
  return size;
};

/** Keeps the vector that was packed last, whose entry belongs `at` that place, and makes room for the next; or does nothing at all. */
const keep = (all: Contents, hash: number, at: number): void => {
  const { size, words, table, packing, ration } = all;
  const needed = (size + 2) * packing.words;
  if (needed > words.length) {
    const length = Math.ceil(needed * 1.5);
    ration.take(words.byteLength, length * 4);
    const larger = new Int32Array(length);
    larger.set(words);
    all.words = larger;
  }
  if ((size + 1) * 4 > table.length * 3) {
    ration.take(table.byteLength, table.byteLength * 2);
    all.size += 1;
    enterAll(all, table.length * 2);
    return;
  }
  table[at] = entryOf(hash, size, table.length);
  all.size += 1;
};

const widen = (all: Contents, vector: Int32Array): void => {
  const { packing, size, words } = all;
  const wider = widened(packing, vector);
  const length = Math.ceil((size + 1) * wider.words * 1.5);
  all.ration.take(words.byteLength, length * 4);
  const repacked = new Int32Array(length);
  const each = new Int32Array(vector.length);
  for (let number = 0; number < size; number += 1) {
    unpack(packing, words, number * packing.words, each);
    pack(wider, each, repacked, number * wider.words);
  }
  all.packing = wider;
  all.words = repacked;
  enterAll(all, all.table.length);
};

/** Makes the table anew. */
const enterAll = (all: Contents, capacity: number): void => {
  const { size, words, packing } = all;
  const table = new Int32Array(capacity);
  for (let number = 0; number < size; number += 1) {
    const hash = hashAt(words, number * packing.words, packing.words);
    let at = hash & (capacity - 1);
    while (table[at] !== 0) at = (at + 1) & (capacity - 1);
    table[at] = entryOf(hash, number, capacity);
  }
  all.table = table;
};

const isSame = (words: Int32Array, a: number, b: number, length: number): boolean => {
  for (let i = 0; i < length; i += 1) if (words[a + i] !== words[b + i]) return false;
  return true;
};

const hashAt = (words: Int32Array, base: number, length: number): number => {
  let hash = 0x9e3779b9 | 0;
  for (let i = 0; i < length; i += 1) {
    hash = Math.imul(hash ^ words[base + i]!, 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
};

/** The entry of a number: its low bits hold the number plus one, the others bits of the hash. */
const entryOf = (hash: number, number: number, capacity: number): number =>
  (Math.imul(hash, 0x2545f491) & -capacity) | (number + 1);
