import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCheck, type CheckOptions } from '../../api/plan.ts';
import { check, sampleAll } from '../../api/check.ts';
import { everyTrace } from '../../explorers/every-trace.ts';
import { stream } from '../../explorers/random.ts';
import {
  countTraces,
  mergeTraces,
  NO_TRACES,
  PRINTS_MAX,
  tally,
} from '../../explorers/trace-count.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, waiters } from '../support/context.ts';

/** Numbers of 53 bits; one draw has 32. */
const drawn = (path: string, count: number): readonly number[] => {
  const random = stream(path);
  const bits = (number: number): number => Math.floor(random() * 2 ** number);
  return Array.from({ length: count }, () => bits(32) * 2 ** 21 + bits(21));
};

describe('the count of traces', () => {
  it('tells those that one run was of from those that several were of', () => {
    expect(tally(countTraces([7, 3, 7, 5, 7]))).toEqual({ distinct: 3, once: 2, exact: true });
    expect(tally(NO_TRACES)).toEqual({ distinct: 0, once: 0, exact: true });
  });

  it('does not depend on how the runs were divided, or in which order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(40))), (batches) => {
        const all = batches.map((batch) => countTraces(batch));
        const whole = countTraces(batches.flat());
        expect(all.reduce(mergeTraces, NO_TRACES)).toEqual(whole);
        expect(all.toReversed().reduce(mergeTraces, NO_TRACES)).toEqual(whole);
      }),
    );
  });

  it('keeps a part where there are too many, the same in any order, and estimates the rest', () => {
    const prints = drawn('prints', 300_000);
    const twice = prints.slice(0, 100_000);
    const batches = [prints.slice(0, 40_000), prints.slice(40_000, 160_000), prints.slice(160_000)];
    const all = [...batches, twice].map((batch) => countTraces(batch));
    const whole = all.reduce(mergeTraces, NO_TRACES);
    expect(whole.prints.length).toBeLessThanOrEqual(PRINTS_MAX);
    expect(whole.prints.length).toBeGreaterThan(PRINTS_MAX / 4);
    expect(all.toReversed().reduce(mergeTraces, NO_TRACES)).toEqual(whole);
    const { distinct, once, exact } = tally(whole);
    expect(exact).toBe(false);
    expect(Math.abs(distinct / 300_000 - 1)).toBeLessThan(0.03);
    expect(Math.abs(once / 200_000 - 1)).toBeLessThan(0.03);
  });
});

describe('what is said of how much was seen', () => {
  const scenario = waiters(2, 1);
  const domain = domainOf(reference);
  const sample = (seed: string, runs: number, more: Partial<CheckOptions> = {}) =>
    sampleAll(planCheck(domain, { seed, scenario, strategy: 'walk', budget: { runs }, ...more }));

  it('is near the truth: as many fresh runs are new as it says', () => {
    for (const runs of [200, 1_500]) {
      const known = sample('known', runs).traces;
      // Each fresh run by itself: whether it is of a trace that is not among the known ones.
      const before = new Set(known.prints);
      const fresh = Array.from({ length: 20 }, (_, i) => {
        const { traces } = sample(`fresh/${i}`, 100);
        // Runs that share a new trace count once, of which there are few among a hundred.
        return [...traces.prints].filter((print) => !before.has(print)).length;
      }).reduce((a, b) => a + b);
      expect(Math.abs(tally(known).once / runs - fresh / 2_000)).toBeLessThan(0.05);
    }
  });

  it('never counts more traces than a search that runs each of them, and nearly all in the end', () => {
    const { executions } = everyTrace(domain.machine(scenario), { steps: 400, visit: () => false });
    const { distinct } = tally(sample('many', 8_000).traces);
    expect(distinct).toBeLessThanOrEqual(executions);
    expect(distinct).toBeGreaterThan(0.8 * executions);
  });

  it('ends sampling at the first batch after which it is below what was asked for', () => {
    const untilNewBelow = 0.02;
    const ended = sample('1', 30_000, { untilNewBelow });
    expect(ended.runs).toBeLessThan(30_000);
    expect(tally(ended.traces).once + 1).toBeLessThan(untilNewBelow * ended.runs);
    const shorter = sample('1', ended.runs - 100).traces;
    expect(tally(shorter).once + 1).toBeGreaterThanOrEqual(untilNewBelow * (ended.runs - 100));
  });

  it('says whether it got there', () => {
    const goalOf = (runs: number) =>
      check(domain, {
        seed: '1',
        scenario,
        strategy: 'walk',
        untilNewBelow: 0.02,
        budget: { runs },
      }).explored.traces?.goal;
    expect(goalOf(300)).toEqual({ below: 0.02, reached: false });
    expect(goalOf(30_000)).toEqual({ below: 0.02, reached: true });
  });
});
