import type { Exploration, Failure } from '../explorers/exploration.ts';
import type { Proved } from '../properties/check-result.ts';
import {
  extentOf,
  levelsOf,
  nextLevel,
  provedLevel,
  resultsOf,
  spanOf,
  type Extent,
  type Level,
  type Results,
} from './levels.ts';
import { invariantsOf, searchInstance, type InstanceResult } from './open-search.ts';
import type { Plan } from './plan.ts';

/** What a check proved besides what it sampled, and what broke then. */
export interface Climb<Scenario> {
  /** The last bounds that were searched whole, where every run comes to rest; null where that is none. */
  readonly proved: Proved | null;
  /** What broke on the way; nothing, where all that was searched holds. */
  readonly failures: readonly Failure<Scenario>[];
}

/** Whether a check proves as well: it drew scenarios as it liked, and nothing broke. */
export const climbsAfter = <Scenario, State, Ledger, Setting>(
  { domain, scenario, strategy, until }: Plan<Scenario, State, Ledger, Setting>,
  { failures }: Exploration<Scenario>,
): boolean =>
  domain.openings !== undefined &&
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
  const levels = levelsOf(domain, {});
  const extent = extentOf(levels, budget.states);
  const results: InstanceResult<Scenario>[] = [];
  let left = budget.states;
  for (
    let level = nextLevel(extent, results);
    level !== undefined;
    level = nextLevel(extent, results)
  ) {
    const [from] = spanOf(extent, level);
    for (const [i, instance] of levels[level]!.instances.entries()) {
      const result = searchInstance(instance, invariants, i, { states: left, memory }, { stopped });
      left -= result.states;
      const { failures, complete, endless } = result;
      if (failures.length > 0 || !complete || endless > 0 || left <= 0)
        return { proved: provedBy(levels, extent, results), failures };
      results[from + i] = result;
    }
  }
  return { proved: provedBy(levels, extent, results), failures: [] };
};

const provedBy = (
  levels: readonly Level<unknown, unknown>[],
  extent: Extent,
  results: Results<InstanceResult<unknown>>,
): Proved | null => {
  const at = provedLevel(extent, results);
  if (at < 0) return null;
  const searched = resultsOf(extent, results, at);
  const { bounds, notCovered } = levels[at]!;
  return {
    bounds,
    notCovered,
    instances: searched.length,
    states: searched.reduce((sum, { states }) => sum + states, 0),
    transitions: searched.reduce((sum, { transitions }) => sum + transitions, 0),
  };
};
