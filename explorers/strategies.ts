import { mix } from './mix.ts';
import { partialOrderSampling } from './partial-order-sampling.ts';
import { pct } from './pct.ts';
import type { Strategy } from './strategy.ts';
import { walk } from './walk.ts';

/** The strategies that are no mix of others. */
export const singles: readonly Strategy[] = [partialOrderSampling, pct, walk];

/** The two that prefer some schedules to others, and all of them. */
export const mixes: readonly Strategy[] = [mix(singles.slice(0, 2)), mix(singles)];

/** The strategies that sample schedules. */
export const strategies: readonly Strategy[] = [...singles, ...mixes];

/** What `auto` samples by: the mix with the lowest worst case, as far as `docs/strategies.md` can tell them apart. */
export const defaultStrategy: Strategy = mixes[0]!;
