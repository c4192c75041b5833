import { partialOrderSampling } from './partial-order-sampling.ts';
import { pct } from './pct.ts';
import type { Strategy } from './strategy.ts';
import { walk } from './walk.ts';

/** The strategies that sample schedules; the first is the default. */
export const strategies: readonly Strategy[] = [partialOrderSampling, pct, walk];
