import type { OpenBounds } from '../explorers/open-shapes.ts';
import { lackOf } from '../model/context/abilities.ts';
import type { Runtime } from '../model/context/runtime.ts';
import type { Scope } from '../model/context/scope.ts';
import { VOCABULARY } from '../model/context/vocabulary.ts';
import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';

/** The words of a vocabulary that are no operations. */
const NO_OPERATIONS: ReadonlySet<string> = new Set(['stores', 'unsuspendable']);

/** The operations that open tasks may have. */
const OPERATIONS: readonly string[] = [
  'wait',
  ...VOCABULARY.filter((word) => !NO_OPERATIONS.has(word)),
];

/** What a proof may be asked about: bounds that are left out are chosen. */
export type GivenBounds = Partial<OpenBounds>;

/** The counts of a proof where neither the user nor the scope says otherwise, and the sizes that it goes through. */
export const DEFAULT_COUNTS_OF_PROOF = {
  tasks: 2,
  executors: 2,
  waitables: 1,
  sets: 1,
  locks: 1,
  stores: 2,
  depth: 3,
} as const satisfies GivenBounds;

/** Operations and signals in all, size by size: each of the planted bugs shows by the last. */
export const SIZES_OF_PROOF: readonly number[] = [1, 2, 3, 4];

/** Bounds without the operations of their vocabulary. */
type Counts = Omit<OpenBounds, 'vocabulary'>;

/** What an operation takes, and whether bounds have it beside the other words of a vocabulary. */
interface Takes {
  readonly text: string;
  readonly has: (bounds: Counts, words: readonly string[]) => boolean;
}

const hasSubtasks = ({ tasks }: Counts, words: readonly string[]): boolean =>
  words.includes('call-own') && tasks > 1;

const SET: Takes = { text: 'a set: `--sets 1` or more', has: ({ sets }) => sets > 0 };
const WAITABLE: Takes = {
  text: 'a waitable: `--waitables 1` or more',
  has: (bounds, words) => bounds.waitables > 0 || hasSubtasks(bounds, words),
};

/** What operations cannot be done without. Without it, a proof would claim to cover what it never tries. */
const TAKES: Readonly<Record<string, readonly Takes[]>> = {
  wait: [SET],
  poll: [SET],
  drop: [SET],
  join: [SET, WAITABLE],
  leave: [WAITABLE],
  'wait-one': [WAITABLE],
  signal: [{ ...WAITABLE, has: ({ waitables }) => waitables > 0 }],
  lock: [{ text: 'a lock: `--locks 1` or more', has: ({ locks }) => locks > 0 }],
  call: [{ text: 'two frames: `--depth 2` or more', has: ({ depth }) => depth > 1 }],
  'store-borrow': [
    {
      text: 'host code: `call` in the vocabulary, and two frames',
      has: ({ depth }, words) => words.includes('call') && depth > 1,
    },
  ],
  'call-own': [{ text: 'two tasks: a caller and a subtask', has: ({ tasks }) => tasks > 1 }],
  'cancel-subtask': [
    { text: 'subtasks: `call-own` in the vocabulary, and two tasks', has: hasSubtasks },
  ],
};

/** Why an operation cannot be done within bounds; undefined where it can. */
const takes = (word: string, bounds: Counts, words: readonly string[]): string | undefined =>
  TAKES[word]?.find(({ has }) => !has(bounds, words))?.text;

/**
 * The bounds that a proof goes through, the smallest first: what is given, else the scope's or the default counts, and
 * every operation of `vocabulary` that can be done within them. Where both `operations` and `signals` are given, or `work`
 * is, there is one step.
 */
export const boundsOfProof = (
  given: GivenBounds,
  scope: Scope,
  vocabulary: readonly string[],
): readonly OpenBounds[] => {
  const both = given.operations !== undefined && given.signals !== undefined;
  const sizes = given.work === undefined ? (both ? [null] : SIZES_OF_PROOF) : [given.work];
  const words = OPERATIONS.filter((word) => word === 'wait' || vocabulary.includes(word));
  const locks = (given.vocabulary ?? words).includes('lock');
  const within = (name: keyof typeof DEFAULT_COUNTS_OF_PROOF): number =>
    given[name] ?? Math.min(DEFAULT_COUNTS_OF_PROOF[name], scope[name] ?? Infinity);
  const tasks = within('tasks');
  return sizes.map((work) => {
    const counts = {
      tasks,
      executors: given.executors ?? Math.min(tasks, within('executors')),
      waitables: within('waitables'),
      sets: within('sets'),
      locks: given.locks ?? (locks ? within('locks') : 0),
      stores:
        given.stores ?? (vocabulary.includes('stores') ? Math.min(tasks, within('stores')) : 1),
      signals: given.signals ?? Math.min(work ?? Infinity, scope.signals ?? Infinity),
      depth: within('depth'),
      operations: given.operations ?? Math.min(work ?? Infinity, scope.ops ?? Infinity),
      work,
    };
    const doable = words.filter((word) => takes(word, counts, words) === undefined);
    return { ...counts, vocabulary: [...new Set(given.vocabulary ?? doable)] };
  });
};

