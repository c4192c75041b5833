import { continuations } from '../explorers/continuations.ts';
import { exhaustive } from '../explorers/exhaustive.ts';
import { matters } from '../explorers/matters.ts';
import type { Counterexample } from '../model/counterexample.ts';
import type { Machine } from '../model/machine.ts';
import { VERSION } from '../model/version.ts';
import { invariantOf, restrict } from '../properties/judge.ts';
import type { Invariant } from '../properties/property.ts';
import { follow, run } from '../properties/run.ts';
import type { Case } from '../shrinkers/pass.ts';
import { failingCase } from '../shrinkers/shrink.ts';
import { shrinkable, type Domain } from './domain.ts';
import { traceOf } from './trace.ts';

/** The most states that are searched for the decisive step. */
const STATES_MAX = 20_000;

/** What such a search may take, in bytes: 128 MiB. Few need a hundredth of it, but the states of a scenario may grow. */
const MEMORY_MAX = 2 ** 27;

/** How far is looked for the orders that matter: there are some dozens of searches, most of which end early. */
const ORDERS_MAX = { states: 2_000, total: 10_000, memory: MEMORY_MAX };

/**
 * The record of a case that breaks `property`, whose schedule is followed to the letter; undefined if the
 * property holds there.
 *
 * @throws HeddleError HD303 where the schedule does not fit.
 */
export const explain = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  property: string,
  failing: Case<Scenario>,
  provenance: Counterexample['provenance'],
): Counterexample | undefined => {
  const { scenario, schedule } = failing;
  const machine = domain.machine(scenario);
  const told = traceOf(machine, schedule);
  const result = failingCase(shrinkable(domain, schedule.length), property, failing);
  if (result === undefined) return undefined;
  const broken = invariantOf(domain.suite, property);
  const moving = new Set(told.trace.map(({ actor }) => actor));
  return {
    format: 1,
    kind: 'counterexample',
    heddle: VERSION,
    machine: domain.machineId,
    runtime: domain.runtime,
    property,
    says: broken.says,
    reason: result.finding.reason,
    scenario: scenario as Counterexample['scenario'],
    schedule: [...schedule],
    lanes: domain.lanes(scenario).filter(({ id }) => moving.has(id)),
    ...told,
    end: result.atRest ? 'quiescent' : 'broken',
    explanation: {
      ...broken.tell(result.finding),
      decided: decide(domain, machine, property, schedule),
      matters: decidingOrders(domain, machine, property, schedule),
      ...knownFaults(domain, property, scenario),
      diagnosis: diagnose(domain, machine, property, schedule),
    },
    preemptions: result.preemptions,
    size: [...domain.measure(scenario), schedule.length, result.preemptions],
    provenance,
    ...scopeIn(domain),
  };
};

/** The scope of the rules, where they have one. */
const scopeIn = <Scenario, State, Ledger, Setting>({
  scoping,
}: Domain<Scenario, State, Ledger, Setting>): Pick<Counterexample, 'scope'> =>
  scoping === undefined || Object.keys(scoping.scope).length === 0
    ? {}
    : { scope: JSON.parse(JSON.stringify(scoping.scope)) as NonNullable<Counterexample['scope']> };

type Explanation = Counterexample['explanation'];

const decide = <Scenario, State, Ledger, Setting>(
  { suite }: Domain<Scenario, State, Ledger, Setting>,
  machine: Machine<State>,
  property: string,
  schedule: readonly string[],
): Explanation['decided'] => {
  const only = restrict(suite, ({ id }) => id === property);
  const counted = continuations(machine, only, schedule, STATES_MAX, MEMORY_MAX);
  if (counted.kind === 'omitted') return { omitted: counted.because };
  const step = counted.counts.findIndex(({ failing, all }) => failing === all);
  const text = (at: number): { failing: string; all: string } => {
    const { failing, all } = counted.counts[at]!;
    return { failing: String(failing), all: String(all) };
  };
  return { step, before: text(Math.max(0, step - 1)), after: text(step) };
};

/** The orders of steps that make the bug. */
const decidingOrders = <Scenario, State, Ledger, Setting>(
  { suite }: Domain<Scenario, State, Ledger, Setting>,
  machine: Machine<State>,
  property: string,
  schedule: readonly string[],
): Explanation['matters'] => {
  const only = restrict(suite, ({ id }) => id === property);
  const found = matters(machine, only, schedule, ORDERS_MAX);
  return found.kind === 'omitted'
    ? { omitted: found.because }
    : { orders: [...found.orders], checked: found.checked };
};

/** The known faults of the rules that are to blame: without one of them, no interleaving of the scenario breaks. */
const knownFaults = <Scenario, State, Ledger, Setting>(
  { suite, known = [] }: Domain<Scenario, State, Ledger, Setting>,
  property: string,
  scenario: Scenario,
): Pick<Explanation, 'known'> => {
  const only = restrict(suite, ({ id }) => id === property);
  const blamed = known.filter(({ machine }) => {
    const found = exhaustive(machine(scenario), only, scenario, STATES_MAX, MEMORY_MAX);
    return found.exhaustive && found.failures.length === 0;
  });
  return blamed.length === 0 ? {} : { known: blamed.map(({ id, says }) => ({ id, says })) };
};

/** Where the bookkeeping went wrong on the way, if a property that tells so broke. */
const diagnose = <Scenario, State, Ledger, Setting>(
  { suite }: Domain<Scenario, State, Ledger, Setting>,
  machine: Machine<State>,
  property: string,
  schedule: readonly string[],
): Explanation['diagnosis'] => {
  const tells = (candidate: { readonly id: string }): candidate is Invariant<Ledger> =>
    candidate.id !== property && 'diagnosis' in candidate;
  const only = restrict(suite, tells);
  const [first] = run(machine, only, follow(schedule, false), { steps: schedule.length }).broken;
  if (first === undefined) return null;
  const { sentence } = invariantOf(suite, first.property).tell(first.finding);
  return { property: first.property, step: first.steps, sentence };
};
