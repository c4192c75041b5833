import { NOTHING_EXPLORED, type Exploration } from '../explorers/exploration.ts';
import type { OpenBounds } from '../explorers/open-shapes.ts';
import { HeddleError } from '../model/errors.ts';
import type { CheckResult, Proof } from '../properties/check-result.ts';
import { conclude } from './check.ts';
import type { Domain, Opened } from './domain.ts';
import {
  DEFAULT_BOUNDS_OF_PROOF,
  invariantsOf,
  searchInstance,
  type InstanceResult,
  type Watcher,
} from './open-search.ts';
import { checkArgument, checkDomain } from './options.ts';
import { DEFAULT_BUDGET, planCheck, type Plan } from './plan.ts';
import { REDUCTIONS, reductionsOf, type Reduction } from './reductions.ts';

/** What to prove, within which bounds, and at what cost. */
export interface ProveOptions {
  /** The bounds; what is left out is as in `DEFAULT_BOUNDS_OF_PROOF`. */
  readonly bounds?: Partial<OpenBounds>;
  /** The ids of the invariants; all, if none is named. */
  readonly properties?: readonly string[];
  /** The most states of one instance: 10,000,000 if it is left out, and a thousand million beside `memory`. */
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

/** Checked options. */
export interface ProofPlan<Scenario, State, Ledger, Setting> {
  /** The same as a plan of a check: what is judged, and how a failure is told. */
  readonly plan: Plan<Scenario, State, Ledger, Setting>;
  /** Every bound, whether given or by default. */
  readonly bounds: OpenBounds;
  /** What there is to search, and what was left out. */
  readonly opened: Opened<Scenario, State>;
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
  domain: Domain<Scenario, State, Ledger, Setting>,
  options: ProveOptions,
): ProofPlan<Scenario, State, Ledger, Setting> => {
  checkDomain(domain);
  checkArgument('prove', options);
  const { bounds: given = {}, properties = [], memory, reduce = REDUCTIONS, ...rest } = options;
  const { open } = domain;
  if (open === undefined) throw nothingOpen(domain.machineId);
  const states = rest.states ?? (memory === undefined ? STATES_OF_PROOF : STATES_WITHIN_MEMORY);
  const wanted = { ...DEFAULT_BOUNDS_OF_PROOF, ...given };
  const bounds = { ...wanted, vocabulary: [...new Set(wanted.vocabulary)] };
  const within = memory === undefined ? {} : { memory };
  const plan = planCheck(domain, { seed: '-', properties, budget: { states }, ...within });
  return {
    plan: {
      ...plan,
      strategy: 'exhaustive',
      budget: { ...DEFAULT_BUDGET, runs: 0, states },
      suite: invariantsOf(plan.suite),
    },
    bounds,
    opened: open(bounds),
    memory,
    reduce: reductionsOf(reduce),
  };
};

const nothingOpen = (machine: string): HeddleError =>
  new HeddleError(
    'HD423',
    `Nothing can be proved of the machine \`${machine}\`.`,
    ['its scenarios cannot leave open what happens in them'],
    'Check it instead: `heddle check`.',
  );

/** Searches one instance of the plan: every program, every interleaving. */
export const proveInstance = <Scenario, State, Ledger, Setting>(
  { plan, opened, reduce }: ProofPlan<Scenario, State, Ledger, Setting>,
  number: number,
  watcher: Watcher = {},
): InstanceResult<Scenario> => {
  const limits = { states: plan.budget.states, reduce, memory: plan.memory };
  return searchInstance(opened.instances[number]!, plan.suite, number, limits, watcher);
};

/** The verdicts over all instances, those after the first that breaks something left out. */
export const concludeProof = <Scenario, State, Ledger, Setting>(
  {
    plan,
    bounds,
    opened: { instances, leftOut },
    memory,
    reduce,
  }: ProofPlan<Scenario, State, Ledger, Setting>,
  results: readonly InstanceResult<Scenario>[],
): CheckResult => {
  const searched = results.slice(0, settledAfter(results));
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
  const proof: Proof = {
    bounds,
    instances: instances.length,
    leftOut,
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

/** How many results count: up to the first with a failure. */
export const settledAfter = (results: readonly InstanceResult<unknown>[]): number => {
  const first = results.findIndex(({ failures }) => failures.length > 0);
  return first < 0 ? results.length : first + 1;
};

/**
 * Proves, in this thread, that no program within the bounds breaks a property under any interleaving; or gives, shrunk
 * and explained, those that the first instance has in which something breaks. The result is that of a check, with the
 * bounds and what was searched as its `proof`. `held` means proved, `inconclusive` that an instance has more states
 * than `states` or than fit into `memory`, or states from which nobody ever comes to rest.
 *
 * @throws HeddleError HD2xx (a fault of the runtime's functions), HD402, HD421 to HD425, HD430, HD431 (options).
 */
export const prove = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  options: ProveOptions = {},
): CheckResult => {
  const plan = planProof(domain, options);
  const results: InstanceResult<Scenario>[] = [];
  for (const number of plan.opened.instances.keys()) {
    results.push(proveInstance(plan, number));
    if (results.at(-1)!.failures.length > 0) break;
  }
  return concludeProof(plan, results);
};
