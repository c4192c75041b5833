import { describe, expect, it } from 'vitest';
import { shrinkable } from '../../api/domain.ts';
import { DEFAULT_BUDGET } from '../../api/plan.ts';
import { batchCount, sampleBatch } from '../../explorers/sample.ts';
import { defaultStrategy } from '../../explorers/strategies.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { checkScenario } from '../../model/context/check-scenario.ts';
import { compareSizes } from '../../shrinkers/pass.ts';
import { allPasses, failingCase, shrink, sizeOf } from '../../shrinkers/shrink.ts';
import { domainOf } from '../support/context.ts';

const STEPS = 400;

/** A failure as sampling finds it: long, and full of what does not matter. */
const find = (bug: (typeof plantedBugs)[number]) => {
  const domain = domainOf(bug.runtime);
  const sampling = { ...domain, ...DEFAULT_BUDGET, strategy: defaultStrategy, seed: 'shrink' };
  for (let batch = 0; batch < batchCount(sampling); batch += 1) {
    const { failures } = sampleBatch(sampling, batch);
    const failure = failures.find(({ property }) => property === bug.property);
    if (failure !== undefined) return { subject: shrinkable(domain, STEPS), failure };
  }
  throw new Error(`${bug.id} was not found`);
};

const shrinkFound = (bug: (typeof plantedBugs)[number]) => {
  const { subject, failure } = find(bug);
  return { subject, failure, shrunk: shrink(subject, bug.property, failure) };
};

const known = new Map<string, ReturnType<typeof shrinkFound>>();

/** The same and what it shrinks to, once for each bug. */
const found = (bug: (typeof plantedBugs)[number]): ReturnType<typeof shrinkFound> => {
  const failure = known.get(bug.id) ?? shrinkFound(bug);
  known.set(bug.id, failure);
  return failure;
};

describe('a shrunk failure', () => {
  for (const bug of plantedBugs) {
    it(`of ${bug.id} is 1-minimal: no candidate of any pass fails for the same reason and is smaller`, () => {
      const { subject, shrunk } = found(bug);
      const size = sizeOf(subject, shrunk);
      let candidates = 0;
      for (const pass of allPasses(subject)) {
        for (const candidate of pass.propose(shrunk)) {
          candidates += 1;
          const failing = failingCase(subject, bug.property, candidate);
          if (failing?.finding.reason !== shrunk.finding.reason) continue;
          expect(
            compareSizes(sizeOf(subject, failing), size),
            `${pass.id} makes it smaller`,
          ).toBeGreaterThanOrEqual(0);
        }
      }
      expect(candidates).toBeGreaterThan(5);
    });

    it(`of ${bug.id} fails as before, for the same reason, and is no larger`, () => {
      const { subject, failure, shrunk } = found(bug);
      const before = failingCase(subject, bug.property, failure)!;
      expect(shrunk.finding.reason).toBe(before.finding.reason);
      expect(compareSizes(sizeOf(subject, shrunk), sizeOf(subject, before))).toBeLessThanOrEqual(0);
      expect(checkScenario(shrunk.scenario)).toBeUndefined();
      // So to shrink it again is to try the candidates again of which none was smaller.
      const { candidates: _, ...again } = shrunk;
      expect(failingCase(subject, bug.property, shrunk)).toEqual(again);
    });
  }

  it('is not to be had of a case that holds', () => {
    const { subject, failure } = found(plantedBugs[0]!);
    expect(() => shrink(subject, 'wake-means-check', failure)).toThrow(RangeError);
  });
});

describe('sizes', () => {
  it('compare number by number, then by length of text, then by text', () => {
    const size = (numbers: readonly number[], text: string) => ({ numbers, text });
    expect(compareSizes(size([1, 9], 'b'), size([2, 0], 'a'))).toBeLessThan(0);
    expect(compareSizes(size([1, 2], 'bb'), size([1, 2], 'a'))).toBeGreaterThan(0);
    expect(compareSizes(size([1, 2], 'a'), size([1, 2], 'b'))).toBeLessThan(0);
    expect(compareSizes(size([1, 2], 'a'), size([1, 2], 'a'))).toBe(0);
  });
});
