import { z } from 'zod';
import { HeddleError } from './errors.ts';
import { nearest } from './nearest.ts';
import { thrownMessage } from './thrown.ts';

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
): ReturnType<typeof schema.safeParse> | string => {
  try {
    return excessOf(value) ?? schema.safeParse(value, { error: told });
  } catch (error) {
    return thrownMessage(error);
  }
};

/** Deeper than any sensible file; a schema that recurses needs some bound. */
export const DEPTH_MAX = 200;

/** More values than any sensible file has. A schema takes some microseconds and 200 bytes for each. */
const VALUES_MAX = 1_000_000;

const TOO_DEEP = `it nests deeper than ${DEPTH_MAX} levels`;

/**
 * Why a value is too much to be checked, or null. An object that is reached by several paths counts for each path.
 * Values are counted, not seconds, so the answer is the same on every machine.
 */
export const excessOf = (value: unknown, most: number = VALUES_MAX): string | null => {
  let count = 0;
  const visit = (inner: unknown, levels: number): string | null => {
    count += 1;
    if (count > most) return `it has more than ${most} values`;
    if (typeof inner !== 'object' || inner === null) return null;
    if (levels === 0) return TOO_DEEP;
    for (const each of Object.values(inner)) {
      const excess = visit(each, levels - 1);
      if (excess !== null) return excess;
    }
    return null;
  };
  return visit(value, DEPTH_MAX);
};

/**
 * The value of a JSON text. Its depth is bounded before it is parsed, the number of its values after that.
 *
 * @throws Error with the reason in a few words.
 */
export const parseJson = (text: string): unknown => {
  if (isDeep(text)) throw new RangeError(TOO_DEEP);
  const value: unknown = JSON.parse(text);
  const excess = excessOf(value);
  if (excess !== null) throw new RangeError(excess);
  return value;
};

/**
 * Whether a JSON text has more than DEPTH_MAX brackets open at once. Of other text the answer means nothing. No regular
 * expression: on a long string it would overflow the stack.
 */
const isDeep = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > DEPTH_MAX) return true;
  }
  return false;
};

/** What is said of a field that there is not: which one it may be meant to be. */
const told: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const [first = '', ...rest] = issue.keys;
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`;
  const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
  return `unknown field \`${first}\`${more}${nearest(first, known)}`;
};

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
  if (typeof result === 'string') throw fail([`it cannot be read: ${result}`]);
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
