import { mergeExplorations, NOTHING_EXPLORED, type Exploration } from '../explorers/exploration.ts';
import { tally } from '../explorers/trace-count.ts';
import { scopeText } from '../model/context/scope.ts';
import type { CheckResult, PropertyResult, WitnessResult } from '../properties/check-result.ts';
import type { Invariant } from '../properties/property.ts';
import { moversOf } from '../properties/run.ts';
import { shrink } from '../shrinkers/shrink.ts';
import { shrinkable, type Domain } from './domain.ts';
import { explain } from './explain.ts';
import { climb, climbsAfter, type Climb } from './ladder.ts';
import {
  batchesOf,
  exploreBatch,
  exploreExhaustively,
  isBelow,
  isCovering,
  isSettled,
  planCheck,
  samplerOf,
  type CheckOptions,
  type Plan,
} from './plan.ts';

/**
 * Explores, judges, shrinks and explains, in this thread: a few seconds with the default budget. Where nothing breaks
 * in drawn scenarios, it goes on to prove what its budget of states is enough for. The result is data; a violated
 * property carries its `counterexample`.
 *
 * @throws HeddleError HD1xx (scenario), HD2xx (a fault of the runtime's functions), HD402 to HD404 (options).
 */
export const check = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  options: CheckOptions,
): CheckResult => {
  const plan = planCheck(domain, options);
  const found = exploreExhaustively(plan) ?? sampleAll(plan);
  return conclude(plan, found, climbsAfter(plan, found) ? climb(plan) : null);
};

/** Samples batch by batch until the plan's question is settled or its runs are used up. */
export const sampleAll = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
): Exploration<Scenario> => {
  let found: Exploration<Scenario> = NOTHING_EXPLORED;
  for (let batch = 0; batch < batchesOf(plan) && !isSettled(plan, found); batch += 1) {
    found = mergeExplorations(found, exploreBatch(plan, batch));
  }
  return found;
};

/** The verdicts of an exploration, and of the proof after it; every failure is shrunk and explained. */
export const conclude = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
  explored: Exploration<Scenario>,
  climbed: Climb<Scenario> | null = null,
): CheckResult => {
  const found = { ...explored, failures: [...explored.failures, ...(climbed?.failures ?? [])] };
  const proved = climbed?.proved ?? null;
  const properties = plan.suite.properties.flatMap((property): readonly PropertyResult[] =>
    property.kind === 'sometimes' ? [] : [propertyResult(plan, found, property)],
  );
  const witnesses = witnessResults(plan, found);
  const doubtful =
    properties.some(({ verdict }) => verdict === 'inconclusive') ||
    witnesses.some(({ count, inapplicable }) => count === 0 && inapplicable === undefined);
  const violated = properties.some(({ verdict }) => verdict === 'violated');
  const { runs, steps, states, blocked, exhaustive, unfinished, memoryFull } = found;
  return {
    runtime: plan.domain.runtime,
    seed: plan.seed,
    ...scopeOf(plan),
    strategy: strategyOf(plan, found),
    budget: plan.budget,
    verdict: violated ? 'violated' : doubtful ? 'inconclusive' : 'held',
    properties,
    witnesses,
    explored: {
      runs,
      scenarios: plan.scenario === null ? Math.ceil(runs / plan.budget.schedules) : 1,
      steps,
      states,
      exhaustive,
      unfinished,
      ...(memoryFull === undefined ? {} : { memoryFull }),
      ...(blocked === undefined ? {} : { blocked }),
      ...tracesOf(plan, found),
      ...(found.waits === undefined ? {} : { waits: plan.domain.waits!.rows(found.waits) }),
    },
    ...(proved === null ? {} : { proved }),
  };
};

const scopeOf = <Scenario, State, Ledger, Setting>({
  domain: { scoping },
}: Plan<Scenario, State, Ledger, Setting>): Pick<CheckResult, 'scope'> => {
  const text = scopeText(scoping?.scope ?? {});
  return text === '' ? {} : { scope: text };
};

