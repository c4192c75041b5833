/** How many levels the estimate looks back over. */
const WINDOW = 12;
/** So few say nothing yet. */
const LEVELS_MIN = 8;
/** What nobody would wait for. */
const LEVELS_MAX = 2_000;

/**
 * About how many states there are, from the sizes of the levels of a breadth-first search so far; undefined where they do
 * not tell yet. Levels grow, ever less, and shrink again: the logarithm of the ratio of one level to the one before falls
 * nearly along a line, which is drawn on.
 */
export const aboutStates = (levels: readonly number[]): number | undefined => {
  if (levels.length < LEVELS_MIN) return undefined;
  const last = levels.slice(-WINDOW);
  const ratios = last.slice(1).map((size, i) => Math.log(size / last[i]!));
  const middle = (ratios.length - 1) / 2;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const slope =
    ratios.reduce((sum, ratio, i) => sum + (i - middle) * ratio, 0) /
    ratios.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  if (slope >= 0) return undefined;
  let ratio = mean + slope * (ratios.length - middle);
  let size = last.at(-1)!;
  let sum = levels.reduce((before, level) => before + level, 0);
  for (let level = 0; level < LEVELS_MAX && size >= 1; level += 1) {
    size *= Math.exp(ratio);
    ratio += slope;
    sum += size;
  }
  return sum;
};
