import * as fc from 'fast-check';

/**
 * What some batches of worlds do without. `subtasks`: calls lowered async; `sync-typed`, `sync-lifted`, `callback` and
 * `stackful`: kinds of function; `nested`: an instance inside another; `misuse`: what is known to trap.
 */
export const CANONICAL_VOCABULARY = [
  'sets',
  'streams',
  'futures',
  'threads',
  'yields',
  'subtasks',
  'cancel',
  'backpressure',
  'context',
  'resources',
  'strings',
  'host',
  'host-ends',
  'sync-typed',
  'sync-lifted',
  'callback',
  'stackful',
  'nested',
  'misuse',
] as const;

export type Word = (typeof CANONICAL_VOCABULARY)[number];

/** The words that worlds may use. */
export type Words = ReadonlySet<string>;

export const ALL_WORDS: Words = new Set(CANONICAL_VOCABULARY);

/** The items whose word may be used; one without a word always may. */
export const allowed = <T>(
  words: Words,
  ...items: readonly (readonly [Word | null, ...T[]])[]
): readonly T[] =>
  items.flatMap(([word, ...values]) => (word === null || words.has(word) ? values : []));

/** One of the items whose word may be used, of which there is one at least. */
export const anyOf = <T>(
  words: Words,
  ...items: readonly (readonly [Word | null, ...T[]])[]
): fc.Arbitrary<T> => fc.constantFrom(...allowed(words, ...items));

/** True in so many of a hundred draws, where the word may be used. */
export const sometimes = (words: Words, word: Word, percent: number): fc.Arbitrary<boolean> =>
  words.has(word)
    ? fc.integer({ min: 1, max: 100 }).map((at) => at > 100 - percent)
    : fc.constant(false);
