import * as fc from 'fast-check';
import { exhaustive } from '../explorers/exhaustive.ts';
import type { Exploration } from '../explorers/exploration.ts';
import { batchCount, sampleBatch, type Sampling } from '../explorers/sample.ts';
import { stateless } from '../explorers/stateless.ts';
import { defaultStrategy, strategies } from '../explorers/strategies.ts';
import type { Strategy } from '../explorers/strategy.ts';
import { tally } from '../explorers/trace-count.ts';
import type { Scope } from '../model/context/scope.ts';
import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { restrict } from '../properties/judge.ts';
import type { Budget } from '../properties/check-result.ts';
import type { Suite } from '../properties/property.ts';
import { SHRINKINGS, type Shrinking } from '../shrinkers/pass.ts';
import type { Domain } from './domain.ts';
import { memoryOf } from './memory.ts';
import { checkArgument, checkDomain } from './options.ts';

/** What a check costs where nobody says otherwise: a few seconds. */
export const DEFAULT_BUDGET: Budget = { runs: 30_000, schedules: 2, steps: 400, states: 50_000 };

/**
 * How to search. `auto` covers a given scenario exhaustively if its states fit, and samples otherwise. `exhaustive`
 * (state by state) and `stateless` (one execution of each trace, bounded by the runs) need a scenario. Any other samples,
 * by the strategy of that id: `heddle list` tells them.
 */
export type StrategyId = 'auto' | 'exhaustive' | 'stateless' | (string & {});

/** Whether a strategy covers one scenario or gives up, and never samples. */
export const isCovering = (strategy: StrategyId): boolean =>
  strategy === 'exhaustive' || strategy === 'stateless';

/** What to check, and how hard to look. Equal options give equal results, on any machine. */
export interface CheckOptions {
  /** The root seed: any text. Everything random is drawn from it. */
  readonly seed: string;
  /** What the search may cost, in counts. What is left out: 30,000 runs, 2 schedules, 400 steps, 50,000 states. */
  readonly budget?: Partial<Budget>;
  /** The bytes that a search may take, at least 128 KiB; 1 GiB if it is left out. One that needs more is not complete. */
  readonly memory?: number;
  /** How to search; `auto` if it is left out. */
  readonly strategy?: StrategyId;
  /** The ids of the invariants to judge; all, if none is named. The *sometimes* are always watched for. */
  readonly properties?: readonly string[];
  /** One scenario instead of drawn ones: the value of a scenario file (`docs/formats.md`), or a `Scenario`. */
  readonly scenario?: unknown;
  /** How far the scenario of a failure may change while it gets smaller: `keep` if one is given, `all` if it is drawn. */
  readonly shrink?: Shrinking;
  /** Narrows the scope of the rules: which programs are drawn and proved. */
  readonly scope?: Scope;
  /** What `scope` says replaces what the rules' own scope says, and `scenario` may be outside of it. */
  readonly beyondScope?: boolean;
  /** Ends the search with the run in which this property first breaks. */
  readonly until?: string;
  /**
   * Ends sampling once the chance that the next run is of a trace that none was of is below this: 0.001, say. A chance
   * that has to be estimated, so it takes more runs than one divided by it.
   */
  readonly untilNewBelow?: number;
  /** Whether to count where signals fell in the waits of sampled runs. */
  readonly coverage?: boolean;
}

/** Checked options, with everything resolved that they name. */
export interface Plan<Scenario, State, Ledger, Setting> {
  /** What is checked. */
  readonly domain: Domain<Scenario, State, Ledger, Setting>;
  /** The invariants that are wanted, and every *sometimes*. */
  readonly suite: Suite<Ledger, Setting>;
  /** The root seed. */
  readonly seed: string;
  /** Every bound, whether given or by default. */
  readonly budget: Budget;
  /** The bytes that a search may take. */
  readonly memory: number;
  /** One that exists. */
  readonly strategy: StrategyId;
  /** The one that was given; null where scenarios are drawn. */
  readonly scenario: Scenario | null;
  /** How far the scenario of a failure may change. */
  readonly shrink: Shrinking;
  /** The property whose first failure ends the search. */
  readonly until: string | undefined;
  /** The chance of something new below which sampling ends. */
  readonly untilNewBelow: number | undefined;
  /** Whether where signals fell in waits is counted. */
  readonly coverage: boolean;
}

