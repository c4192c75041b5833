import { z } from 'zod';
import { HeddleError } from './errors.ts';

interface What {
  readonly code: string;
  /** What the value is, as in "the scenario". */
  readonly name: string;
  readonly next: string;
}

/**
 * `value` as `schema` says it should be.
 *
 * @throws HeddleError with the first three places where it is not.
 */
export const parseAs = <T>(schema: z.ZodType<T>, value: unknown, what: What): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => `at ${place(issue.path)}: ${issue.message}`);
  const more = issues.length > 3 ? [`and ${issues.length - 3} more`] : [];
  throw new HeddleError(
    what.code,
    `${what.name} does not have the expected form.`,
    [...issues.slice(0, 3), ...more],
    what.next,
  );
};

const place = (path: readonly PropertyKey[]): string => {
  if (path.length === 0) return 'the top';
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  return `\`${text.replace(/^\./, '')}\``;
};
