import { BASE_FRAME_KINDS, canBeSuspended } from '../model/context/frames.ts';
import type { Scope } from '../model/context/scope.ts';
import { wordsWithin } from '../model/context/within-scope.ts';
import type { Total } from '../model/context/program.ts';
import type { ProofBounds } from '../properties/check-result.ts';
import type { Shape } from './open-scenario.ts';

/** Within which bounds every program is meant, as a proof reports them. */
export type OpenBounds = ProofBounds;

/**
 * The shapes of all open scenarios within bounds and a scope, smallest first: few tasks before many, then few signals, or
 * many where those leave fewer operations. Of shapes that differ by the order of like objects only one is given.
 */
export const shapesWithin = (bounds: OpenBounds, scope: Scope = {}): readonly Shape[] => {
  const { waitables, sets, locks, depth, vocabulary } = bounds;
  const words = new Set(wordsWithin(scope, [...vocabulary, 'unsuspendable']));
  return upTo(1, bounds.tasks)
    .flatMap((count) => tasksOf(bounds, scope, words, count))
    .flatMap((tasks) =>
      threadsOf(bounds).flatMap((threads) =>
        homesOf(waitables, sets).flatMap((homes) =>
          withinScope(
            {
              tasks,
              homes,
              sets,
              locks,
              signals: threads,
              depth,
              words,
              ...limitsOf(bounds, tasks.length, threads),
            },
            scope,
          ),
        ),
      ),
    );
};

/** Numbers of host threads, those with the fewest states first. */
const threadsOf = ({ signals, work }: OpenBounds): readonly number[] =>
  work === null ? upTo(0, signals) : upTo(0, Math.min(signals, work)).toReversed();

/** What each task, and all of them together, may do beside so many signals. A bound that another one implies is left out. */
const limitsOf = (
  { operations, work }: OpenBounds,
  tasks: number,
  signals: number,
): { readonly operations: number; readonly total?: Total } => {
  if (work === null || tasks * operations + signals <= work) return { operations };
  const left = work - signals;
  return {
    operations: left <= operations ? -1 : operations,
    total: { calls: null, operations: null, work: left },
  };
};

/**
 * A shape once for each way to say which tasks wait on a set, and which waitables ever join it, that a scope leaves open;
 * nothing where its frames or members have no place in the scope.
 */
export const withinScope = (shape: Shape, scope: Scope): readonly Shape[] => {
  const { frames, members, waiters } = scope;
  const bases = BASE_FRAME_KINDS.filter(
    (kind) =>
      frames?.includes(kind) === true &&
      (shape.words.has('unsuspendable') || canBeSuspended({ kind })),
  );
  const kept = frames === undefined ? shape : { ...shape, frames, bases };
  const sets = upTo(0, shape.sets - 1);
  return everyWay(sets.map(() => someOf(shape.tasks.length, waiters))).flatMap((mayWait) =>
    everyWay(sets.map((set) => membersOf(shape, set, members))).map((mayJoin) => ({
      ...kept,
      ...(waiters === undefined ? {} : { mayWait }),
      ...(members === undefined ? {} : { mayJoin }),
    })),
  );
};

/** The largest lists of at most `most` of so many things. */
const someOf = (count: number, most: number = count): readonly (readonly number[])[] =>
  subsets(upTo(0, count - 1), Math.min(count, most));

/** The largest lists of waitables, subtasks after them, that may be in a set: those that begin there are in each. */
const membersOf = (
  { homes, tasks }: Shape,
  set: number,
  most: number | undefined,
): readonly (readonly number[])[] => {
  const count = homes.length + tasks.filter(({ caller }) => caller >= 0).length;
  const first = homes.flatMap((home, i) => (home === set ? [i] : []));
  if (first.length > (most ?? count)) return [];
  const others = upTo(0, count - 1).filter((i) => !first.includes(i));
  const more = Math.min(others.length, (most ?? count) - first.length);
  return subsets(others, more).map((rest) => [...first, ...rest]);
};

/** Every list of `size` of the items, in their order. */
const subsets = (items: readonly number[], size: number): readonly (readonly number[])[] => {
  if (size === 0) return [[]];
  return items.flatMap((item, i) =>
    subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]),
  );
};

/** Every way to take one of each list. */
const everyWay = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>(
    (ways, list) => ways.flatMap((way) => list.map((each) => [...way, each])),
    [[]],
  );

export const upTo = (min: number, max: number): readonly number[] =>
  Array.from({ length: Math.max(0, max - min + 1) }, (_, i) => min + i);

/** Every way to put so many tasks on executors and into stores, and to let some be called by others. */
const tasksOf = (
  { executors, stores }: OpenBounds,
  { alone }: Scope,
  words: ReadonlySet<string>,
  count: number,
): readonly Shape['tasks'][] =>
  executorsOf(count, executors, alone === true).flatMap((executorOf) =>
    partitions(count, stores).flatMap((storeOf) =>
      callersOf(words.has('call-own') ? count : 0, executorOf).map((callers) =>
        executorOf.map((executor, i) => ({
          executor,
          store: storeOf[i]!,
          caller: callers[i] ?? -1,
        })),
      ),
    ),
  );

/** Every way to spread so many tasks over executors, or the one in which each has its own. */
export const executorsOf = (
  count: number,
  executors: number,
  alone: boolean,
): readonly (readonly number[])[] =>
  partitions(count, executors).filter((each) => !alone || new Set(each).size === count);

/** Every way to divide so many things into at most `parts` parts, numbered as they first come. */
export const partitions = (count: number, parts: number): readonly (readonly number[])[] => {
  if (count === 0) return [[]];
  return partitions(count - 1, parts).flatMap((rest) => {
    const used = Math.max(-1, ...rest) + 1;
    return upTo(0, Math.min(used, parts - 1)).map((part) => [...rest, part]);
  });
};

/** Every way in which tasks may be called by earlier ones of their executor; -1 where nobody calls one. */
export const callersOf = (
  count: number,
  executorOf: readonly number[],
): readonly (readonly number[])[] => {
  if (count <= 1) return [[-1]];
  return callersOf(count - 1, executorOf).flatMap((rest) =>
    upTo(-1, count - 2)
      .filter((caller) => caller < 0 || executorOf[caller] === executorOf[count - 1])
      .map((caller) => [...rest, caller]),
  );
};

/** Every way to have waitables in sets, or in none, when the run begins. */
export const homesOf = (waitables: number, sets: number): readonly (readonly number[])[] => {
  if (waitables === 0) return [[]];
  return homesOf(waitables - 1, sets).flatMap((rest) => {
    const last = rest.at(-1) ?? -1;
    // Waitables are alike, and so are the sets that nobody has been in yet.
    const used = Math.max(-1, ...rest) + 1;
    return upTo(last, Math.min(used, sets - 1)).map((home) => [...rest, home]);
  });
};
