import type { Budget } from '../properties/check-result.ts';
import { DEFAULT_BUDGET } from './plan.ts';

/**
 * Budgets by name. They are counts and never times, so they give the same result on any machine; the times are what
 * two cores take. Only a scenario that is given costs states: it is sampled, too, where its states do not fit.
 */
export const BUDGETS = {
  /** Seconds: for a first look. */
  default: DEFAULT_BUDGET,
  /** A minute or so for the runs, half of one for the states. */
  ci: { runs: 1_000_000, schedules: 2, steps: 400, states: 200_000 },
  /** A quarter of an hour: for a night. */
  long: { runs: 10_000_000, schedules: 2, steps: 400, states: 400_000 },
} as const satisfies Readonly<Record<string, Budget>>;
