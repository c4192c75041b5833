import type { Counterexample } from '../model/counterexample.ts';
import { canonical } from '../model/json.ts';
import { follow, run } from '../properties/run.ts';
import type { Domain } from './domain.ts';
import { explain } from './explain.ts';
import { planCheck } from './plan.ts';

/** What is replayed: a case, the property that it broke, and the rules under which it did. */
export interface ReplayRequest {
  readonly property: string;
  readonly scenario: unknown;
  readonly schedule: readonly string[];
  readonly digest: string;
  /** The record to compare with, where there is more than a token. */
  readonly record: Counterexample | null;
}

/** What became of it. */
export interface ReplayResult {
  /**
   * `same`: it breaks as before, event by event (or, for a token, as the token says). `differs`: it breaks in
   * another way. `holds`: the property no longer breaks on this schedule.
   */
  readonly outcome: 'same' | 'differs' | 'holds';
  /** Whether the rules answer as they did when the failure was found. */
  readonly sameRules: boolean;
  /** Where the trace first differs from the record, or which actions could not be taken any more. */
  readonly note: string;
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
  const { property, record } = request;
  const plan = planCheck(domain, { seed: '', properties: [property], scenario: request.scenario });
  const scenario = plan.scenario!;
  const sameRules = domain.runtime.digest === request.digest;
  const fitted = sameRules ? request.schedule : fit(plan.domain, scenario, request.schedule);
  const skipped = request.schedule.length - fitted.length;
  const told = explain(
    domain,
    property,
    { scenario, schedule: fitted },
    record?.provenance ?? null,
  );
  const note = skipped > 0 ? `${skipped} of its actions cannot be taken any more` : '';
  if (told === undefined) return { outcome: 'holds', sameRules, note, counterexample: null };
  const difference = record === null ? note : firstDifference(record, told);
  const outcome = difference === '' ? 'same' : 'differs';
  return { outcome, sameRules, note: difference, counterexample: told };
};

/** The actions of a schedule that can still be taken, in order. */
const fit = <Scenario, State, Ledger, Setting>(
  { machine, suite }: Domain<Scenario, State, Ledger, Setting>,
  scenario: Scenario,
  schedule: readonly string[],
): readonly string[] =>
  run(machine(scenario), suite, follow(schedule, false), { steps: schedule.length }).schedule;

const firstDifference = (record: Counterexample, now: Counterexample): string => {
  for (const [i, row] of record.trace.entries()) {
    const other = now.trace[i];
    if (other === undefined)
      return `the record has ${record.trace.length} steps, and there were ${i}`;
    if (canonical(row) !== canonical(other)) return `step ${i + 1} is not as recorded`;
  }
  return canonical({ ...record, heddle: '' }) === canonical({ ...now, heddle: '' })
    ? ''
    : 'the steps are as recorded, and what is said of them is not';
};
