import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { reference } from '../../model/runtimes/reference.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import { invariantOutcome, seenOutcome } from '../../vitest/outcome.ts';
import { domainOf, scenario } from '../support/context.ts';

const one = scenario([{ body: [{ op: 'poll', set: 'ws1' }] }]);
const held = check(domainOf(reference), { seed: '1', scenario: one });

/** The same result, with another verdict of its first property. */
const judged = (
  verdict: 'inconclusive' | 'not-judged',
  explored: Partial<CheckResult['explored']> = {},
): CheckResult => ({
  ...held,
  properties: held.properties.map((property, i) => (i === 0 ? { ...property, verdict } : property)),
  explored: { ...held.explored, ...explored },
});

describe('what a test is to say', () => {
  const [{ id } = { id: '' }] = held.properties;

  it('is nothing where the invariant held', () => {
    expect(invariantOutcome(held, id, null)).toEqual({ kind: 'held' });
    expect(seenOutcome(held)).toEqual({ kind: 'held' });
  });

  it('is nothing of its own where it could not be judged', () => {
    expect(invariantOutcome(judged('not-judged'), id, null)).toMatchObject({
      kind: 'beside',
      why: expect.stringContaining('not judged'),
    });
  });

  for (const [explored, advice] of [
    [{ runs: 40, unfinished: 2 }, 'A larger `budget.steps` may settle it'],
    [{ runs: 40, unfinished: 0 }, 'A larger `budget.runs` may settle it'],
    [{ runs: 0, unfinished: 0, exhaustive: false }, 'A larger `budget.states` may settle it'],
    [{ runs: 0, unfinished: 3, exhaustive: true }, 'A run that never ends proves nothing.'],
  ] as const) {
    it(`is which bound to raise: ${advice}`, () => {
      expect(invariantOutcome(judged('inconclusive', explored), id, null)).toMatchObject({
        kind: 'open',
        why: expect.stringContaining(advice),
      });
    });
  }
});
