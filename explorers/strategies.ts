import { mix } from './mix.ts';
import { partialOrderSampling } from './partial-order-sampling.ts';
import { pct } from './pct.ts';
import type { Strategy } from './strategy.ts';
import { walk } from './walk.ts';

/** The strategies that are no mix of others. */
export const singles: readonly Strategy[] = [partialOrderSampling, pct, walk];

/** Every mix of several singles. */
export const mixes: readonly Strategy[] = singles
  .reduce<readonly (readonly Strategy[])[]>(
    (subsets, single) => [...subsets, ...subsets.map((subset) => [...subset, single])],
    [[]],
  )
  .filter((subset) => subset.length > 1)
  .map(mix);

/** The strategies that sample schedules. */
export const strategies: readonly Strategy[] = [...singles, ...mixes];

/** What `auto` samples by: the mix with the lowest worst case, as far as `docs/strategies.md` can tell them apart. */
export const defaultStrategy: Strategy = strategies.find(({ id }) => id === 'pos+pct')!;
