/**
 * Which traces runs were of, and whether one or several: as fingerprints in ascending order. Where there are too many
 * to keep, only those stay whose lowest `bits` bits are zero: which ones does not depend on the order in which they came.
 */
export interface TraceCount {
  readonly bits: number;
  readonly prints: Float64Array;
  /** 1: one run was of it; 2: several were. */
  readonly counts: Uint8Array;
}

/** The most fingerprints that are kept: more than the runs of a default budget, so that these are all counted. */
export const PRINTS_MAX = 32_768;

export const NO_TRACES: TraceCount = {
  bits: 0,
  prints: new Float64Array(),
  counts: new Uint8Array(),
};

/** The traces of runs with these fingerprints. */
export const countTraces = (prints: readonly number[]): TraceCount => {
  const counts = new Map<number, number>();
  for (const print of prints) counts.set(print, counts.has(print) ? 2 : 1);
  const sorted = [...counts].toSorted(([a], [b]) => a - b);
  return thinned({
    bits: 0,
    prints: Float64Array.from(sorted, ([print]) => print),
    counts: Uint8Array.from(sorted, ([, count]) => count),
  });
};

export const mergeTraces = (one: TraceCount, other: TraceCount): TraceCount => {
  const bits = Math.max(one.bits, other.bits);
  const [a, b] = [withBits(one, bits), withBits(other, bits)];
  const prints = new Float64Array(a.prints.length + b.prints.length);
  const counts = new Uint8Array(prints.length);
  let [i, j, size] = [0, 0, 0];
  while (i < a.prints.length || j < b.prints.length) {
    const [left, right] = [a.prints[i] ?? Infinity, b.prints[j] ?? Infinity];
    prints[size] = Math.min(left, right);
    counts[size] = left === right ? 2 : left < right ? a.counts[i]! : b.counts[j]!;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
    size += 1;
  }
  return thinned({ bits, prints: prints.slice(0, size), counts: counts.slice(0, size) });
};

/** As many bits more as it takes to keep few enough. */
const thinned = (count: TraceCount): TraceCount =>
  count.prints.length <= PRINTS_MAX ? count : thinned(withBits(count, count.bits + 1));

const withBits = (count: TraceCount, bits: number): TraceCount => {
  if (bits === count.bits) return count;
  const stays = (_: number, i: number): boolean => count.prints[i]! % 2 ** bits === 0;
  return { bits, prints: count.prints.filter(stays), counts: count.counts.filter(stays) };
};

/** How many traces there were, and how many that one run alone was of: estimates where not all were kept. */
export const tally = ({
  bits,
  prints,
  counts,
}: TraceCount): { readonly distinct: number; readonly once: number; readonly exact: boolean } => ({
  distinct: prints.length * 2 ** bits,
  once: counts.filter((count) => count === 1).length * 2 ** bits,
  exact: bits === 0,
});
