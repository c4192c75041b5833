import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { openScenario } from '../../explorers/open-scenario.ts';
import { search } from '../../explorers/packed/search.ts';
import { systemOf } from '../../explorers/packed/system.ts';
import { sizedShapes, type SizeBounds } from '../../explorers/sized-shapes.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { restrict } from '../../properties/judge.ts';
import { bug, domainOf } from '../support/context.ts';

const SMALL: SizeBounds = {
  tasks: 1,
  calls: 0,
  work: 2,
  threads: 1,
  depth: 1,
  waitables: 1,
  sets: 1,
  locks: 0,
  vocabulary: ['wait', 'poll', 'yield', 'signal'],
};

/** All lists of at most so many of the items. */
const lists = <T>(items: readonly T[], most: number): readonly (readonly T[])[] =>
  most === 0
    ? [[]]
    : [[], ...items.flatMap((item) => lists(items, most - 1).map((rest) => [item, ...rest]))];

/** Every closed scenario of a shape, written out. */
const written = (bounds: SizeBounds): readonly Scenario[] =>
  sizedShapes(bounds).flatMap((shape) => {
    const { executors, waitables, sets, bases, operations } = openScenario(shape);
    return bases.flatMap((frame) =>
      lists<Operation>(operations, shape.total!.operations!).map((body): Scenario => ({
        format: 1,
        machine: 'async-context',
        executors,
        waitables,
        sets,
        tasks: [{ id: 't1', executor: 'e1', frame, body }],
        signallers: Array.from({ length: shape.signals }, (_, i) => ({
          id: `s${i + 1}`,
          signals: ['w1'],
        })),
      })),
    );
  });

describe('the shapes of a size', () => {
  for (const id of [
    'guard-removed',
    'poll-gives-way',
    'plain-wake',
    'empty-set-traps',
    'silent-join',
  ]) {
    it(`show of ${id} what a search of each scenario of that size shows`, () => {
      const { runtime, property } = bug(id);
      const domain = domainOf(runtime);
      for (const work of [0, 1, 2]) {
        const bounds = { ...SMALL, work };
        const breaks = written(bounds).some((scenario) => {
          const result = check(domain, { seed: '1', properties: [property], scenario });
          expect(result.properties[0]!.exhaustive || result.verdict === 'violated').toBe(true);
          return result.verdict === 'violated';
        });
        const suite = restrict(domain.suite, (each) => each.id === property);
        const found = domain.sized!(bounds).some((instance) => {
          const { failures } = search(systemOf(instance.machine(), suite), {
            states: 100_000,
            enough: (broken) => broken.size > 0,
          });
          const [failure] = failures;
          if (failure === undefined) return false;
          const [tasks, frames, size] = domain.measure(instance.close(failure.schedule).scenario);
          expect([tasks, frames]).toEqual([1, 1]);
          expect(size).toBeLessThanOrEqual(work);
          return true;
        });
        expect({ work, found }).toEqual({ work, found: breaks });
      }
    });
  }
});
