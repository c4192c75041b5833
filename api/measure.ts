import { defaultStrategy } from '../explorers/strategies.ts';
import type { Budget } from '../properties/check-result.ts';
import type {
  MeasuredBug,
  MeasuredCell,
  MeasuredResult,
  StrategyResult,
} from '../properties/measured-result.ts';
import { sampleAll } from './check.ts';
import type { Domain } from './domain.ts';
import { DEFAULT_BUDGET, planCheck, type CheckOptions } from './plan.ts';

/** The number of the first run that breaks `property`; null if none does within the budget. Nothing is shrunk. */
export const runsUntil = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  property: string,
  options: CheckOptions,
): number | null => {
  const plan = planCheck(domain, { ...options, properties: [property], until: property });
  return sampleAll(plan).failures[0]?.run ?? null;
};

/** What the hunts of one strategy for one bug come to. */
export const cellOf = (strategy: string, found: readonly (number | null)[]): MeasuredCell => {
  const sorted = found.toSorted((a, b) => orNever(a) - orNever(b));
  return {
    strategy,
    found,
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? null,
    worst: sorted.at(-1) ?? null,
  };
};

/** What all hunts come to. */
export const measuredResult = (
  { seed, seeds, budget }: Measuring,
  ids: readonly string[],
  bugs: readonly MeasuredBug[],
): MeasuredResult => {
  const all = ids.map((id, i) => strategyResult(id, bugs, i));
  return {
    format: 1,
    seed,
    seeds,
    budget: { ...DEFAULT_BUDGET, ...budget },
    default: defaultStrategy.id,
    best: all.reduce((best, next) => (isBelow(next, best) ? next : best)).id,
    strategies: all,
    bugs,
  };
};

interface Measuring {
  readonly seed: string;
  readonly seeds: number;
  readonly budget: Partial<Budget>;
}

const strategyResult = (id: string, bugs: readonly MeasuredBug[], i: number): StrategyResult => {
  const cells = bugs.map((bug) => ({ bug: bug.id, ...bug.cells[i]! }));
  const hardest = cells.reduce((a, b) => (orNever(b.worst) > orNever(a.worst) ? b : a));
  const logarithms = cells.map(({ median }) => Math.log(orNever(median)));
  const mean = Math.exp(logarithms.reduce((a, b) => a + b) / logarithms.length);
  return {
    id,
    missed: cells.flatMap(({ found }) => found.filter((run) => run === null)).length,
    worst: hardest.worst,
    hardest: hardest.bug,
    mean: Number.isFinite(mean) ? Math.round(mean) : null,
  };
};

const orNever = (run: number | null): number => run ?? Infinity;

/** Whether the worst case of `a` is the lower one: it misses less, or its worst hunt is shorter, or its mean is. */
const isBelow = (a: StrategyResult, b: StrategyResult): boolean => {
  if (a.missed !== b.missed) return a.missed < b.missed;
  if (a.worst !== b.worst) return orNever(a.worst) < orNever(b.worst);
  return orNever(a.mean) < orNever(b.mean);
};
