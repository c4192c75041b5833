import type { ProofBounds } from '../properties/check-result.ts';
import type { Shape } from './open-scenario.ts';

/** Within which bounds every program is meant, as a proof tells them. */
export type OpenBounds = ProofBounds;

/**
 * The shapes of all open scenarios within bounds, smallest first: few tasks before many, then few signals. Of shapes
 * that differ by the order of like objects only one is given.
 */
export const shapesWithin = (bounds: OpenBounds): readonly Shape[] => {
  const { waitables, sets, locks, signals, depth, operations, vocabulary } = bounds;
  const words = new Set([...vocabulary, 'unsuspendable']);
  const shapes: Shape[] = [];
  for (const tasks of upTo(1, bounds.tasks).flatMap((count) => tasksOf(bounds, words, count))) {
    for (const threads of upTo(0, signals)) {
      for (const homes of homesOf(waitables, sets)) {
        shapes.push({ tasks, homes, sets, locks, signals: threads, depth, operations, words });
      }
    }
  }
  return shapes;
};

export const upTo = (min: number, max: number): readonly number[] =>
  Array.from({ length: max - min + 1 }, (_, i) => min + i);

/** Every way to put so many tasks on executors and into stores, and to let some be called by others. */
const tasksOf = (
  { executors, stores }: OpenBounds,
  words: ReadonlySet<string>,
  count: number,
): readonly Shape['tasks'][] =>
  partitions(count, executors).flatMap((executorOf) =>
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
