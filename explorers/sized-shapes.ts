import type { SearchedSize } from '../properties/minimum.ts';
import type { Scope } from '../model/context/scope.ts';
import { wordsWithin } from '../model/context/within-scope.ts';
import { callersOf, executorsOf, homesOf, partitions, upTo, withinScope } from './open-shapes.ts';
import type { Shape } from './open-scenario.ts';

/**
 * How large scenarios may be, all their tasks together. What does not count towards a size (sets, say) is bounded as
 * well, for a shape has so many of each.
 */
export interface SizeBounds extends Omit<SearchedSize, 'states' | 'complete'> {
  readonly vocabulary: readonly string[];
}

/**
 * The shapes of all open scenarios of a size, few signals first: tasks on executors and in stores in every way; what
 * can be waited on, and the locks, in one store.
 */
export const sizedShapes = (bounds: SizeBounds, scope: Scope = {}): readonly Shape[] => {
  const { calls, work, vocabulary } = bounds;
  const { depth, waitables, sets, locks, threads } = smallerOf(bounds, scope);
  const words = new Set(wordsWithin(scope, [...vocabulary, 'wait', 'unsuspendable']));
  if (bounds.tasks > (scope.tasks ?? bounds.tasks)) return [];
  return upTo(0, Math.min(threads, work ?? threads)).flatMap((signals) => {
    const operations = work === null ? null : work - signals;
    return tasksOf(bounds.tasks, scope, words, operations).flatMap((tasks) =>
      upTo(0, Math.max(...tasks.map(({ store }) => store))).flatMap((home) =>
        homesOf(waitables, sets).flatMap((homes) => {
          const shape: Shape = {
            tasks,
            homes,
            home,
            sets,
            locks,
            signals,
            depth: calls === null ? depth : Math.min(depth, calls + 1),
            operations: scope.ops ?? -1,
            total: { calls, operations, work: null },
            words,
          };
          return withinScope(shape, scope);
        }),
      ),
    );
  });
};

/** The bounds that a scope bounds as well, whichever is the smaller. */
const smallerOf = (bounds: SizeBounds, scope: Scope): SizeBounds => ({
  ...bounds,
  depth: Math.min(bounds.depth, scope.depth ?? bounds.depth),
  waitables: Math.min(bounds.waitables, scope.waitables ?? bounds.waitables),
  sets: Math.min(bounds.sets, scope.sets ?? bounds.sets),
  locks: Math.min(bounds.locks, scope.locks ?? bounds.locks),
  threads: Math.min(bounds.threads, scope.signals ?? bounds.threads),
});

/** Every way to put so many tasks on executors and into stores, and to let some be called by others. */
const tasksOf = (
  count: number,
  { alone, executors = count, stores = count }: Scope,
  words: ReadonlySet<string>,
  operations: number | null,
): readonly Shape['tasks'][] =>
  executorsOf(count, Math.min(count, executors), alone === true).flatMap((executorOf) =>
    partitions(count, words.has('stores') ? Math.min(count, stores) : 1).flatMap((storeOf) =>
      callersOf(words.has('call-own') ? count : 0, executorOf)
        // A subtask that nobody calls is no task.
        .filter(
          (callers) => callers.filter((caller) => caller >= 0).length <= (operations ?? count),
        )
        .map((callers) =>
          executorOf.map((executor, i) => ({
            executor,
            store: storeOf[i]!,
            caller: callers[i] ?? -1,
          })),
        ),
    ),
  );
