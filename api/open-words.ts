import { VOCABULARY } from '../model/context/vocabulary.ts';
import type { OpenBounds } from '../explorers/open-shapes.ts';
import { lackOf } from '../model/context/abilities.ts';
import type { Runtime } from '../model/context/runtime.ts';
import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';

/** What drawn scenarios may do without is mostly operations; a second store and frames that block are none. */
const NO_OPERATIONS: ReadonlySet<string> = new Set(['stores', 'unsuspendable']);

/** The operations that open tasks may have. */
const OPERATIONS: readonly string[] = [
  'wait',
  ...VOCABULARY.filter((word) => !NO_OPERATIONS.has(word)),
];

/**
 * What an operation takes to be done at all. Without it, a proof would say that it covers what it never tries.
 */
const TAKES: Readonly<
  Record<string, readonly [text: string, has: (bounds: OpenBounds) => boolean]>
> = {
  lock: ['a lock: `--locks 1` or more', ({ locks }) => locks > 0],
  'store-borrow': [
    'host code: `call` in the vocabulary, and at least two frames',
    ({ vocabulary, depth }) => vocabulary.includes('call') && depth > 1,
  ],
  'call-own': ['two tasks: a caller and a subtask', ({ tasks }) => tasks > 1],
  'cancel-subtask': [
    'subtasks: `call-own` in the vocabulary',
    ({ vocabulary }) => vocabulary.includes('call-own'),
  ],
};

/** The least that each count may be, and the most of any. */
const LEAST = {
  tasks: 1,
  executors: 1,
  waitables: 0,
  sets: 1,
  locks: 0,
  stores: 1,
  signals: 0,
  depth: 1,
  operations: 1,
} as const satisfies Partial<Record<keyof OpenBounds, number>>;
const MOST = 9;

/**
 * @throws HeddleError HD424 (an unknown operation), HD425 (one that the runtime has nothing of, or several stores),
 *   HD421 (bounds in which an operation cannot be done), HD422 (a count that is none).
 */
export const checkBounds = (bounds: OpenBounds, runtime: Runtime): void => {
  const { vocabulary, stores } = bounds;
  for (const [name, least] of Object.entries(LEAST)) {
    const count = bounds[name as keyof typeof LEAST];
    if (!Number.isInteger(count) || count < least || count > MOST)
      throw noCount(name, count, least);
  }
  for (const word of vocabulary) if (!OPERATIONS.includes(word)) throw unknownOperation(word);
  const lack = lackOf(runtime, [...vocabulary, ...(stores > 1 ? ['stores'] : [])]);
  if (lack !== undefined) throw nothingOf(lack);
  for (const word of vocabulary) {
    const [text, has] = TAKES[word] ?? [];
    if (has?.(bounds) === false) throw cannotBeDone(word, text!);
  }
  if (bounds.locks > 0 && !vocabulary.includes('lock')) throw nobodyLocks();
};

const nobodyLocks = (): HeddleError =>
  new HeddleError(
    'HD421',
    'Within these bounds nobody takes a lock.',
    ['`lock` is not in the vocabulary'],
    'Add it to `--vocabulary`, or leave `--locks` out.',
  );

const noCount = (name: string, count: unknown, least: number): HeddleError =>
  new HeddleError(
    'HD422',
    `The bound \`${name}\` is a whole number.`,
    [`got ${JSON.stringify(count)}`],
    `Give a number from ${least} to ${MOST}.`,
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
