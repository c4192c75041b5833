import { usesOf } from './abilities.ts';
import type { FrameKind } from './frames.ts';
import { DEFAULT_STORE, operationsIn, type Operation, type Scenario } from './scenario.ts';
import { COUNTED_BY_SCOPE, type Scope } from './scope.ts';
import type { Word } from './vocabulary.ts';

/** What a bound of a scope counts: in words, and in a scenario. */
const COUNTED: Readonly<
  Record<
    (typeof COUNTED_BY_SCOPE)[number],
    readonly [what: string, of: (scenario: Scenario) => number]
  >
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
  for (const name of COUNTED_BY_SCOPE) {
    const bound = scope[name];
    if (bound === undefined) continue;
    const [what, of] = COUNTED[name];
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
  if (scope.alone === true || (scope.tasks ?? Infinity) < 2) without.add('call-own');
  if ((scope.stores ?? Infinity) < 2) without.add('stores');
  if ((scope.locks ?? Infinity) < 1) without.add('lock');
  if ((scope.depth ?? Infinity) < 2) without.add('call');
  if (without.has('call-own')) without.add('cancel-subtask');
  if (without.has('call')) without.add('store-borrow');
  return words.filter((word) => !without.has(word));
};

/** What some programs have that a scope may have none of: words, and so many tasks, waiters or frames of these kinds. */
export interface Room {
  readonly words?: readonly Word[];
  readonly tasks?: number;
  readonly waiters?: number;
  readonly depth?: number;
  readonly frames?: readonly FrameKind[];
}

/** Whether a scope has programs with all of this. */
export const hasRoomFor = (scope: Scope, { words = [], frames = [], ...counts }: Room): boolean =>
  wordsWithin(scope, words).length === words.length &&
  frames.every((kind) => scope.frames?.includes(kind) !== false) &&
  Object.entries(counts).every(
    ([name, least]) => (scope[name as keyof typeof counts] ?? Infinity) >= least,
  );

/** A scope that has no program that one of the two has not. */
export const narrowed = (scope: Scope, to: Scope): Scope => {
  const counts = COUNTED_BY_SCOPE.flatMap((name) => {
    const both = [scope[name], to[name]].filter((each) => each !== undefined);
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
  ...COUNTED_BY_SCOPE.flatMap((name) => {
    const [bound, want] = [scope[name], wanted[name]];
    return bound !== undefined && want !== undefined && want > bound
      ? [`\`${name}\` is ${want}, and the scope has ${bound}`]
      : [];
  }),
  ...(wanted.frames ?? [])
    .filter((kind) => scope.frames?.includes(kind) === false)
    .map((kind) => `\`${kind}\` is no frame of the scope`),
];
