import { parseCounterexample, type Counterexample } from '../model/counterexample.ts';
import { canonical } from '../model/json.ts';
import { restrict } from '../properties/judge.ts';
import { follow, run } from '../properties/run.ts';
import type { Domain } from './domain.ts';
import { explain } from './explain.ts';
import { checkArgument, checkDomain } from './options.ts';
import { DEFAULT_BUDGET, planCheck } from './plan.ts';

/** What is replayed: a case, the property that it broke, and the rules under which it did. */
export interface ReplayRequest {
  /** The id of the invariant that broke. */
  readonly property: string;
  /** The scenario in which it did, as the record has it. */
  readonly scenario: unknown;
  /** The names of the actions that were taken, in order. */
  readonly schedule: readonly string[];
  /** The digest of the rules under which it broke: `record.runtime.digest`. */
  readonly digest: string;
  /** The record to compare with, where there is more than a token. */
  readonly record: Counterexample | null;
}

/** What became of it. */
export interface ReplayResult {
  /**
   * `same`: it breaks as before, event by event (or, for a token, as the token says). `differs`: it breaks in
   * another way. `holds`: the property no longer breaks on this schedule. `cut-off`: the run did not end.
   */
  readonly outcome: 'same' | 'differs' | 'holds' | 'cut-off';
  /** Whether the rules answer as they did when the failure was found. */
  readonly sameRules: boolean;
  /** Where the trace first differs from the record, or which actions could not be taken any more. */
  readonly note: string;
  /** The case as it breaks now; null where it does not. */
  readonly counterexample: Counterexample | null;
}

/**
 * Runs a recorded failure again. Under the same rules the schedule is followed to the letter; under changed
 * ones actions that are not enabled are skipped, and the run then goes on to its end.
 *
 * @throws HeddleError HD1xx, HD402 for what does not exist, HD303 for a schedule that does not fit.
 */
export const replay = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  request: ReplayRequest,
): ReplayResult => {
  checkDomain(domain);
  checkArgument('replay', request);
  const { property, record } = request;
  if (record !== null) parseCounterexample(record);
  const plan = planCheck(domain, {
    seed: '',
    properties: [property],
    scenario: request.scenario,
    beyondScope: true,
  });
  const scenario = plan.scenario!;
  const sameRules = domain.runtime.digest === request.digest;
  const { schedule } = request;
  const went = sameRules
    ? { schedule, skipped: 0, cutOff: false }
    : goOn(domain, scenario, property, schedule);
  const told = explain(
    domain,
    property,
    { scenario, schedule: went.schedule },
    record?.provenance ?? null,
  );
  const note = went.skipped > 0 ? `${went.skipped} of its actions cannot be taken any more` : '';
  if (told === undefined) {
    const outcome = went.cutOff ? 'cut-off' : 'holds';
    return { outcome, sameRules, note, counterexample: null };
  }
  const difference = record === null ? note : firstDifference(record, told);
  const outcome = difference === '' ? 'same' : 'differs';
  return { outcome, sameRules, note: difference, counterexample: told };
};

/** Follows what can still be taken of a schedule, then goes on to the break or to the end of the run. */
const goOn = <Scenario, State, Ledger, Setting>(
  { machine, suite }: Domain<Scenario, State, Ledger, Setting>,
  scenario: Scenario,
  property: string,
  schedule: readonly string[],
): { readonly schedule: readonly string[]; readonly skipped: number; readonly cutOff: boolean } => {
  const steps = Math.max(DEFAULT_BUDGET.steps, 2 * schedule.length);
  const only = restrict(suite, ({ id }) => id === property);
  const whole = run(machine(scenario), only, follow(schedule, true), { steps, until: property });
  const kept = run(machine(scenario), only, follow(schedule, false), { steps }).schedule.length;
  return {
    schedule: whole.schedule,
    skipped: schedule.length - kept,
    cutOff: whole.end === 'bound',
  };
};

const firstDifference = (record: Counterexample, now: Counterexample): string => {
  for (const [i, row] of record.trace.entries()) {
    const other = now.trace[i];
    if (other === undefined)
      return `the record has ${record.trace.length} steps, and there were ${i}`;
    if (canonical(row) !== canonical(other)) return `step ${i + 1} is not as recorded`;
  }
  // A record from before there was a `matters` says the same without it.
  const { matters: _, ...older } = now.explanation;
  const said = record.explanation.matters === undefined ? { ...now, explanation: older } : now;
  // The scope says which programs were looked at, and nothing of this one.
  const { scope: __, ...before } = record;
  const { scope: ___, ...after } = said;
  return canonical({ ...before, heddle: '' }) === canonical({ ...after, heddle: '' })
    ? ''
    : 'the steps are as recorded, and what is said of them is not';
};
