import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchCount, sampleBatch } from '../../explorers/sample.ts';
import { walk } from '../../explorers/walk.ts';
import { toyDomain } from '../support/toy.ts';

const WORDS = Array.from({ length: 20 }, (_, i) => `word-${i}`);

/** The words that each batch of a sampling of the toy may use, in the order of the batches. */
const drawn = (seed: string, order: 'forth' | 'back' = 'forth'): readonly (readonly string[])[] => {
  const given = new Map<number, readonly string[]>();
  const bounds = { runs: 1_000, schedules: 1, steps: 10 };
  const sampling = { ...toyDomain, ...bounds, vocabulary: WORDS, strategy: walk, seed };
  const batches = Array.from({ length: batchCount(sampling) }, (_, batch) => batch);
  for (const batch of order === 'forth' ? batches : batches.toReversed()) {
    const scenarios = (words: ReadonlySet<string>) => {
      given.set(batch, [...words]);
      return fc.constant({ a: 1, b: 1, locked: false });
    };
    sampleBatch({ ...sampling, scenarios }, batch);
  }
  return batches.map((batch) => given.get(batch)!);
};

describe('the words that a batch may use', () => {
  it('are all of them at first, then some, others in each batch', () => {
    const [first, ...others] = drawn('1');
    expect(first).toEqual(WORDS);
    expect(others.length).toBeGreaterThan(10);
    expect(new Set(others.map((words) => words.join())).size).toBe(others.length);
    for (const words of others) expect(words.length).toBeLessThan(WORDS.length);
  });

  it('are each as likely as any other to be kept, and likelier than not', () => {
    const batches = Array.from({ length: 20 }, (_, seed) => drawn(`${seed}`).slice(1)).flat();
    for (const word of WORDS) {
      const share = batches.filter((words) => words.includes(word)).length / batches.length;
      expect([word, Math.abs(share - 3 / 4) < 0.08]).toEqual([word, true]);
    }
  });

  it('depend on the seed and the number of the batch, and on nothing else', () => {
    expect(drawn('1', 'back')).toEqual(drawn('1'));
    expect(drawn('2')).not.toEqual(drawn('1'));
  });
});
