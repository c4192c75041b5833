import type { Size, Variant } from './instance.ts';

/** What the table is measured on. `README.md` says why these. */

/** 9,446,433 states, 39,601,492 transitions unreduced. */
export const LARGE: Size = { tasks: 3, waitables: 2, depth: 2 };

/** About the fifth power of 136 states, 4.7e10: no search that stores them all ends. */
export const BEYOND: Size = { tasks: 5, waitables: 5, depth: 1 };

/** 5,817 states: for what keeps states as text. */
export const SMALL: Size = { tasks: 2, waitables: 1, depth: 1 };

/** The sizes at which the peers must count what the machine counts. */
export const COUNTED: readonly Size[] = [
  { tasks: 2, waitables: 1, depth: 0 },
  SMALL,
  { tasks: 2, waitables: 2, depth: 1 },
];

/**
 * Two tasks wait for one event, and it is lost only if both miss it: it comes when each is between its check and its
 * park. So two preemptions at least, of each in there.
 */
export const DEEP: { readonly size: Size; readonly variant: Variant } = {
  size: { tasks: 2, waitables: 1, depth: 2 },
  variant: 'token-cleared-late',
};

/** Each waits for an event of its own: one preemption. */
export const SHALLOW: { readonly size: Size; readonly variant: Variant } = {
  size: { tasks: 2, waitables: 2, depth: 1 },
  variant: 'token-cleared-late',
};

/** Hunts for the deep bug, and the most runs that one of them takes. */
export const HUNTS = 51;
export const LONGEST_HUNT = 10_000;

/** What workers share: 27 instances, a million states. */
export const BOUNDS_OF_WORKERS: readonly string[] = ['--executors', '2'];

/** Runs that a rate of schedules is taken from: half a second or so of either side. */
export const RATED_RUNS = { heddle: 60_000, peer: 2_000 } as const;

/** Worlds of 2 instances, 3 tasks, 1 set and 8 operations whose outcomes are found. */
export const SHAPED = 200;

/** Random runs of the Canonical ABI machine: of so many drawn worlds, each so often. */
export const RANDOM_RUNS = { worlds: 100, each: 400 } as const;

/** Worlds that the executable specification goes through as well, but for those with more schedules than these. */
export const SMALL_WORLDS = 600;
export const SCHEDULES_MOST = 300;

/** How often everything else is measured. */
export const TIMES = 5;
/** How often a process is started. */
export const STARTS = 11;
