import { HeddleError } from '../../errors.ts';
import { describe } from '../../json.ts';

/** What is thrown for an argument from which no part of a scenario can be made. */
export const wrong = (what: string, got: unknown, expected: readonly string[]): HeddleError =>
  new HeddleError(
    'HD105',
    'A part of a scenario cannot be made.',
    [`${what} is ${expected.join(', ')}; got ${describe(got)}`],
    'docs/api.md lists the words for scenarios.',
  );
