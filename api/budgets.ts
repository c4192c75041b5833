import type { Budget } from '../properties/check-result.ts';
import { DEFAULT_BUDGET } from './plan.ts';

/**
 * Budgets by name. They are counts and never times, so they give the same result on any machine; the times are what
 * two cores of 2025 took. A scenario that is given may cost its states and then, if they do not fit, the runs as well.
 */
export const BUDGETS = {
  /** Seconds: for a first look. */
  default: DEFAULT_BUDGET,
  /** About a minute for the runs, and another one for the states. */
  ci: { runs: 600_000, schedules: 20, steps: 400, states: 400_000 },
  /** Ten times that: for a night. */
  long: { runs: 6_000_000, schedules: 20, steps: 400, states: 4_000_000 },
} as const satisfies Readonly<Record<string, Budget>>;
