import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOUNDS, drawScenario, VOCABULARY } from '../../explorers/draw-scenario.ts';
import { parseScenario } from '../../model/context/parse.ts';
import type { Operation } from '../../model/context/scenario.ts';
import { placed } from '../../properties/sometimes/scenario-facts.ts';
import { allOperations } from '../../shrinkers/context/bodies.ts';
import { SMALL, scenarios } from '../support/context.ts';

describe('drawn scenarios', () => {
  for (const [name, bounds] of Object.entries({ default: DEFAULT_BOUNDS, small: SMALL })) {
    it(`make sense and keep within the ${name} bounds`, () => {
      fc.assert(
        fc.property(scenarios(bounds), (drawn) => {
          expect(parseScenario(JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
          expect(drawn.tasks.length).toBeLessThanOrEqual(bounds.tasks);
          expect(drawn.executors.length).toBeLessThanOrEqual(bounds.executors);
          expect(drawn.waitables.length).toBeLessThanOrEqual(bounds.waitables);
          expect(drawn.sets.length).toBeLessThanOrEqual(bounds.sets);
          expect(drawn.signallers.flatMap((s) => s.signals).length).toBeLessThanOrEqual(
            bounds.signals,
          );
          for (const task of drawn.tasks) {
            const only = { ...drawn, tasks: [task] };
            expect(allOperations(only).length).toBeLessThanOrEqual(bounds.operations);
          }
          for (const { stack } of placed(drawn))
            expect(stack.length).toBeLessThanOrEqual(bounds.depth);
        }),
        { numRuns: 2_000, seed: 3 },
      );
    });
  }

  it('use no operation of the vocabulary that is not allowed, and each one that is', () => {
    const used = (allowed: readonly string[]): readonly string[] => {
      const drawn = fc.sample(drawScenario(DEFAULT_BOUNDS, new Set(allowed)), {
        numRuns: 500,
        seed: 6,
      });
      return [...new Set(drawn.flatMap(allOperations).map(({ op }) => op))].toSorted();
    };
    fc.assert(
      fc.property(fc.subarray([...VOCABULARY]), (allowed) => {
        expect(used(allowed)).toEqual([...allowed, 'call', 'wait'].toSorted());
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  it('reach their bounds and use every operation', () => {
    const drawn = fc.sample(scenarios(), { numRuns: 2_000, seed: 5 });
    const operations = drawn.flatMap(allOperations);
    const ops = new Set(operations.map(({ op }) => op));
    const every: readonly Operation['op'][] = [
      ...(['wait', 'wait-one', 'poll', 'yield', 'join', 'leave', 'signal', 'call'] as const),
    ];
    expect([...ops].toSorted()).toEqual([...every].toSorted());
    expect(Math.max(...drawn.map(({ tasks }) => tasks.length))).toBe(DEFAULT_BOUNDS.tasks);
    expect(Math.max(...drawn.flatMap(placed).map(({ stack }) => stack.length))).toBe(
      DEFAULT_BOUNDS.depth,
    );
    expect(Math.max(...drawn.map((d) => d.signallers.flatMap((s) => s.signals).length))).toBe(
      DEFAULT_BOUNDS.signals,
    );
  });
});
