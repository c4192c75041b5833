import { z } from 'zod';
import { parseAs } from '../parse.ts';
import { usesOf } from './abilities.ts';
import { FRAME_KINDS, type FrameKind } from './frames.ts';
import { DEFAULT_STORE, operationsIn, type Operation, type Scenario } from './scenario.ts';
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
  frames: z.array(z.enum(FRAME_KINDS)).min(1).optional(),
  without: z.array(z.enum(VOCABULARY)).optional(),
  scenarios: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).optional(),
});

/** @throws HeddleError HD204 for a value that is no scope. */
export const parseScope = (value: unknown): Scope =>
  parseAs(scopeSchema, value, {
    code: 'HD204',
    name: 'The scope',
    next: 'docs/runtimes.md says what a scope may say.',
  });

type Counted = Exclude<keyof Scope, 'alone' | 'fixed' | 'frames' | 'without' | 'scenarios'>;

/** What a bound of a scope counts: in words, and in a scenario. */
const COUNTED: Readonly<
  Record<Counted, readonly [what: string, of: (scenario: Scenario) => number]>
> = {
  tasks: ['tasks', ({ tasks }) => tasks.length],
  executors: ['executors', ({ tasks }) => distinct(tasks.map(({ executor }) => executor))],
  stores: ['stores', ({ tasks }) => distinct(tasks.map(({ store = DEFAULT_STORE }) => store))],
  sets: ['sets', ({ sets }) => sets.length],
  waitables: ['waitables', ({ waitables }) => waitables.length],
  locks: ['locks', ({ locks = [] }) => locks.length],
  members: ['waitables in a set', (scenario) => most(membersOf(scenario))],
  waiters: ['tasks that wait on one set', (scenario) => most(waitersOf(scenario))],
  signals: [
    'signals of host threads',
    ({ signallers }) => signallers.reduce((sum, { signals }) => sum + signals.length, 0),
  ],
  depth: ['frames on a stack', ({ tasks }) => most(tasks.map(({ body }) => 1 + depthOf(body)))],
  ops: [
    'operations of a task',
    ({ tasks }) => most(tasks.map((task) => operationsOf(task).length)),
  ],
};

const distinct = (names: readonly string[]): number => new Set(names).size;

const most = (counts: readonly number[]): number => Math.max(0, ...counts);

const operationsOf = ({ body }: { readonly body: readonly Operation[] }): readonly Operation[] =>
  operationsIn(body);

const depthOf = (body: readonly Operation[]): number =>
  most(body.map((each) => (each.op === 'call' ? 1 + depthOf(each.body) : 0)));

/** For each set, how many waitables are in it when the run begins or are joined to it. */
const membersOf = ({ sets, tasks }: Scenario): readonly number[] => {
  const operations = tasks.flatMap(operationsOf);
  return sets.map(({ id, members }) =>
    distinct([
      ...members,
      ...operations.flatMap((each) =>
        each.op === 'join' && each.set === id ? [each.waitable] : [],
      ),
    ]),
  );
};

const waitersOf = ({ sets, tasks }: Scenario): readonly number[] =>
  sets.map(
    ({ id }) =>
      tasks.filter((task) =>
        operationsOf(task).some((each) => each.op === 'wait' && each.set === id),
      ).length,
  );

const framesOf = ({ tasks }: Scenario): readonly FrameKind[] =>
  tasks.flatMap((task) => [
    task.frame,
    ...operationsOf(task).flatMap((each) => (each.op === 'call' ? [each.frame] : [])),
  ]);

