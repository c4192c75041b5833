import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { domainOf, rightRuntimes } from '../support/context.ts';

describe('a runtime whose rules are right', () => {
  for (const runtime of rightRuntimes) {
    it(`${runtime.id} holds in the default budget, and every sometimes that applies is seen`, () => {
      const result = check(domainOf(runtime), { seed: '1' });
      expect(result.verdict).toBe('held');
      expect(result.explored).toMatchObject({ runs: 20_000, unfinished: 0 });
      const unseen = result.witnesses.filter(({ count }) => count === 0);
      expect(unseen.map(({ id, inapplicable }) => [id, inapplicable])).toEqual(
        runtime.id === 'reference-plain'
          ? [['signal-between-check-and-park', 'no step comes between check and park']]
          : [],
      );
    });
  }
});
