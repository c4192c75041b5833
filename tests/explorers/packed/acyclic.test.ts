import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAcyclic } from '../../../explorers/packed/acyclic.ts';
import type { Change } from '../../../explorers/packed/change.ts';
import type { System } from '../../../explorers/packed/system.ts';

const PLACES = 2;
const TUPLES = 4;

/** A step by the places that it changes: what becomes of each tuple there, -1: it cannot be made from that. */
type Drawn = readonly (readonly number[])[];

const drawn: fc.Arbitrary<Drawn> = fc.array(
  fc.array(fc.integer({ min: -1, max: TUPLES - 1 }), { minLength: TUPLES, maxLength: TUPLES }),
  { minLength: 1, maxLength: PLACES },
);

/** The steps, each at the first places; and at the others as well, where all places are alike. */
const placed = (steps: readonly Drawn[], alike: boolean): readonly (readonly Change[])[] =>
  steps.flatMap((maps) =>
    (alike ? [0, 1] : [0]).map((shift) =>
      maps.map((map, i) => {
        const after: number[] = [];
        for (const [from, to] of map.entries()) if (to >= 0) after[from] = to;
        return { index: (i + shift) % PLACES, after } as Partial<Change> as Change;
      }),
    ),
  );

const systemOf = (steps: readonly (readonly Change[])[], alike: boolean): System => {
  const kindOf = (component: number): number => (alike ? 0 : component);
  const tupleOf = (_: number, tuple: number): number => tuple;
  return {
    actors: ['t1'],
    steps: () => new Set(steps),
    canonical: { kindOf, tupleOf },
  } as unknown as System;
};

/** Whether some run leads back to where it was, from any vector at all. */
const goesRound = (steps: readonly (readonly Change[])[]): boolean => {
  const states = Array.from({ length: TUPLES ** PLACES }, (_, i) => [
    i % TUPLES,
    Math.floor(i / TUPLES),
  ]);
  const successors = states.map((state) =>
    steps.flatMap((changes) => {
      const to = [...state];
      for (const { index, after } of changes) to[index] = after[state[index]!] ?? -1;
      return to.includes(-1) ? [] : [to[0]! + to[1]! * TUPLES];
    }),
  );
  const mayGoOn = new Set(states.keys());
  for (let before = -1; mayGoOn.size !== before;) {
    before = mayGoOn.size;
    for (const state of mayGoOn) {
      if (!successors[state]!.some((to) => mayGoOn.has(to))) mayGoOn.delete(state);
    }
  }
  return mayGoOn.size > 0;
};

describe('how components change', () => {
  it('shows that all runs end only where they do', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 4 }), fc.boolean(), (list, alike) => {
        const steps = placed(list, alike);
        const shown = isAcyclic(systemOf(steps, alike));
        const round = goesRound(steps);
        if (shown) expect(round).toBe(false);
        const what = `${shown ? 'shown' : 'not shown'}, ${round ? 'round' : 'ends'}`;
        seen.set(what, (seen.get(what) ?? 0) + 1);
      }),
      { numRuns: 2_000, seed: 1 },
    );
    expect(seen.get('shown, ends')).toBeGreaterThan(100);
    expect(seen.get('not shown, round')).toBeGreaterThan(100);
  });

  it('shows it where one goes round only if another pushes it, who does not', () => {
    const [push] = placed(
      [
        [
          [1, 2, 3, -1],
          [-1, 0, -1, -1],
        ],
      ],
      false,
    );
    const turn = { index: 1, after: [1] } as Partial<Change> as Change;
    expect(isAcyclic(systemOf([push!, [turn]], false))).toBe(true);
    expect(isAcyclic(systemOf([[push![1]!], [turn]], false))).toBe(false);
  });
});
