import type { SearchedSize } from '../properties/minimum.ts';
import { callersOf, homesOf, partitions, upTo } from './open-shapes.ts';
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
export const sizedShapes = (bounds: SizeBounds): readonly Shape[] => {
  const { calls, work, waitables, sets, locks, vocabulary } = bounds;
  const words = new Set([...vocabulary, 'wait', 'unsuspendable']);
  const depth = calls === null ? bounds.depth : Math.min(bounds.depth, calls + 1);
  return upTo(0, Math.min(bounds.threads, work ?? bounds.threads)).flatMap((signals) => {
    const operations = work === null ? null : work - signals;
    return tasksOf(bounds.tasks, words, operations).flatMap((tasks) =>
      upTo(0, Math.max(...tasks.map(({ store }) => store))).flatMap((home) =>
        homesOf(waitables, sets).map((homes): Shape => ({
          tasks,
          homes,
          home,
          sets,
          locks,
          signals,
          depth,
          operations: -1,
          total: { calls, operations },
          words,
        })),
      ),
    );
  });
};

/** Every way to put so many tasks on executors and into stores, and to let some be called by others. */
const tasksOf = (
  count: number,
  words: ReadonlySet<string>,
  operations: number | null,
): readonly Shape['tasks'][] =>
  partitions(count, count).flatMap((executorOf) =>
    partitions(count, words.has('stores') ? count : 1).flatMap((storeOf) =>
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
