import { describe, expect, it } from 'vitest';
import { shrinkable } from '../../api/domain.ts';
import { DEFAULT_BUDGET } from '../../api/plan.ts';
import { batchCount, sampleBatch } from '../../explorers/sample.ts';
import { defaultStrategy } from '../../explorers/strategies.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { compareSizes } from '../../shrinkers/pass.ts';
import { shrink, sizeOf } from '../../shrinkers/shrink.ts';
import { domainOf } from '../support/context.ts';

/** Whether a list is another one with some items left out; `same` says which item is left of which. */
const isPart = <T>(
  part: readonly T[],
  whole: readonly T[],
  same: (one: T, of: T) => boolean,
): boolean => {
  let at = 0;
  return part.every((item) => {
    while (at < whole.length && !same(item, whole[at]!)) at += 1;
    at += 1;
    return at <= whole.length;
  });
};

/** A call keeps its frame, whatever is left out of its body; any other operation stays as it is. */
const isLeftOf = (operation: Operation, of: Operation): boolean => {
  if (operation.op !== 'call' || of.op !== 'call') {
    return JSON.stringify(operation) === JSON.stringify(of);
  }
  const { body, ...call } = operation;
  const { body: before, ...called } = of;
  return JSON.stringify(call) === JSON.stringify(called) && isPart(body, before, isLeftOf);
};

const isPartOf = (scenario: Scenario, of: Scenario): boolean => {
  const { tasks, signallers, ...names } = scenario;
  const { tasks: before, signallers: signalled, ...named } = of;
  return (
    JSON.stringify(names) === JSON.stringify(named) &&
    isPart(tasks, before, ({ body, ...task }, { body: whole, ...kept }) => {
      return JSON.stringify(task) === JSON.stringify(kept) && isPart(body, whole, isLeftOf);
    }) &&
    isPart(signallers, signalled, ({ id, signals }, whole) => {
      const same = (one: unknown, other: unknown): boolean =>
        JSON.stringify(one) === JSON.stringify(other);
      return id === whole.id && isPart(signals, whole.signals, same);
    })
  );
};

describe("a failure of one's own scenario", () => {
  for (const bug of plantedBugs.slice(0, 12)) {
    it(`of ${bug.id} loses what does not matter, and keeps its frames and names`, () => {
      const domain = domainOf(bug.runtime);
      const sampling = { ...domain, ...DEFAULT_BUDGET, strategy: defaultStrategy, seed: 'keep' };
      for (let batch = 0; batch < batchCount(sampling); batch += 1) {
        const { failures } = sampleBatch(sampling, batch);
        const failure = failures.find(({ property }) => property === bug.property);
        if (failure === undefined) continue;
        const kept = shrink(shrinkable(domain, 400, 'keep'), bug.property, failure);
        expect(isPartOf(kept.scenario, failure.scenario)).toBe(true);
        const none = shrink(shrinkable(domain, 400, 'none'), bug.property, failure);
        expect(none.scenario).toEqual(failure.scenario);
        const subject = shrinkable(domain, 400);
        expect(compareSizes(sizeOf(subject, kept), sizeOf(subject, none))).toBeLessThanOrEqual(0);
        return;
      }
      throw new Error(`${bug.id} was not found`);
    });
  }
});
