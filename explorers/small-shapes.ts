import type { FrameKind } from '../model/context/frames.ts';
import type { Word } from '../model/context/vocabulary.ts';
import type { Shape } from './open-scenario.ts';
import { shapesWithin, type OpenBounds } from './open-shapes.ts';

/** Small bounds, and the frames that tasks begin in. */
interface Small extends Omit<OpenBounds, 'vocabulary' | 'depth' | 'locks'> {
  readonly bases: readonly FrameKind[];
}

const TWO_TASKS: Small = {
  tasks: 2,
  executors: 2,
  waitables: 1,
  sets: 1,
  stores: 1,
  signals: 1,
  operations: 1,
  work: null,
  bases: ['guest'],
};

/** For every two operations. */
const FOR_PAIRS: readonly Small[] = [
  { ...TWO_TASKS, bases: ['guest', 'sync-guest'], tasks: 1, operations: 2, signals: 2 },
  { ...TWO_TASKS, tasks: 1, waitables: 2, sets: 2 },
  TWO_TASKS,
  { ...TWO_TASKS, stores: 2 },
];

/** For every operation alone. */
const FOR_ONE: readonly Small[] = [
  { ...TWO_TASKS, bases: ['guest', 'sync-callback'] },
  { ...TWO_TASKS, operations: 2 },
  { ...TWO_TASKS, tasks: 3, signals: 0 },
];

/** What an operation cannot be done without. */
const TAKES: Readonly<Partial<Record<Word, readonly Word[]>>> = {
  'store-borrow': ['call'],
  'cancel-subtask': ['call-own'],
};

/**
 * Thousands of shapes with few states, of one or two operations each, so that every two of them meet: one, two and three
 * tasks, on one executor and several, in one store and, if `words` has `stores`, two.
 */
export const smallShapes = (words: readonly string[]): readonly Shape[] => {
  const operations = ['wait', ...words.filter((word) => !NO_OPERATIONS.has(word))];
  const pairs = operations.flatMap((one, i) => operations.slice(i + 1).map((two) => [one, two]));
  const all = [
    ...operations.flatMap((one) => FOR_ONE.map((small) => ({ small, of: [one] }))),
    ...pairs.flatMap((of) => FOR_PAIRS.map((small) => ({ small, of }))),
  ];
  return all
    .filter(({ small }) => small.stores === 1 || words.includes('stores'))
    .flatMap(({ small, of }) => shapesOf(small, of));
};

const NO_OPERATIONS: ReadonlySet<string> = new Set(['stores', 'unsuspendable']);

/** The shapes of that many tasks: those of fewer are other bounds'. */
const shapesOf = ({ bases, ...bounds }: Small, of: readonly string[]): readonly Shape[] => {
  const vocabulary = [...new Set([...of, ...of.flatMap((word) => TAKES[word as Word] ?? [])])];
  return shapesWithin({
    ...bounds,
    vocabulary,
    depth: vocabulary.includes('call') ? 2 : 1,
    locks: vocabulary.includes('lock') ? 1 : 0,
  }).flatMap((shape) => {
    const stores = Math.max(...shape.tasks.map(({ store }) => store)) + 1;
    if (shape.tasks.length !== bounds.tasks || stores !== bounds.stores) return [];
    const words = new Set(vocabulary);
    if (bases.length > 1) words.add('unsuspendable');
    return [{ ...shape, bases, words }];
  });
};
