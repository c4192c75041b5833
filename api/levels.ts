import type { OpenBounds } from '../explorers/open-shapes.ts';
import type { Domain, OpenInstance } from './domain.ts';
import type { InstanceResult } from './open-search.ts';
import type { GivenBounds } from './proof-bounds.ts';

/** The instances of one of the bounds that a proof goes through. */
export interface Level<Scenario, State> {
  /** Every bound, whether given or chosen. */
  readonly bounds: OpenBounds;
  /** Smallest first. */
  readonly instances: readonly OpenInstance<Scenario, State>[];
  /** What is within the bounds, but has no place in the rules, in words; null where that is nothing. */
  readonly leftOut: string | null;
  /** What the rules describe and their scope has, but no program within the bounds does, in words. */
  readonly notCovered: readonly string[];
}

/** What decides how far a proof goes. */
export interface Extent {
  /** The number of instances of each level. */
  readonly sizes: readonly number[];
  /** The most states of all together; null: a level that is begun is searched to its end, whatever it costs. */
  readonly total: number | null;
}

/** The extent of levels. */
export const extentOf = (
  levels: readonly Level<unknown, unknown>[],
  total: number | null,
): Extent => ({ sizes: levels.map(({ instances }) => instances.length), total });

/** The levels of a domain for the bounds that are given. @throws HeddleError HD207, HD421 to HD425. */
export const levelsOf = <Scenario, State, Ledger, Setting>(
  { openings }: Domain<Scenario, State, Ledger, Setting>,
  given: GivenBounds,
): readonly Level<Scenario, State>[] =>
  openings!.bounds(given).map((bounds) => ({ bounds, ...openings!.within(bounds) }));

/**
 * A level has about this many times the states of the one below, a little more among the small ones. One that would not
 * fit into the budget is not begun.
 */
const GROWTH = 8;

/** What a proof has found out about its instances, by number; nothing about those that it has not searched. */
export type Results<Result> = readonly (Result | undefined)[];

type Searched = Pick<InstanceResult<unknown>, 'failures' | 'states' | 'complete'>;

const statesOf = (results: Results<Searched>): number =>
  results.reduce((sum, result) => sum + (result?.states ?? 0), 0);

/** The number of the first instance of a level, and of the one after its last. */
export const spanOf = ({ sizes }: Extent, level: number): readonly [from: number, end: number] => {
  const from = sizes.slice(0, level).reduce((sum, size) => sum + size, 0);
  return [from, from + (sizes[level] ?? 0)];
};

/** The results of a level, in order, up to the first that is missing. */
export const resultsOf = <Result>(
  extent: Extent,
  results: Results<Result>,
  level: number,
): readonly Result[] => {
  const [from, end] = spanOf(extent, level);
  const known: Result[] = [];
  for (let number = from; number < end; number += 1) {
    const result = results[number];
    if (result === undefined) break;
    known.push(result);
  }
  return known;
};

/**
 * How many of the results of a level count: up to the first with a failure, or with which the budget is spent. The rest
 * is as if it had not been searched, so that a verdict does not depend on how many workers there are.
 */
export const settledAfter = (
  extent: Extent,
  results: Results<Searched>,
  level: number,
): number | undefined => {
  const before = statesOf(results.slice(0, spanOf(extent, level)[0]));
  const left = (extent.total ?? Infinity) - before;
  let states = 0;
  for (const [i, result] of resultsOf(extent, results, level).entries()) {
    states += result.states;
    if (result.failures.length > 0 || states >= left) return i + 1;
  }
  return undefined;
};

/** The largest level that was searched whole and holds; -1: none. */
export const provedLevel = (extent: Extent, results: Results<Searched>): number =>
  extent.sizes.findLastIndex((size, level) => {
    const known = resultsOf(extent, results, level);
    return (
      known.length === size &&
      known.every(({ failures, complete }) => failures.length === 0 && complete)
    );
  });

/** The level to search next: the largest that the budget seems to be enough for; undefined: the proof is at its end. */
export const nextLevel = (extent: Extent, results: Results<Searched>): number | undefined => {
  const { sizes, total } = extent;
  const proved = provedLevel(extent, results);
  if (resultsOf(extent, results, proved + 1).length > 0) return undefined;
  if (proved < 0) return 0;
  const [from, end] = spanOf(extent, proved);
  if (results.length > end) return undefined;
  const last = statesOf(results.slice(from, end));
  const left = (total ?? Infinity) - statesOf(results);
  const next = sizes.findLastIndex(
    (_, level) => level > proved && last * GROWTH ** (level - proved) <= left,
  );
  return next < 0 ? undefined : next;
};