/** Whether a property is to be judged: all are if none is named, and every *sometimes* is. */
export const isWanted =
  (wanted: readonly string[] = []) =>
  ({ id, kind }: { readonly id: string; readonly kind: string }): boolean =>
    kind === 'sometimes' || wanted.length === 0 || wanted.includes(id);

/** A suite with the invariants that are wanted, all if none is named, and with every *sometimes*. */
export const judging = <Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
  wanted: readonly string[] = [],
): Suite<Ledger, Setting> => restrict(suite, isWanted(wanted));

/**
 * @throws HeddleError HD1xx (scenario), HD207 to HD209 (scope), HD402 (an unknown property), HD403 (an unknown strategy),
 *   HD430 (memory), HD438 (options of another form), HD439 (not a domain).
 */
export const planCheck = <Scenario, State, Ledger, Setting>(
  given: Domain<Scenario, State, Ledger, Setting>,
  options: CheckOptions,
): Plan<Scenario, State, Ledger, Setting> => {
  checkDomain(given);
  checkArgument('check', options);
  const domain = scopedTo(given, options);
  const invariants = domain.suite.properties
    .filter(({ kind }) => kind !== 'sometimes')
    .map(({ id }) => id);
  const wanted = options.properties ?? [];
  for (const name of [...wanted, ...(options.until === undefined ? [] : [options.until])])
    checkProperty(name, invariants);
  const known = ['auto', 'exhaustive', 'stateless', ...strategies.map(({ id }) => id)];
  const { strategy = 'auto' } = options;
  if (!known.includes(strategy)) throw unknown('HD403', 'strategy', strategy, known);
  const scenario = options.scenario === undefined ? null : domain.parseScenario(options.scenario);
  const outside = scenario === null ? undefined : domain.scoping?.outside(scenario);
  if (outside !== undefined && options.beyondScope !== true) throw outsideError(outside);
  if (isCovering(strategy) && scenario === null) {
    throw new HeddleError(
      'HD404',
      `${strategy === 'stateless' ? 'A stateless' : 'An exhaustive'} search needs a scenario.`,
      ['drawn scenarios are sampled; one that is given can be covered'],
      'Name one with `--scenario file.json`, or leave `--strategy` out.',
    );
  }
  return {
    domain,
    suite: judging(domain.suite, wanted),
    seed: options.seed,
    budget: { ...DEFAULT_BUDGET, ...options.budget },
    memory: memoryOf(options.memory),
    strategy,
    scenario,
    shrink: shrinkingOf(options.shrink ?? (scenario === null ? 'all' : 'keep')),
    until: options.until,
    untilNewBelow: options.untilNewBelow,
    coverage: options.coverage === true,
  };
};

/** @throws HeddleError HD445. */
const shrinkingOf = (name: string): Shrinking => {
  const found = SHRINKINGS.find((id) => id === name);
  if (found !== undefined) return found;
  throw new HeddleError(
    'HD445',
    `A failure cannot be shrunk by \`${name}\`${nearest(name, SHRINKINGS)}`,
    [`known: ${SHRINKINGS.join(', ')}`],
    '`keep` leaves frames and names of a scenario as they are, and `none` all of it.',
  );
};

/** @throws HeddleError HD402 for a name that is no property. */
export const checkProperty = (name: string, known: readonly string[]): void => {
  if (!known.includes(name)) throw unknown('HD402', 'property', name, known);
};
/** The same rules within the scope of the options. @throws HeddleError HD207 to HD209. */
export const scopedTo = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  { scope, beyondScope = false }: Pick<CheckOptions, 'scope' | 'beyondScope'>,
): Domain<Scenario, State, Ledger, Setting> => {
  if (scope === undefined || Object.keys(scope).length === 0) return domain;
  if (domain.scoping === undefined) throw noScopes(domain.machineId);
  return domain.scoping.narrow(scope, beyondScope);
};

