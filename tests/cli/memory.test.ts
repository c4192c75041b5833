import { afterAll, describe, expect, it } from 'vitest';
import { isOutOfMemory } from '../../cli/crew.ts';
import { limitsOfWorker, workersWithin } from '../../cli/memory.ts';
import { streamsForEver } from '../model/canonical/endless.ts';
import { desk, transcript } from './run.ts';

const home = desk();
afterAll(() => home.clear());
home.write('streams.json', JSON.stringify(streamsForEver(2)));

const told = (...words: readonly string[]): string => transcript(words, home.heddle(...words));

describe('--memory', () => {
  it('ends the outcomes of a guest whose states grow, and says what ran out', () => {
    expect(told('outcomes', 'streams.json', '--memory', '512K')).toMatchSnapshot();
    const { code, out } = home.heddle('outcomes', 'streams.json', '--memory', '512K', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([4, { complete: false, memoryFull: 524_288 }]);
  });

  it('ends an exhaustive check of it', () => {
    const words = ['--machine', 'canonical-abi', '--scenario', 'streams.json', '--memory', '256K'];
    const { code, out } = home.heddle('check', ...words, '--strategy', 'exhaustive');
    expect(code).toBe(4);
    expect(out).toContain('more memory (--memory) may settle it');
  });

  it('is a size', () => {
    expect(told('outcomes', 'streams.json', '--memory', 'much')).toMatchSnapshot();
  });
});

describe('the workers of a proof', () => {
  const G = 2 ** 30;
  it('are as many as fit into three quarters of the memory, and at least one', () => {
    expect(workersWithin(4, G, 4 * G)).toBe(2);
    expect(workersWithin(4, G, 64 * G)).toBe(4);
    expect(workersWithin(64, G, 16 * G)).toBe(9);
    expect(workersWithin(2, 8 * G, 4 * G)).toBe(1);
  });

  it('have heaps that are larger than what is counted', () => {
    const { maxOldGenerationSizeMb = 0 } = limitsOfWorker(G);
    expect(maxOldGenerationSizeMb * 2 ** 20).toBeGreaterThan(1.5 * G);
  });

  it('are told of where their memory runs out all the same', () => {
    const error = Object.assign(new Error('x'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
    expect([isOutOfMemory(error), isOutOfMemory(new Error('x'))]).toEqual([true, false]);
  });
});
