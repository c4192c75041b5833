import { z } from 'zod';
import { parseAs } from '../parse.ts';
import { BASE_FRAME_KINDS, FRAME_KINDS, type FrameKind } from './frames.ts';
import { VOCABULARY, type Word } from './vocabulary.ts';

/**
 * Which programs a runtime's rules are for. What is left out is not restricted. Drawn scenarios, proofs and minima stay
 * within it. Every field is a fact of the program, whatever its schedule.
 */
export interface Scope {
  /** At most this many tasks, subtasks among them. */
  readonly tasks?: number | undefined;
  /** At most this many executors. */
  readonly executors?: number | undefined;
  /** Every task has an executor to itself. */
  readonly alone?: boolean | undefined;
  /** At most this many stores. */
  readonly stores?: number | undefined;
  /** At most this many waitable sets. */
  readonly sets?: number | undefined;
  /** At most this many waitables, subtasks aside. */
  readonly waitables?: number | undefined;
  /** At most this many locks. */
  readonly locks?: number | undefined;
  /** At most this many waitables in one set, those that the program joins to it among them. */
  readonly members?: number | undefined;
  /** The members of a set never change: no `join`, no `leave`. */
  readonly fixed?: boolean | undefined;
  /** At most this many tasks have a `wait` on the same set in their programs. */
  readonly waiters?: number | undefined;
  /** At most this many signals and cancels of all host threads together. */
  readonly signals?: number | undefined;
  /** At most this many frames on a stack, the base frame among them. */
  readonly depth?: number | undefined;
  /** At most this many operations of a task, calls and what is in them among them. */
  readonly ops?: number | undefined;
  /** The kinds of frame that there are, base frames and called ones. */
  readonly frames?: readonly FrameKind[] | undefined;
  /** Words of the vocabulary that no program uses. */
  readonly without?: readonly Word[] | undefined;
  /** Scenarios of the author's own: files, named from the module's folder, or their contents. */
  readonly scenarios?: readonly unknown[] | undefined;
}

/** The most that any count of a scope may be. */
const MOST = 64;

const count = (least: number): z.ZodOptional<z.ZodInt> => z.int().min(least).max(MOST).optional();

/** The shape of the field `scope` of a runtime module. */
export const scopeSchema: z.ZodType<Scope> = z.strictObject({
  tasks: count(1),
  executors: count(1),
  alone: z.boolean().optional(),
  stores: count(1),
  sets: count(0),
  waitables: count(0),
  locks: count(0),
  members: count(0),
  fixed: z.boolean().optional(),
  waiters: count(0),
  signals: count(0),
  depth: count(1),
  ops: count(0),
  frames: z
    .array(z.enum(FRAME_KINDS))
    .refine((kinds) => kinds.some((kind) => BASE_FRAME_KINDS.includes(kind)), {
      error: 'no task can begin in one of these frames',
    })
    .optional(),
  without: z.array(z.enum(VOCABULARY)).optional(),
  scenarios: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).optional(),
});

/** @throws HeddleError HD209 for a value that is no scope. */
export const parseScope = (value: unknown): Scope =>
  parseAs(scopeSchema, value, {
    code: 'HD209',
    name: 'The scope',
    next: 'docs/runtimes.md says what a scope may say.',
  });

/** The fields of a scope that bound a count, in the order in which they are reported. */
export const COUNTED_BY_SCOPE = [
  'tasks',
  'executors',
  'stores',
  'sets',
  'waitables',
  'locks',
  'members',
  'waiters',
  'signals',
  'depth',
  'ops',
] as const satisfies readonly (keyof Scope)[];

/** A scope in one line; empty where it restricts nothing. */
export const scopeText = (scope: Scope): string => {
  const { alone, fixed, frames, without, scenarios } = scope;
  return [
    ...COUNTED_BY_SCOPE.flatMap((name) => {
      const bound = scope[name];
      return bound === undefined ? [] : [`${name} ${bound}`];
    }),
    ...(alone === true ? ['each task alone on its executor'] : []),
    ...(fixed === true ? ['sets fixed'] : []),
    ...(frames === undefined ? [] : [`frames ${frames.join(', ')}`]),
    ...(without === undefined || without.length === 0 ? [] : [`without ${without.join(', ')}`]),
    ...(scenarios === undefined ? [] : [`${scenarios.length} scenarios of its own`]),
  ].join('; ');
};
