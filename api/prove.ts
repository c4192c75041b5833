import { NOTHING_EXPLORED, type Exploration } from '../explorers/exploration.ts';
import type { OpenBounds } from '../explorers/open-shapes.ts';
import { search } from '../explorers/packed/search.ts';
import { systemOf } from '../explorers/packed/system.ts';
import { HeddleError } from '../model/errors.ts';
import type { CheckResult, Proof } from '../properties/check-result.ts';
import { restrict } from '../properties/judge.ts';
import { conclude } from './check.ts';
import type { Domain, OpenInstance } from './domain.ts';
import { DEFAULT_BUDGET, planCheck, type Plan } from './plan.ts';

/** Within which bounds a proof covers every program, where nobody says otherwise. */
export const DEFAULT_BOUNDS_OF_PROOF: OpenBounds = {
  tasks: 2,
  executors: 1,
  waitables: 2,
  sets: 1,
  locks: 0,
  stores: 1,
  signals: 2,
  depth: 3,
  operations: 2,
  vocabulary: ['wait', 'wait-one', 'poll', 'yield', 'join', 'leave', 'call'],
};

/** What to prove, within which bounds, and at what cost. */
export interface ProveOptions {
  /** The bounds; what is left out is as in `DEFAULT_BOUNDS_OF_PROOF`. */
  readonly bounds?: Partial<OpenBounds>;
  /** The ids of the invariants; all, if none is named. */
  readonly properties?: readonly string[];
  /** The most states of one instance: 10,000,000 if it is left out. About 25 bytes each. */
  readonly states?: number;
}

/** The most states of an instance, where nobody says otherwise. */
export const STATES_OF_PROOF = 10_000_000;

/** Checked options. */
export interface ProofPlan<Scenario, State, Ledger, Setting> {
  readonly plan: Plan<Scenario, State, Ledger, Setting>;
  readonly bounds: OpenBounds;
  readonly instances: readonly OpenInstance<Scenario, State>[];
}

/** What the search of one instance came to. */
export interface InstanceResult<Scenario> {
  readonly says: string;
  readonly found: Exploration<Scenario>;
}

/** @throws HeddleError HD402 (an unknown property), HD417 (a machine of which nothing can be left open). */
export const planProof = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  { bounds: given = {}, properties = [], states = STATES_OF_PROOF }: ProveOptions,
): ProofPlan<Scenario, State, Ledger, Setting> => {
  const { open } = domain;
  if (open === undefined) throw nothingOpen(domain.machineId);
  const bounds = { ...DEFAULT_BOUNDS_OF_PROOF, ...given };
  const plan = planCheck(domain, { seed: '-', properties, budget: { states } });
  return {
    plan: {
      ...plan,
      strategy: 'exhaustive',
      budget: { ...DEFAULT_BUDGET, runs: 0, states },
      suite: restrict(plan.suite, ({ kind }) => kind !== 'sometimes'),
    },
    bounds,
    instances: open(bounds),
  };
};

const nothingOpen = (machine: string): HeddleError =>
  new HeddleError(
    'HD417',
    `Nothing can be proved of the machine \`${machine}\`.`,
    ['its scenarios cannot leave open what happens in them'],
    'Check it instead: `heddle check`.',
  );

/** Searches one instance: every program, every interleaving. It ends with the first property that breaks. */
export const proveInstance = <Scenario, State, Ledger, Setting>(
  { plan, instances }: ProofPlan<Scenario, State, Ledger, Setting>,
  number: number,
): InstanceResult<Scenario> => {
  const instance = instances[number]!;
  const { states, transitions, complete, endless, failures } = search(
    systemOf(instance.machine(), plan.suite),
    { states: plan.budget.states, enough: (broken) => broken.size > 0 },
  );
  return {
    says: instance.says,
    found: {
      ...NOTHING_EXPLORED,
      steps: transitions,
      states,
      exhaustive: complete,
      unfinished: endless,
      failures: failures.map(({ property, schedule }) => ({
        property,
        run: states,
        ...instance.close(schedule),
      })),
    },
  };
};

/** The verdicts over all instances, those after the first that breaks something left out. */
export const concludeProof = <Scenario, State, Ledger, Setting>(
  { plan, bounds, instances }: ProofPlan<Scenario, State, Ledger, Setting>,
  results: readonly InstanceResult<Scenario>[],
): CheckResult => {
  const searched = results.slice(0, settledAfter(results));
  const found = searched.reduce(
    (sum: Exploration<Scenario>, { found: one }) => ({
      ...sum,
      steps: sum.steps + one.steps,
      states: sum.states + one.states,
      exhaustive: sum.exhaustive && one.exhaustive,
      unfinished: sum.unfinished + one.unfinished,
      failures: one.failures,
    }),
    { ...NOTHING_EXPLORED, exhaustive: searched.length === instances.length },
  );
  const proof: Proof = {
    bounds,
    instances: instances.length,
    searched: searched.map(({ says, found: { states, steps, exhaustive } }) => ({
      says,
      states,
      transitions: steps,
      complete: exhaustive,
    })),
  };
  return { ...conclude(plan, found), strategy: 'proof', proof };
};

/** How many results count: up to the first with a failure. */
export const settledAfter = (results: readonly InstanceResult<unknown>[]): number => {
  const first = results.findIndex(({ found }) => found.failures.length > 0);
  return first < 0 ? results.length : first + 1;
};

/**
 * Proves, in this thread, that no program within the bounds breaks a property under any interleaving; or gives the
 * smallest that was found to.
 *
 * @throws HeddleError HD2xx (a fault of the runtime's functions), HD402, HD417 (options).
 */
export const prove = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  options: ProveOptions,
): CheckResult => {
  const plan = planProof(domain, options);
  const results: InstanceResult<Scenario>[] = [];
  for (const number of plan.instances.keys()) {
    results.push(proveInstance(plan, number));
    if (results.at(-1)!.found.failures.length > 0) break;
  }
  return concludeProof(plan, results);
};
