import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { domainOf, rightRuntimes } from '../support/context.ts';

describe('a runtime whose rules are right', () => {
  for (const runtime of rightRuntimes) {
    for (const strategy of ['pos', 'walk']) {
      it(`${runtime.id} holds under ${strategy}, and every sometimes that applies is seen`, () => {
        const result = check(domainOf(runtime), { seed: '1', strategy });
        expect(result.verdict).toBe('held');
        expect(result.explored.runs).toBe(20_000);
        const unseen = result.witnesses.filter(({ count }) => count === 0).map(({ id }) => id);
        expect(unseen).toEqual(
          runtime.id === 'reference-plain' ? ['signal-between-check-and-park'] : [],
        );
      });
    }
  }
});