/** Why a scenario is not among the programs of a scope; undefined where it is. */
export const outsideScope = (scope: Scope, scenario: Scenario): string | undefined => {
  for (const [name, [what, of]] of Object.entries(COUNTED)) {
    const bound = scope[name as Counted];
    if (bound === undefined) continue;
    const has = of(scenario);
    if (has > bound) return `it has ${has} ${what}, and the scope is ${name} ${bound}`;
  }
  const uses = new Set(usesOf(scenario));
  const { tasks } = scenario;
  if (scope.alone === true && distinct(tasks.map(({ executor }) => executor)) < tasks.length)
    return 'two tasks share an executor, and in the scope each is alone on its own';
  if (scope.fixed === true && (uses.has('join') || uses.has('leave')))
    return 'a waitable joins or leaves a set, and in the scope sets are fixed';
  const frame = framesOf(scenario).find((kind) => scope.frames?.includes(kind) === false);
  if (frame !== undefined) return `it has a frame \`${frame}\`, and the scope has none`;
  const word = scope.without?.find((each) => uses.has(each));
  return word === undefined ? undefined : `it uses \`${word}\`, and the scope is without`;
};

/** The words of a vocabulary that the programs of a scope may use. */
export const wordsWithin = <W extends string>(scope: Scope, words: readonly W[]): readonly W[] => {
  const without = new Set<string>(scope.without);
  if (scope.fixed === true) for (const word of ['join', 'leave']) without.add(word);
  // A subtask is a second task, on the executor of its caller.
  if (scope.alone === true || (scope.tasks ?? MOST) < 2) without.add('call-own');
  if ((scope.stores ?? MOST) < 2) without.add('stores');
  if ((scope.locks ?? MOST) < 1) without.add('lock');
  if ((scope.depth ?? MOST) < 2) without.add('call');
  if (without.has('call-own')) without.add('cancel-subtask');
  if (without.has('call')) without.add('store-borrow');
  return words.filter((word) => !without.has(word));
};

/** A scope that has no program that one of the two has not. */
export const narrowed = (scope: Scope, to: Scope): Scope => {
  const counts = Object.keys(COUNTED).flatMap((name) => {
    const both = [scope[name as Counted], to[name as Counted]].filter((each) => each !== undefined);
    return both.length === 0 ? [] : [[name, Math.min(...both)] as const];
  });
  const without = [...new Set([...(scope.without ?? []), ...(to.without ?? [])])];
  const frames = scope.frames?.filter((kind) => to.frames?.includes(kind) !== false) ?? to.frames;
  const scenarios = [...(scope.scenarios ?? []), ...(to.scenarios ?? [])];
  return {
    ...Object.fromEntries(counts),
    ...(scope.alone === true || to.alone === true ? { alone: true } : {}),
    ...(scope.fixed === true || to.fixed === true ? { fixed: true } : {}),
    ...(frames === undefined ? {} : { frames }),
    ...(without.length === 0 ? {} : { without }),
    ...(scenarios.length === 0 ? {} : { scenarios }),
  };
};

/** What of `wanted` goes beyond a scope; nothing where all of it is within. */
export const beyondScope = (scope: Scope, wanted: Scope): readonly string[] => [
  ...Object.keys(COUNTED).flatMap((name) => {
    const [bound, want] = [scope[name as Counted], wanted[name as Counted]];
    return bound !== undefined && want !== undefined && want > bound
      ? [`\`${name}\` is ${want}, and the scope has ${bound}`]
      : [];
  }),
  ...(wanted.frames ?? [])
    .filter((kind) => scope.frames?.includes(kind) === false)
    .map((kind) => `\`${kind}\` is no frame of the scope`),
];

/** A scope in one line; empty where it restricts nothing. */
export const scopeText = (scope: Scope): string => {
  const { alone, fixed, frames, without, scenarios } = scope;
  return [
    ...Object.keys(COUNTED).flatMap((name) => {
      const bound = scope[name as Counted];
      return bound === undefined ? [] : [`${name} ${bound}`];
    }),
    ...(alone === true ? ['each task alone on its executor'] : []),
    ...(fixed === true ? ['sets fixed'] : []),
    ...(frames === undefined ? [] : [`frames ${frames.join(', ')}`]),
    ...(without === undefined || without.length === 0 ? [] : [`without ${without.join(', ')}`]),
    ...(scenarios === undefined ? [] : [`${scenarios.length} scenarios of its own`]),
  ].join('; ');
};
