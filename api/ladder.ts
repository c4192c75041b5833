import type { Exploration, Failure } from '../explorers/exploration.ts';
import type { OpenBounds } from '../explorers/open-shapes.ts';
import type { Proved } from '../properties/check-result.ts';
import {
  DEFAULT_BOUNDS_OF_PROOF,
  invariantsOf,
  searchInstance,
  type InstanceResult,
} from './open-search.ts';
import type { Plan } from './plan.ts';

/**
 * The bounds that a check tries to prove, one after the other. They differ only in what the words of an instance tell,
 * so what one rung has searched the next need not search again.
 */
const LADDER: readonly Partial<OpenBounds>[] = [
  { tasks: 1, waitables: 1, signals: 1 },
  { tasks: 2, waitables: 1, signals: 1 },
  { tasks: 2, waitables: 1, signals: 2 },
  { tasks: 2, waitables: 2, signals: 2 },
];

/** A rung takes at least so many times the states of the one below: with less left, it is not tried. */
const GROWTH = 4;

/** How far up the ladder a check came, and what broke on it. */
export interface Climb<Scenario> {
  /** The last rung that was searched whole and where everybody comes to rest; null where that is none. */
  readonly proved: Proved | null;
  /** What broke on the way up; nothing, where all that was searched holds. */
  readonly failures: readonly Failure<Scenario>[];
}

/** Whether a check goes on to prove: it drew scenarios as it liked, and nothing broke. */
export const climbsAfter = <Scenario, State, Ledger, Setting>(
  { domain, scenario, strategy, until }: Plan<Scenario, State, Ledger, Setting>,
  { failures }: Exploration<Scenario>,
): boolean =>
  domain.open !== undefined &&
  scenario === null &&
  strategy === 'auto' &&
  until === undefined &&
  failures.length === 0;

/** Proves what the plan's budget of states is enough for, smallest bounds first; ends where something breaks, or it is `stopped`. */
export const climb = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
  stopped: () => boolean = () => false,
): Climb<Scenario> => {
  const { domain, suite, budget, memory } = plan;
  const invariants = invariantsOf(suite);
  const known = new Map<string, InstanceResult<Scenario>>();
  let proved: Proved | null = null;
  let left = budget.states;
  for (const rung of LADDER) {
    if (left < GROWTH * (proved?.states ?? 0)) break;
    const bounds = { ...DEFAULT_BOUNDS_OF_PROOF, ...rung };
    const { instances } = domain.open!(bounds);
    const results: InstanceResult<Scenario>[] = [];
    for (const [number, instance] of instances.entries()) {
      const before = known.get(instance.says);
      if (before === undefined && left <= 0) return { proved, failures: [] };
      const result =
        before ??
        searchInstance(instance, invariants, number, { states: left, memory }, { stopped });
      if (before === undefined) left -= result.states;
      if (result.failures.length > 0) return { proved, failures: result.failures };
      if (!result.complete || result.endless > 0) return { proved, failures: [] };
      known.set(instance.says, result);
      results.push(result);
    }
    proved = {
      bounds,
      instances: results.length,
      states: results.reduce((sum, { states }) => sum + states, 0),
      transitions: results.reduce((sum, { transitions }) => sum + transitions, 0),
    };
  }
  return { proved, failures: [] };
};
