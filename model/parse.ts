import { z } from 'zod';
import { HeddleError } from './errors.ts';

interface What {
  readonly code: string;
  /** What the value is, as in "the scenario". */
  readonly name: string;
  readonly next: string;
}

/** A value from a module may have getters or be a proxy, and so throw where it is only looked at. */
const read = <T>(
  schema: z.ZodType<T>,
  value: unknown,
): ReturnType<typeof schema.safeParse> | Error => {
  try {
    return isShallow(value, DEPTH_MAX)
      ? schema.safeParse(value)
      : new RangeError(`it nests deeper than ${DEPTH_MAX} levels`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** Deeper than any sensible file; a schema that recurses needs some bound. */
export const DEPTH_MAX = 200;

/** Whether a value nests no deeper than so many levels. */
export const isShallow = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1)));

/**
 * `value` as `schema` says it should be.
 *
 * @throws HeddleError with the first three places where it is not.
 */
export const parseAs = <T>(schema: z.ZodType<T>, value: unknown, what: What): T => {
  const fail = (evidence: readonly string[]): HeddleError =>
    new HeddleError(
      what.code,
      `${what.name} does not have the expected form.`,
      evidence,
      what.next,
    );
  const result = read(schema, value);
  if (result instanceof Error) throw fail([`it cannot be read: ${result.message}`]);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => `at ${place(issue.path)}: ${issue.message}`);
  const more = issues.length > 3 ? [`and ${issues.length - 3} more`] : [];
  throw fail([...issues.slice(0, 3), ...more]);
};

const place = (path: readonly PropertyKey[]): string => {
  if (path.length === 0) return 'the top';
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  return `\`${text.replace(/^\./, '')}\``;
};
