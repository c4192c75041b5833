import { NOTHING_EXPLORED, type Exploration } from '../explorers/exploration.ts';
import { COUNTED_BY_SCOPE, type Scope } from '../model/context/scope.ts';
import { HeddleError } from '../model/errors.ts';
import type { CheckResult, Proof } from '../properties/check-result.ts';
import { conclude } from './check.ts';
import type { Domain, OpenInstance } from './domain.ts';
import {
  extentOf,
  levelsOf,
  nextLevel,
  provedLevel,
  resultsOf,
  settledAfter,
  spanOf,
  type Extent,
  type Level,
  type Results,
} from './levels.ts';
import { invariantsOf, searchInstance, type InstanceResult, type Watcher } from './open-search.ts';
import { checkArgument, checkDomain } from './options.ts';
import { DEFAULT_BUDGET, planCheck, scopedTo, type Plan } from './plan.ts';
import type { GivenBounds } from './proof-bounds.ts';
import { REDUCTIONS, reductionsOf, type Reduction } from './reductions.ts';

/** What to prove, within which bounds, and at what cost. */
export interface ProveOptions {
  /**
   * The bounds; what is left out is chosen: the counts of `DEFAULT_COUNTS_OF_PROOF`, every operation that the rules
   * describe, and as many operations and signals in all as `total` is enough for, up to four.
   */
  readonly bounds?: GivenBounds;
  /** Narrows the scope of the rules. */
  readonly scope?: Scope;
  /** What `scope` and `bounds` say may go beyond the scope of the rules. */
  readonly beyondScope?: boolean;
  /** The ids of the invariants; all, if none is named. */
  readonly properties?: readonly string[];
  /**
   * The most states of one instance: 10,000,000 if it is left out, and a thousand million beside `memory`. Where the
   * number of operations is chosen, the most of all instances together: 5,000,000 if it is left out.
   */
  readonly states?: number;
  /**
   * The bytes that the states of one instance may take, at least 128 KiB; 1 GiB, if it is left out. An
   * instance that takes more is searched on with a few bits a state, and proves nothing.
   */
  readonly memory?: number;
  /** What may be left out, of `REDUCTIONS`: it hides nothing, and takes fewer states. All, if it is left out itself. */
  readonly reduce?: readonly string[];
}

/** The most states of an instance, where nobody says otherwise. */
export const STATES_OF_PROOF = 10_000_000;

/** The same where their memory is bounded. */
const STATES_WITHIN_MEMORY = 1_000_000_000;

/** The most states of all instances together, where the bounds are chosen by what they cost. */
const STATES_OF_LEVELS = 5_000_000;

/** Checked options. */
export interface ProofPlan<Scenario, State, Ledger, Setting> {
  /** The same as a plan of a check: what is judged, and how a failure is told. */
  readonly plan: Plan<Scenario, State, Ledger, Setting>;
  /** What there is to search, smallest bounds first. */
  readonly levels: readonly Level<Scenario, State>[];
  /** How many instances each level has, and the most states of all together. */
  readonly extent: Extent;
  /** The instances of all levels. */
  readonly instances: readonly OpenInstance<Scenario, State>[];
  /** The bytes that the states of an instance may take, if they were given. */
  readonly memory: number | undefined;
  /** What may be left out. */
  readonly reduce: readonly Reduction[];
}

/**
 * @throws HeddleError HD402 (an unknown property), HD421 to HD425 (bounds that make no sense, or a
 *   machine of which nothing can be left open), HD430 (too little memory), HD431 (an unknown reduction).
 */
export const planProof = <Scenario, State, Ledger, Setting>(
  given: Domain<Scenario, State, Ledger, Setting>,
  options: ProveOptions,
): ProofPlan<Scenario, State, Ledger, Setting> => {
  checkDomain(given);
  checkArgument('prove', options);
  const { bounds = {}, properties = [], memory, reduce = REDUCTIONS } = options;
  if (given.openings === undefined) throw nothingOpen(given.machineId);
  const beyond = options.beyondScope === true;
  const scope = { ...options.scope, ...(beyond ? scopeOfBounds(bounds) : {}) };
  const domain = scopedTo(given, { scope, beyondScope: beyond });
  const levels = levelsOf(domain, bounds);
  const total =
    levels.length > 1 && memory === undefined ? (options.states ?? STATES_OF_LEVELS) : null;
  const states =
    total ?? options.states ?? (memory === undefined ? STATES_OF_PROOF : STATES_WITHIN_MEMORY);
  const within = memory === undefined ? {} : { memory };
  const plan = planCheck(domain, { seed: '-', properties, budget: { states }, ...within });
  return {
    plan: {
      ...plan,
      strategy: 'exhaustive',
      budget: { ...DEFAULT_BUDGET, runs: 0, states },
      suite: invariantsOf(plan.suite),
    },
    levels,
    instances: levels.flatMap(({ instances }) => instances),
    extent: extentOf(levels, total),
    memory,
    reduce: reductionsOf(reduce),
  };
};

