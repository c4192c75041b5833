import type { Scope } from '../model/context/scope.ts';
import { parseScope } from '../model/context/scope.ts';
import { countOf, listOf } from './options.ts';

const count = (description: string) => ({ type: 'string', valueHint: 'n', description }) as const;

/** The counts of a program, as options of the commands that draw or open programs. */
export const COUNT_ARGS = {
  tasks: count('at most this many tasks'),
  executors: count('at most this many executors'),
  stores: count('at most this many stores'),
  sets: count('at most this many waitable sets'),
  waitables: count('at most this many waitables'),
  locks: count('at most this many locks'),
  signals: count('at most this many signals and cancels of host threads'),
  depth: count('at most this many frames on a stack'),
  ops: count('at most this many operations of a task, calls among them'),
} as const;

/** What else narrows the programs that rules are checked in. */
export const SCOPE_ARGS = {
  members: count('at most this many waitables in a set'),
  waiters: count('at most this many tasks that wait on the same set'),
  fixed: { type: 'boolean', description: 'no waitable joins or leaves a set' },
  alone: { type: 'boolean', description: 'each task has an executor to itself' },
  frames: {
    type: 'string',
    valueHint: 'kind,…',
    description: 'only frames of these kinds, as guest,async-callback',
  },
  without: {
    type: 'string',
    valueHint: 'op,…',
    description: 'without these operations; also stores, unsuspendable',
  },
  'beyond-scope': {
    type: 'boolean',
    description: "what is given may go beyond the runtime's own scope",
  },
} as const;

export type CountFlag = keyof typeof COUNT_ARGS;

/** What there may be none of. */
const NONE_OF: ReadonlySet<string> = new Set(['signals', 'locks', 'waitables', 'members']);

type Counts<Flag extends string> = { readonly [Name in Flag]?: string | undefined };

/** The counts that were given. @throws HeddleError HD410. */
export const countsOf = <Flag extends string>(
  given: Counts<Flag>,
  flags: readonly Flag[],
): Readonly<Partial<Record<Flag, number>>> =>
  Object.fromEntries(
    flags.flatMap((flag) => {
      const value = countOf(flag, given[flag], NONE_OF.has(flag) ? 0 : 1, 9);
      return value === undefined ? [] : [[flag, value] as const];
    }),
  ) as Partial<Record<Flag, number>>;

interface Given extends Counts<'members' | 'waiters' | 'frames' | 'without'> {
  readonly fixed?: boolean | undefined;
  readonly alone?: boolean | undefined;
}

/** The scope that the options give, but for the counts of programs. @throws HeddleError HD209, HD410. */
export const scopeOf = (given: Given): Scope => {
  const { frames, without } = given;
  return parseScope({
    ...countsOf(given, ['members', 'waiters']),
    ...(given.fixed === true ? { fixed: true } : {}),
    ...(given.alone === true ? { alone: true } : {}),
    ...(frames === undefined ? {} : { frames: listOf(frames) }),
    ...(without === undefined ? {} : { without: listOf(without) }),
  });
};

/** The same with the counts. @throws HeddleError HD209, HD410. */
export const wholeScopeOf = (given: Given & Counts<CountFlag>): Scope => ({
  ...countsOf(given, Object.keys(COUNT_ARGS) as CountFlag[]),
  ...scopeOf(given),
});
