/** Where in a few 32-bit words each number of a vector is. No number lies across two words. */
export interface Packing {
  readonly widths: readonly number[];
  readonly words: number;
  readonly word: Int32Array;
  readonly shift: Int32Array;
  readonly mask: Int32Array;
}

/** A packing for numbers of so many bits, each of them 1 to 31. */
export const packingOf = (widths: readonly number[]): Packing => {
  const filled: number[] = [];
  const places = widths.map((width) => {
    const room = filled.findIndex((bits) => bits + width <= 32);
    const word = room < 0 ? filled.push(0) - 1 : room;
    const shift = filled[word]!;
    filled[word]! += width;
    return { word, shift };
  });
  return {
    widths,
    words: filled.length,
    word: Int32Array.from(places, ({ word }) => word),
    shift: Int32Array.from(places, ({ shift }) => shift),
    mask: Int32Array.from(widths, (width) => (1 << width) - 1),
  };
};

/** A packing that has room for `vector` as well. */
export const widened = ({ widths }: Packing, vector: Int32Array): Packing =>
  packingOf(widths.map((width, i) => Math.max(width, 32 - Math.clz32(vector[i]!))));

export const fits = ({ mask }: Packing, vector: Int32Array): boolean => {
  for (let i = 0; i < mask.length; i += 1) if ((vector[i]! & ~mask[i]!) !== 0) return false;
  return true;
};

/** Packs a vector into the words from `base` on. */
export const pack = (
  { word, shift, words }: Packing,
  vector: Int32Array,
  target: Int32Array,
  base: number,
): void => {
  for (let i = 0; i < words; i += 1) target[base + i] = 0;
  for (let i = 0; i < word.length; i += 1) target[base + word[i]!]! |= vector[i]! << shift[i]!;
};

export const unpack = (
  { word, shift, mask }: Packing,
  source: Int32Array,
  base: number,
  target: Int32Array,
): void => {
  for (let i = 0; i < word.length; i += 1) {
    target[i] = (source[base + word[i]!]! >>> shift[i]!) & mask[i]!;
  }
};
