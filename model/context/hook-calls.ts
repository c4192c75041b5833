import { HeddleError } from '../errors.ts';
import { canonical, describe } from '../json.ts';
import { excessOf } from '../parse.ts';
import { placesOf, placeText, type Place } from '../stack.ts';
import { thrownMessage, thrownText } from '../thrown.ts';

/** What is called of a runtime module: it as a whole while it is loaded and read, then its hooks. */
export const CALLS = [
  'module',
  'bookkeeping.enter',
  'bookkeeping.leave',
  'bookkeeping.switch-out',
  'bookkeeping.switch-in',
  'guard',
  'drop',
  'verdict',
] as const;

export type Called = (typeof CALLS)[number];

/** Is told before and after every call of a user's function, so that another thread can see one that hangs. */
export interface Watch {
  enter(called: Called): void;
  leave(): void;
  /** A place of a stack in the module as its author wrote it, as text. Left out: as the stack has it. */
  place?(place: Place): string;
}

/** Calls a hook; `unknown` is for `knownFields`. */
export type Invoke = (unknown: (problem: Error) => void) => unknown;

/** The answer to a hook's question, which is asked once for each argument, and once more to see that it is the same. */
export type Call = <T>(
  hook: Called,
  argument: string,
  read: (answer: unknown) => T,
  invoke: Invoke,
) => T;

/** What is remembered of calls, about, in bytes: a bookkeeping that grows is asked about ever new values. */
const REMEMBERED_MAX = 2 ** 24;
const BYTES_OF_CALL = 120;

/** @throws HeddleError HD210 to HD212, HD216, as `compileRules` says. */
export const rememberCalls = (watch: Watch | undefined): Call => {
  const known = new Map<string, unknown>();
  let bytes = 0;
  return (hook, argument, read, invoke) => {
    const key = `${hook}\n${argument}`;
    const before = known.get(key);
    if (before !== undefined) return before as ReturnType<typeof read>;
    watch?.enter(hook);
    const first = answerOf(hook, argument, read, invoke, watch);
    const second = answerOf(hook, argument, read, invoke, watch);
    watch?.leave();
    if (first !== second && canonical(first) !== canonical(second)) {
      throw new HeddleError(
        'HD212',
        `\`${hook}\` answered differently when it was asked the same twice.`,
        [asked(argument), `first ${describe(first)}, then ${describe(second)}`],
        'Hooks must be pure: keep what the runtime remembers in the bookkeeping value, not in variables.',
      );
    }
    bytes += BYTES_OF_CALL + 2 * key.length;
    if (bytes > REMEMBERED_MAX) {
      known.clear();
      bytes = 0;
    }
    known.set(key, first);
    return first;
  };
};

const asked = (argument: string): string => `asked with ${argument.replaceAll('\n', ', ')}`;

const answerOf = <T>(
  hook: Called,
  argument: string,
  read: (answer: unknown) => T,
  invoke: Invoke,
  watch: Watch | undefined,
): T => {
  let problem: Error | undefined;
  let answer: unknown;
  let thrown: { readonly error: unknown } | undefined;
  try {
    answer = invoke((unknown) => {
      problem ??= unknown;
    });
  } catch (error) {
    thrown = { error };
  }
  if (problem !== undefined) {
    throw new HeddleError(
      'HD216',
      `\`${hook}\` of the runtime reads a field that its argument does not have.`,
      // The innermost frame is that of `knownFields`.
      [problem.message, ...placeIn(placesOf(problem).slice(1), watch)],
      'docs/runtimes.md says what each hook is given.',
    );
  }
  if (thrown !== undefined) {
    const { error } = thrown;
    throw new HeddleError(
      'HD210',
      `\`${hook}\` of the runtime threw.`,
      [asked(argument), thrownText(error), ...placeIn(placesOf(error), watch)],
      'Mend the hook; it must answer for every argument that can occur.',
    );
  }
  const wrong = (what: string): HeddleError =>
    new HeddleError(
      'HD211',
      `\`${hook}\` of the runtime returned what it must not.`,
      [asked(argument), `returned ${what}`],
      'docs/runtimes.md says what each hook returns.',
    );
  try {
    const excess = excessOf(answer, ANSWER_MAX);
    if (excess !== null) throw new RangeError(excess);
    return read(answer);
  } catch (error) {
    throw wrong(`${describe(answer)}: ${thrownMessage(error)}`);
  }
};

/** The most values of an answer: a search has such an answer in every state, once for each task. */
const ANSWER_MAX = 10_000;

/** Where in the runtime it was thrown: the innermost frame that is in no package. None where a stack has none. */
const placeIn = (places: readonly Place[], watch: Watch | undefined): readonly string[] => {
  const place = places.find(({ file }) => !/[\\/]node_modules[\\/]/.test(file));
  return place === undefined ? [] : [`at ${watch?.place?.(place) ?? placeText(place)}`];
};