/** How much of what there is was sampled. After Good (1953): the chance that the next is new is the share of those met once. */
const tracesOf = <Scenario, State, Ledger, Setting>(
  { untilNewBelow }: Plan<Scenario, State, Ledger, Setting>,
  { runs, blocked, traces }: Exploration<Scenario>,
): Pick<CheckResult['explored'], 'traces'> => {
  if (runs === 0 || blocked !== undefined) return {};
  const counted = tally(traces);
  const chance = Math.min(1, counted.once / runs);
  if (untilNewBelow === undefined) return { traces: { ...counted, chance } };
  const reached = isBelow(untilNewBelow, runs, counted);
  return { traces: { ...counted, chance, goal: { below: untilNewBelow, reached } } };
};

/** What was searched by: `auto` is one way or the other. */
const strategyOf = <Scenario, State, Ledger, Setting>(
  { strategy }: Plan<Scenario, State, Ledger, Setting>,
  { runs, exhaustive }: Exploration<Scenario>,
): string => {
  if (isCovering(strategy)) return strategy;
  return exhaustive || runs === 0 ? 'exhaustive' : samplerOf(strategy).id;
};

const propertyResult = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
  found: Exploration<Scenario>,
  property: Invariant<Ledger>,
): PropertyResult => {
  const { id, says, kind } = property;
  const failure = found.failures.find((candidate) => candidate.property === id);
  const common = { id, says, diagnosis: property.diagnosis ?? false };
  if (missing(plan, property).length > 0) {
    return { ...common, verdict: 'not-judged', runs: 0, exhaustive: false };
  }
  if (failure === undefined) {
    const cutOff =
      (kind === 'eventually' && found.unfinished > 0) ||
      (isCovering(plan.strategy) && !found.exhaustive);
    const verdict = cutOff ? 'inconclusive' : 'held';
    return { ...common, verdict, runs: found.runs, exhaustive: found.exhaustive };
  }
  const steps = Math.max(plan.budget.steps, failure.schedule.length);
  const shrunk = shrink(shrinkable(plan.domain, steps, plan.shrink), id, failure);
  const counterexample = explain(plan.domain, id, shrunk, {
    seed: plan.seed,
    run: failure.run,
    strategy: failure.by ?? strategyOf(plan, found),
    found: {
      steps: failure.schedule.length,
      actors: new Set(moversOf(plan.domain.machine(failure.scenario), failure.schedule)).size,
    },
    candidates: shrunk.candidates,
  });
  return {
    ...common,
    verdict: 'violated',
    runs: failure.run,
    exhaustive: found.exhaustive,
    ...(counterexample === undefined ? {} : { counterexample }),
  };
};

/** The kinds of event that a property needs and the traces lack. */
const missing = <Scenario, State, Ledger, Setting>(
  { domain }: Plan<Scenario, State, Ledger, Setting>,
  { needs }: { readonly needs: readonly string[] },
): readonly string[] => needs.filter((kind) => !domain.emits.has(kind));

const witnessResults = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
  { seen, exhaustive, blocked }: Exploration<Scenario>,
): readonly WitnessResult[] =>
  plan.suite.properties.flatMap((property): readonly WitnessResult[] => {
    if (property.kind !== 'sometimes') return [];
    const { id, says } = property;
    const count = seen[id] ?? 0;
    const [lacking] = missing(plan, property);
    const reason =
      (lacking === undefined ? undefined : `no trace has events of the kind ${lacking}`) ??
      property.inapplicable(plan.domain.setting(plan.scenario)) ??
      (blocked === undefined
        ? exhaustive
          ? 'no interleaving of this scenario shows it'
          : undefined
        : 'no execution showed it, though another order of the same steps may');
    return [
      { id, says, count, ...(count === 0 && reason !== undefined ? { inapplicable: reason } : {}) },
    ];
  });
