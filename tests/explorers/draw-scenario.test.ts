import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOUNDS, drawScenario } from '../../explorers/draw-scenario.ts';
import { VOCABULARY } from '../../model/context/vocabulary.ts';
import { usesOf } from '../../model/context/abilities.ts';
import { parseScenario } from '../../model/context/parse.ts';
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

  it('use no operation of the vocabulary that is not allowed', () => {
    const used = (allowed: readonly string[], numRuns = 200): ReadonlySet<string> =>
      new Set(
        fc
          .sample(drawScenario(DEFAULT_BOUNDS, new Set(allowed)), { numRuns, seed: 6 })
          .flatMap(usesOf),
      );
    fc.assert(
      fc.property(fc.subarray([...VOCABULARY]), (allowed) => {
        for (const word of used(allowed)) expect([...allowed, 'wait']).toContain(word);
      }),
      { numRuns: 30, seed: 7 },
    );
    expect([...used(VOCABULARY, 3_000)].toSorted()).toEqual([...VOCABULARY, 'wait'].toSorted());
  });

  it('reach their bounds', () => {
    const drawn = fc.sample(scenarios(), { numRuns: 2_000, seed: 5 });
    expect(Math.max(...drawn.map(({ tasks }) => tasks.length))).toBe(DEFAULT_BOUNDS.tasks);
    expect(Math.max(...drawn.flatMap(placed).map(({ stack }) => stack.length))).toBe(
      DEFAULT_BOUNDS.depth,
    );
    expect(Math.max(...drawn.map((d) => d.signallers.flatMap((s) => s.signals).length))).toBe(
      DEFAULT_BOUNDS.signals,
    );
  });
});