/** What bounds ask of a scope. */
const scopeOfBounds = (bounds: GivenBounds): Scope => ({
  ...Object.fromEntries(
    COUNTED_BY_SCOPE.flatMap((name) => {
      const bound = bounds[name === 'ops' ? 'operations' : (name as keyof GivenBounds)];
      return bound === undefined ? [] : [[name, bound] as const];
    }),
  ),
  ...(bounds.vocabulary === undefined ? {} : { without: [], fixed: false }),
});

const nothingOpen = (machine: string): HeddleError =>
  new HeddleError(
    'HD423',
    `Nothing can be proved of the machine \`${machine}\`.`,
    ['its scenarios cannot leave open what happens in them'],
    'Check it instead: `heddle check`.',
  );

/** Searches one instance of the plan: every program, every interleaving. */
export const proveInstance = <Scenario, State, Ledger, Setting>(
  { plan, instances, extent, reduce }: ProofPlan<Scenario, State, Ledger, Setting>,
  number: number,
  watcher: Watcher = {},
): InstanceResult<Scenario> => {
  const limits = { states: plan.budget.states, reduce, memory: plan.memory };
  const [from] = extent.sizes
    .map((_, level) => spanOf(extent, level))
    .findLast(([first]) => first <= number)!;
  return searchInstance(instances[number]!, plan.suite, number - from, limits, watcher);
};

/**
 * The verdicts of the largest bounds that were searched whole; or of those in which something broke; or, where none is
 * whole, of the smallest. Results after the first that breaks something, or with which the budget is spent, do not count.
 */
export const concludeProof = <Scenario, State, Ledger, Setting>(
  { plan, levels, extent, memory, reduce }: ProofPlan<Scenario, State, Ledger, Setting>,
  results: Results<InstanceResult<Scenario>>,
): CheckResult => {
  const proved = provedLevel(extent, results);
  const last = levels.findLastIndex((_, level) => resultsOf(extent, results, level).length > 0);
  const counted = resultsOf(extent, results, last).slice(0, settledAfter(extent, results, last));
  const broken = counted.some(({ failures }) => failures.length > 0);
  const at = broken || proved < 0 ? Math.max(last, 0) : proved;
  const searched = at === last ? counted : resultsOf(extent, results, at);
  const { bounds, instances, leftOut, notCovered } = levels[at]!;
  const found = searched.reduce(
    (sum: Exploration<Scenario>, one) => ({
      ...sum,
      steps: sum.steps + one.transitions,
      states: sum.states + one.states,
      exhaustive: sum.exhaustive && one.complete,
      unfinished: sum.unfinished + one.endless,
      failures: one.failures,
    }),
    { ...NOTHING_EXPLORED, exhaustive: searched.length === instances.length },
  );
  const larger = levels.at(-1)!.bounds.work;
  const proof: Proof = {
    bounds,
    instances: instances.length,
    leftOut,
    notCovered:
      broken || proved < 0 || proved === levels.length - 1
        ? notCovered
        : [...notCovered, `${larger} operations and signals: too many states (\`--states\`)`],
    ...(memory === undefined ? {} : { memory }),
    ...(reduce.length === REDUCTIONS.length ? {} : { reduce }),
    searched: searched.map(({ says, states, transitions, complete, beyond }) => ({
      says,
      states,
      transitions,
      complete,
      ...(beyond === undefined ? {} : { beyond }),
    })),
  };
  return { ...conclude(plan, found), strategy: 'proof', proof };
};

/**
 * Proves, in this thread, that no program within the bounds breaks a property under any interleaving; or gives, shrunk
 * and explained, those that the first instance has in which something breaks. The result is that of a check, with the
 * bounds and what was searched as its `proof`. `held` means proved, `inconclusive` that an instance has more states
 * than `states` or than fit into `memory`, or states from which no run ever comes to rest.
 *
 * @throws HeddleError HD2xx (a fault of the runtime's functions, or its scope), HD402, HD421 to HD425, HD430, HD431 (options).
 */
export const prove = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  options: ProveOptions = {},
): CheckResult => {
  const plan = planProof(domain, options);
  const { extent } = plan;
  const results: InstanceResult<Scenario>[] = [];
  for (
    let level = nextLevel(extent, results);
    level !== undefined;
    level = nextLevel(extent, results)
  ) {
    const [from, end] = spanOf(extent, level);
    for (let number = from; number < end; number += 1) {
      results[number] = proveInstance(plan, number);
      if (settledAfter(extent, results, level) !== undefined) break;
    }
  }
  return concludeProof(plan, results);
};
