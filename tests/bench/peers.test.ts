import { describe, expect, it } from 'vitest';
import { countMachine } from '../../bench/count.ts';
import { sample } from '../../bench/heddle.ts';
import { VARIANTS, type Size, type Variant } from '../../bench/instance.ts';
import { COUNTED, SMALL } from '../../bench/measures.ts';
import { plainSearch } from '../../bench/plain-search.ts';
import { schedulerRuns } from '../../bench/scheduler-peer.ts';
import { compilePan, whyNoSpin } from '../../bench/spin-run.ts';

const reason = whyNoSpin();
if (reason !== undefined) console.log(`skipped what compares with Spin: ${reason}`);

describe.skipIf(reason !== undefined)('the model for Spin', () => {
  for (const variant of VARIANTS) {
    for (const order of ['depth first', 'breadth first'] as const) {
      it(`has the states and transitions of the machine, ${variant}, ${order}`, () => {
        const pan = compilePan(SMALL, variant, { order, writing: 'exact' }, false);
        const { states, transitions } = pan.run();
        pan.clear();
        expect({ states, transitions }).toEqual(countMachine(SMALL, variant));
      });
    }

    for (const writing of ['exact', 'reducible'] as const) {
      it(`breaks where the rules are wrong, ${variant}, ${writing}`, () => {
        const pan = compilePan(SMALL, variant, { order: 'depth first', writing });
        const { errors } = pan.run();
        pan.clear();
        expect(errors).toBe(variant === 'reference' ? 0 : 1);
      });
    }
  }

  it('is smaller where it is written to be reduced', () => {
    const states = (['exact', 'reducible'] as const).map((writing) => {
      const pan = compilePan(SMALL, 'reference', { order: 'depth first', writing });
      const run = pan.run();
      pan.clear();
      return run.states;
    });
    expect(states[1]).toBeLessThan(states[0]!);
  });
});

describe('the plain search', () => {
  for (const size of COUNTED) {
    it(`has the states and transitions of the machine: ${JSON.stringify(size)}`, () => {
      expect(plainSearch(size)).toEqual(countMachine(size, 'reference'));
    });
  }
});

/** How often one schedule loses a wakeup. */
const shareOf = async (
  find: (seed: number) => { found: boolean } | Promise<{ found: boolean }>,
): Promise<number> => {
  let found = 0;
  for (let seed = 0; seed < 1_500; seed += 1) if ((await find(seed)).found) found += 1;
  return found / 1_500;
};

describe('the promises under the scheduler of fast-check', () => {
  const size: Size = { tasks: 2, waitables: 2, depth: 0 };
  const shares: readonly (readonly [Variant, number])[] = [
    ['reference', 0],
    ['check-then-register', 0.03],
    ['token-cleared-late', 0.02],
  ];
  for (const [variant, margin] of shares) {
    it(`lose wakeups as often as the machine under a uniform walk, ${variant}`, async () => {
      const theirs = await shareOf((seed) => schedulerRuns(size, variant, seed, 1));
      const ours = await shareOf((seed) => sample(size, variant, 'uniform', `${seed}`, 1));
      expect(Math.abs(theirs - ours)).toBeLessThanOrEqual(margin);
    });
  }
});
