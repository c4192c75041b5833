import { beforeAll, describe, it, type TestContext } from 'vitest';
import { check } from '../api/check.ts';
import { contextDomain } from '../api/context-domain.ts';
import { checkArgument } from '../api/options.ts';
import { planCheck, type CheckOptions } from '../api/plan.ts';
import { builtInRuntimes } from '../model/runtimes/index.ts';
import type { CheckResult } from '../properties/check-result.ts';
import { invariantOutcome, seenOutcome, type Outcome } from './outcome.ts';
import { lineOfCaller, told } from './told.ts';

/** What `invariantSuite` may be told. All of it has a default. */
export interface InvariantSuiteOptions extends Omit<CheckOptions, 'seed' | 'until'> {
  /** The root seed: any text. The default is `'1'`, as on the command line: the same runs every time. */
  readonly seed?: string;
  /** Where the runtime's module is, as `heddle replay --runtime` takes it, for a replay line to paste whole. */
  readonly module?: string;
  /**
   * What becomes of a test whose question was left open: runs cut off, too many states, or a situation that was
   * never met. `fail` (the default): it fails and says what may settle it, for a green that nobody looked into is
   * worth nothing. `skip`: it is skipped, with the reason; for budgets that are small on purpose.
   */
  readonly inconclusive?: 'fail' | 'skip';
}

/** The test beside those of the invariants, which passes once every *sometimes* was seen. */
const SEEN = 'the situations that must be seen were seen';

/**
 * Registers a `describe` named after the runtime, with a vitest test for each invariant, and one more for what must
 * be seen. All runs are made once, before the first of the tests that are to run, and without a time limit: a budget
 * counts runs, steps and states. A test that fails shows the counterexample; its record is in the test's
 * `meta.counterexample`, for reporters. (It is not the `cause` of the error: vitest 5 would print it, field by field.)
 *
 * @throws Error for a runtime or options that make no sense: HD1xx (scenario), HD2xx (runtime), HD402, HD403, HD404.
 */
export const invariantSuite = (runtime: unknown, options: InvariantSuiteOptions = {}): void => {
  const line = lineOfCaller(invariantSuite);
  told(line, () => checkArgument('invariantSuite', options));
  const { seed = '1', module, inconclusive = 'fail', ...rest } = options;
  const checking: CheckOptions = { ...rest, seed };
  const plan = told(line, () => planCheck(contextDomain(runtime), checking));
  const builtIn = builtInRuntimes.some((known) => known === runtime);
  const rules = builtIn ? '' : (module ?? null);

  describe(plan.domain.runtime.id, () => {
    let result: CheckResult;
    beforeAll(() => {
      result = told(line, () => check(plan.domain, checking));
    }, 0);

    for (const { id, kind } of plan.suite.properties) {
      if (kind === 'sometimes') continue;
      it(id, (context) => settle(context, invariantOutcome(result, id, rules)));
    }
    it(SEEN, (context) => settle(context, seenOutcome(result)));

    const settle = (context: TestContext, outcome: Outcome): void => {
      if (outcome.kind === 'held') return;
      if (outcome.kind === 'beside') context.skip(outcome.why);
      if (outcome.kind === 'open' && inconclusive === 'skip') context.skip(firstLine(outcome.why));
      if (outcome.kind === 'violated') {
        Object.assign(context.task.meta, { counterexample: outcome.record });
      }
      told(line, () => {
        throw new Error(outcome.why);
      });
    };
  });
};

const firstLine = (text: string): string => text.split('\n')[0]!;