const several = (most: number | undefined): boolean => (most ?? Infinity) > 1;

/** What the rules describe and the scope has, but no program within the bounds does, in words. */
export const notCovered = (
  bounds: OpenBounds,
  scope: Scope,
  vocabulary: readonly string[],
): readonly string[] => {
  const missing = OPERATIONS.filter(
    (word) => vocabulary.includes(word) && !bounds.vocabulary.includes(word),
  );
  return [
    ...missing.map((word) => `\`${word}\``),
    ...(vocabulary.includes('stores') && (bounds.stores < 2 || bounds.tasks < 2)
      ? ['several stores']
      : []),
    ...(several(scope.executors) &&
    several(scope.tasks) &&
    (bounds.executors < 2 || bounds.tasks < 2)
      ? ['several executors']
      : []),
    ...(several(scope.tasks) && bounds.tasks < 2 ? ['several tasks'] : []),
    ...(scope.signals !== 0 && bounds.signals === 0 ? ['signals of host threads'] : []),
  ];
};

/** The least that each bound may be, but `work`, and the most of any. */
export const LEAST_OF_BOUNDS = {
  tasks: 1,
  executors: 1,
  waitables: 0,
  sets: 0,
  locks: 0,
  stores: 1,
  signals: 0,
  depth: 1,
  operations: 0,
} as const satisfies Partial<Record<keyof OpenBounds, number>>;
const MOST = 9;

/** The most operations and signals in all. */
const MOST_WORK = 99;

/**
 * @throws HeddleError HD424 (an unknown operation), HD425 (one that the runtime has nothing of, or several stores),
 *   HD421 (bounds in which an operation cannot be done), HD422 (a count that is none).
 */
export const checkBounds = (bounds: OpenBounds, runtime: Runtime): void => {
  const { vocabulary, stores, work } = bounds;
  for (const [name, least] of Object.entries(LEAST_OF_BOUNDS))
    checkCount(name, bounds[name as keyof typeof LEAST_OF_BOUNDS], least, MOST);
  if (work !== null) checkCount('work', work, 0, MOST_WORK);
  for (const word of vocabulary) if (!OPERATIONS.includes(word)) throw unknownOperation(word);
  const lack = lackOf(runtime, [...vocabulary, ...(stores > 1 ? ['stores'] : [])]);
  if (lack !== undefined) throw nothingOf(lack);
  for (const word of vocabulary) {
    const missing = takes(word, bounds, vocabulary);
    if (missing !== undefined) throw cannotBeDone(word, missing);
  }
  if (bounds.locks > 0 && !vocabulary.includes('lock')) throw nobodyLocks();
};

const checkCount = (name: string, count: number, least: number, most: number): void => {
  if (!Number.isInteger(count) || count < least || count > most)
    throw noCount(name, count, least, most);
};

const nobodyLocks = (): HeddleError =>
  new HeddleError(
    'HD421',
    'Within these bounds nobody takes a lock.',
    ['`lock` is not in the vocabulary'],
    'Add it to `--vocabulary`, or leave `--locks` out.',
  );

const noCount = (name: string, count: unknown, least: number, most: number): HeddleError =>
  new HeddleError(
    'HD422',
    `The bound \`${name}\` is a whole number.`,
    [`got ${JSON.stringify(count)}`],
    `Give a number from ${least} to ${most}.`,
  );

const unknownOperation = (word: string): HeddleError =>
  new HeddleError(
    'HD424',
    `Unknown operation \`${word}\`${nearest(word, OPERATIONS)}`,
    [`known: ${OPERATIONS.join(', ')}`],
    '`docs/semantics.md` says what each of them does.',
  );

const nothingOf = (lack: string): HeddleError =>
  new HeddleError(
    'HD425',
    'The bounds do not fit the runtime.',
    [`they have ${lack}`],
    'Leave it out of the bounds, or describe it in the runtime: docs/runtimes.md says how.',
  );

const cannotBeDone = (word: string, takes: string): HeddleError =>
  new HeddleError(
    'HD421',
    `Within these bounds no task can \`${word}\`.`,
    [`it takes ${takes}`],
    'Widen the bounds, or leave the operation out of `--vocabulary`.',
  );
