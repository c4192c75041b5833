/** A set of small numbers: a bit for each. What lies beyond its words is not in it. */
export type Bits = Uint32Array<ArrayBuffer>;

/** The words that it takes to hold numbers below `size`. */
export const wordsFor = (size: number): number => (size + 31) >>> 5;

/** The same set, with room for so many words. */
export const withRoom = (bits: Bits | undefined, words: number): Bits => {
  if (bits !== undefined && bits.length >= words) return bits;
  const wider = new Uint32Array(words);
  if (bits !== undefined) wider.set(bits);
  return wider;
};

/** The same set with one number more. */
export const withBit = (bits: Bits | undefined, number: number): Bits => {
  const words = wordsFor(number + 1);
  const result =
    bits !== undefined && bits.length >= words ? bits : withRoom(bits, Math.ceil(words * 1.5));
  result[number >>> 5]! |= 1 << (number & 31);
  return result;
};

/** Puts all of `more` into `into`, which has the room. */
export const merge = (into: Bits, more: Bits): void => {
  for (let i = 0; i < more.length; i += 1) into[i]! |= more[i]!;
};

/** What is in both `a` and `b`, written to `target`, which has room for `a`; whether there is any. */
export const meet = (a: Bits, b: Bits, target: Bits): boolean => {
  let any = 0;
  for (let i = 0; i < target.length; i += 1) {
    const word = i < a.length && i < b.length ? a[i]! & b[i]! : 0;
    target[i] = word;
    any |= word;
  }
  return any !== 0;
};

/** What is in `a` and not in `b`, which is no shorter. */
export const without = (a: Bits, b: Bits): Bits => {
  const result = new Uint32Array(a.length);
  for (let i = 0; i < a.length; i += 1) result[i] = a[i]! & ~b[i]!;
  return result;
};

/** The least number in a set, or -1. */
export const leastIn = (bits: Bits): number => {
  for (let i = 0; i < bits.length; i += 1) if (bits[i] !== 0) return i * 32 + lowest(bits[i]!);
  return -1;
};

export const eachBit = (bits: Bits, visit: (number: number) => void): void => {
  for (let i = 0; i < bits.length; i += 1) {
    for (let rest = bits[i]!; rest !== 0; rest &= rest - 1) visit(i * 32 + lowest(rest));
  }
};

/** How many numbers there are. */
export const count = (bits: Bits): number => {
  let sum = 0;
  for (let i = 0; i < bits.length; i += 1) sum += bitsIn(bits[i]!);
  return sum;
};

/** The place of the lowest bit of a word that has one. */
export const lowest = (word: number): number => 31 - Math.clz32(word & -word);

export const bitsIn = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
