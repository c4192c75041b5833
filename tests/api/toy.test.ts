import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { replay } from '../../api/replay.ts';
import { continuations } from '../../explorers/continuations.ts';
import { strategies } from '../../explorers/strategies.ts';
import { parseCounterexample } from '../../model/counterexample.ts';
import { restrict } from '../../properties/judge.ts';
import { counterexampleText } from '../../reports/text/counterexample.ts';
import { stepsText } from '../../reports/text/steps.ts';
import { summaryText } from '../../reports/text/summary.ts';
import { parseToken, tokenOf } from '../../reports/token.ts';
import { toyDomain } from '../support/toy.ts';

const budget = { runs: 400, schedules: 20, steps: 100 };
const racy = { a: 2, b: 2, locked: false };

describe('a machine that Heddle has never heard of', () => {
  for (const { id: strategy } of strategies) {
    it(`is sampled by ${strategy}, shrunk to one addition each, and told`, () => {
      const result = check(toyDomain, { seed: 'toy', budget, strategy });
      const broken = result.properties.find(({ id }) => id === 'no-lost-update');
      expect(broken?.verdict).toBe('violated');
      const record = broken!.counterexample!;
      expect(record.scenario).toEqual({ a: 1, b: 1, locked: false });
      expect(record.schedule).toEqual(['a', 'b', 'b', 'a']);
    });
  }

  it('is told in the words that it brings', () => {
    const result = check(toyDomain, { seed: 'toy', budget });
    const record = result.properties[0]!.counterexample!;
    const text = [counterexampleText(record), stepsText(record), summaryText(result)].join('\n\n');
    expect(text).toMatchSnapshot();
  });

  it('is covered exhaustively where one scenario is given', () => {
    const result = check(toyDomain, { seed: 'toy', scenario: racy });
    expect(result.explored.exhaustive).toBe(true);
    expect(result.properties[0]).toMatchObject({ verdict: 'violated', exhaustive: true });
  });

  it('holds with the lock, and the witness that the lock excludes does not count', () => {
    const result = check(toyDomain, { seed: 'toy', scenario: { a: 2, b: 2, locked: true } });
    expect(result.verdict).toBe('held');
    expect(result.witnesses[0]).toMatchObject({
      count: 0,
      inapplicable: 'a lock keeps them apart',
    });
  });

  it('is not judged by a property over events that it does not have', () => {
    const result = check(toyDomain, { seed: 'toy', scenario: racy });
    expect(result.properties[1]).toMatchObject({ id: 'needs-a-clock', verdict: 'not-judged' });
  });

  it('replays byte for byte, from the record and from the token', () => {
    const record = check(toyDomain, { seed: 'toy', budget }).properties[0]!.counterexample!;
    const read = parseCounterexample(JSON.parse(JSON.stringify(record)));
    expect(replay(toyDomain, { ...read, digest: read.runtime.digest, record: read })).toMatchObject(
      {
        outcome: 'same',
        sameRules: true,
      },
    );
    const { property, scenario, schedule, runtime } = parseToken(tokenOf(record));
    const again = replay(toyDomain, {
      property,
      scenario,
      schedule,
      digest: runtime.digest,
      record: null,
    });
    expect({ ...again.counterexample, provenance: null }).toEqual({ ...read, provenance: null });
  });

  it('is cut off where the steps do not suffice, which leaves liveness open', () => {
    const result = check(toyDomain, { seed: 'toy', budget: { ...budget, steps: 2 } });
    expect(result.properties[0]).toMatchObject({ verdict: 'inconclusive' });
    expect(result.verdict).toBe('inconclusive');
  });

  it('has as many continuations as there are interleavings', () => {
    const only = restrict(toyDomain.suite, ({ id }) => id === 'no-lost-update');
    const counted = continuations(
      toyDomain.machine({ a: 1, b: 1, locked: false }),
      only,
      ['a', 'b'],
      1_000,
    );
    // Of the C(4, 2) interleavings of two reads and writes, the two serial ones are right.
    expect(counted).toEqual({
      kind: 'counted',
      counts: [
        { failing: 4n, all: 6n },
        { failing: 2n, all: 3n },
        { failing: 2n, all: 2n },
      ],
    });
  });
});
