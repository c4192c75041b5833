import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import {
  protocolsOfVariant,
  reference,
  variants,
  type Variant,
} from '../../model/runtimes/reference.ts';
import { domainOf, rightRuntimes } from '../support/context.ts';

const WHY_UNSEEN: Readonly<Record<string, string>> = {
  'signal-between-check-and-park': 'no step comes between check and park',
  'cancel-while-popped': 'a wake takes nobody off the waiter list',
};

// The reference holds in a whole budget, from this seed, where the sample of the README is run: these runs among them.
describe('a runtime whose rules are right', () => {
  for (const runtime of rightRuntimes) {
    it(`${runtime.id} holds, and every sometimes that applies is seen`, () => {
      const runs = 8_000;
      const result = check(domainOf(runtime), { seed: '1', budget: { runs } });
      expect(result.verdict).toBe('held');
      expect(result.explored).toMatchObject({ runs, unfinished: 0 });
      const unseen = result.witnesses.filter(({ count }) => count === 0);
      for (const { id, inapplicable } of unseen) {
        expect([id, inapplicable]).toEqual([id, WHY_UNSEEN[id]]);
      }
    });
  }

  it('that wakes two for an event holds as one that wakes one or all', () => {
    const two: Variant = { ...variants.wakeOne, id: 'wakes-two', look: [{ look: 2 }, 'pop'] };
    const runtime = { ...reference, id: two.id, protocols: protocolsOfVariant(two) };
    expect(check(domainOf(runtime), { seed: '1', budget: { runs: 8_000 } }).verdict).toBe('held');
  });
});
