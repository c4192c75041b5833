import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exhaustive } from '../../explorers/exhaustive.ts';
import { usesOf } from '../../model/context/abilities.ts';
import {
  SMALL,
  domainOf,
  rightRuntimes,
  scenario,
  scenarios,
  signals,
} from '../support/context.ts';
import { VOCABULARY } from '../../model/context/vocabulary.ts';

describe('a runtime whose rules are right', () => {
  const used = new Set<string>();

  for (const [i, runtime] of rightRuntimes.entries()) {
    it(`${runtime.id} holds in every interleaving of small scenarios`, () => {
      const { machine, suite } = domainOf(runtime);
      let covered = 0;
      fc.assert(
        fc.property(scenarios({ ...SMALL, sets: 2 }), (subject) => {
          const all = exhaustive(machine(subject), suite, subject, 1_500);
          expect([all.failures, all.unfinished]).toEqual([[], 0]);
          if (!all.exhaustive) return;
          covered += 1;
          for (const word of usesOf(subject)) used.add(word);
        }),
        { numRuns: 70, seed: i },
      );
      expect(covered).toBeGreaterThan(60);
    });

    it(`${runtime.id} holds where the next waiter is woken, and another takes what is left`, () => {
      const { machine, suite } = domainOf(runtime);
      const subject = scenario(
        [
          {
            body: [
              { op: 'wait', set: 'ws1' },
              { op: 'poll', set: 'ws1' },
            ],
          },
          { body: [{ op: 'wait', set: 'ws1' }] },
        ],
        {
          sets: [{ id: 'ws1', members: ['w1', 'w2'] }],
          signallers: signals('w1', 'w2', 'w1'),
        },
      );
      const all = exhaustive(machine(subject), suite, subject, 5_000);
      expect(all).toMatchObject({ exhaustive: true, failures: [] });
    });
  }

  it('was put to the whole vocabulary in these', () => {
    expect(VOCABULARY.filter((word) => !used.has(word))).toEqual([]);
  });
});
