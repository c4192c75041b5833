import type { Random } from './random.ts';

/** How likely a batch keeps a word. With a half, a bug that takes one certain operation can be late by thousands of runs. */
const KEEPS = 0.75;

/**
 * Swarm testing: each batch of scenarios draws which words of the vocabulary it may use, for what is drawn often
 * leaves no room for what is drawn seldom, and some things hide others. The first batch may use all of them.
 *
 * Groce, Zhang, Eide, Chen and Regehr, "Swarm Testing", ISSTA 2012.
 */
export const drawVocabulary = (
  words: readonly string[],
  batch: number,
  random: Random,
): ReadonlySet<string> => new Set(words.filter(() => batch === 0 || random() < KEEPS));