const noScopes = (machine: string): HeddleError =>
  new HeddleError(
    'HD208',
    `The machine \`${machine}\` has no scopes.`,
    ['its scenarios are drawn from all that its profile has'],
    'Leave the options that narrow the scope out.',
  );

const outsideError = (outside: string): HeddleError =>
  new HeddleError(
    'HD107',
    'The scenario is outside the scope of the rules.',
    [outside],
    'A verdict would be about a program that they are not for: change it, or add `--beyond-scope`.',
  );

const unknown = (code: string, what: string, name: string, known: readonly string[]): HeddleError =>
  new HeddleError(
    code,
    `Unknown ${what} \`${name}\`${nearest(name, known)}`,
    [`known: ${known.join(', ')}`],
    '`heddle list` says what each of them is.',
  );

/** The strategy that samples, where sampling it is: the one that is named, else the default. */
export const samplerOf = (strategy: StrategyId): Strategy =>
  strategies.find(({ id }) => id === strategy) ?? defaultStrategy;

const samplingOf = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
): Sampling<Scenario, State, Ledger, Setting> => ({
  machine: plan.domain.machine,
  suite: plan.suite,
  vocabulary: plan.domain.vocabulary,
  scenarios: (words) =>
    plan.scenario === null ? plan.domain.scenarios(words) : fc.constant(plan.scenario),
  strategy: samplerOf(plan.strategy),
  seed: plan.seed,
  until: plan.until,
  countWaits: plan.coverage ? plan.domain.waits?.count : undefined,
  ...plan.budget,
});

/**
 * Covers the plan's scenario, or as much of it as there was time for until it is `stopped`; undefined where the plan does
 * not ask for that, or the states do not fit.
 */
export const exploreExhaustively = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
  stopped: () => boolean = () => false,
): Exploration<Scenario> | undefined => {
  const { domain, suite, scenario, strategy, budget, memory } = plan;
  if (scenario === null || (strategy !== 'auto' && !isCovering(strategy))) return undefined;
  if (strategy === 'stateless')
    return stateless(domain.machine(scenario), suite, scenario, { ...budget, stopped });
  const found = exhaustive(
    domain.machine(scenario),
    suite,
    scenario,
    budget.states,
    memory,
    stopped,
  );
  return found.exhaustive || strategy === 'exhaustive' || stopped() ? found : undefined;
};

/** The number of batches that sampling the plan takes. */
export const batchesOf = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
): number => batchCount(plan.budget);

/** What one batch of the plan finds, the same wherever and whenever it is run. */
export const exploreBatch = <Scenario, State, Ledger, Setting>(
  plan: Plan<Scenario, State, Ledger, Setting>,
  batch: number,
): Exploration<Scenario> => sampleBatch(samplingOf(plan), batch);

/** What sampling asks: when it has its answer, it ends. */
export type Question = Pick<Plan<unknown, unknown, unknown, unknown>, 'until' | 'untilNewBelow'> & {
  readonly suite: {
    readonly properties: readonly { readonly id: string; readonly kind: string }[];
  };
};

/** Whether nothing is left to find: what was looked for broke, or everything did, or hardly any run shows anything new. */
export const isSettled = (
  { suite, until, untilNewBelow }: Question,
  { failures, traces, runs }: Exploration<unknown>,
): boolean => {
  if (untilNewBelow !== undefined && isBelow(untilNewBelow, runs, tally(traces))) return true;
  const broken = new Set(failures.map(({ property }) => property));
  if (until !== undefined) return broken.has(until);
  return suite.properties.every(({ id, kind }) => kind === 'sometimes' || broken.has(id));
};

/**
 * Whether the chance that the next run is new is below `goal`. As many runs are expected to be new as were of a trace of
 * their own; one more is counted, so that few runs never settle it.
 */
export const isBelow = (goal: number, runs: number, { once }: { readonly once: number }): boolean =>
  once + 1 < goal * runs;
