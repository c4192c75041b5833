import type { CheckResult } from '../properties/check-result.ts';
import { counterexampleText } from '../reports/text/counterexample.ts';
import { summaryText } from '../reports/text/summary.ts';
import { check } from './check.ts';
import type { Domain } from './domain.ts';
import type { CheckOptions } from './plan.ts';

/**
 * `check`, for a test: gives the result back if every invariant held and everything was seen that must be.
 *
 * @throws Error with the report of the first counterexample as its message and the record as its `cause`; or, of
 *   an inconclusive check, with the summary and the result. HeddleError as `check` does.
 */
export const assertHolds = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  options: CheckOptions,
): CheckResult => {
  const result = check(domain, options);
  if (result.verdict === 'held') return result;
  const broken = result.properties.filter(({ verdict }) => verdict === 'violated');
  const told = broken.find(({ diagnosis }) => !diagnosis) ?? broken[0];
  const error =
    told?.counterexample === undefined
      ? new Error(summaryText(result), { cause: result })
      : new Error(counterexampleText(told.counterexample), { cause: told.counterexample });
  // A test runner shows the line on top of the stack: that of the user.
  Error.captureStackTrace(error, assertHolds);
  throw error;
};
