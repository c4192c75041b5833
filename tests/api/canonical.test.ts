import { describe, expect, it } from 'vitest';
import { canonicalDomain } from '../../api/canonical-domain.ts';
import { check } from '../../api/check.ts';
import { replay } from '../../api/replay.ts';
import { strategies } from '../../explorers/strategies.ts';
import { profileDigest } from '../../model/canonical/digest.ts';
import { AMENDED } from '../../model/canonical/profiles/amended.ts';
import { HOLES } from '../../model/canonical/profiles/holes.ts';
import { SPECIFICATION } from '../../model/canonical/profiles/specification.ts';
import { parseCounterexample } from '../../model/counterexample.ts';
import { parseToken, tokenOf } from '../../reports/token.ts';
import { syncTypedBlocks } from '../model/canonical/examples.ts';

const specification = canonicalDomain(SPECIFICATION);
const budget = { runs: 4_000 };
const properties = ['sync-call-runs-its-own'];
const found = check(specification, { seed: '3', budget, properties });
const record = found.properties[0]!.counterexample!;

describe('the Canonical ABI machine as a domain', () => {
  it('is sampled, shrunk, and told with the hole that it fell into', () => {
    expect(found.verdict).toBe('violated');
    expect(record).toMatchObject({
      machine: 'canonical-abi',
      runtime: { id: 'specification', digest: profileDigest(SPECIFICATION) },
      property: 'sync-call-runs-its-own',
      explanation: { known: [{ id: 'syncLoopFilter' }] },
    });
    expect(record.size.slice(0, 3)).toEqual([1, 2, 2]);
    expect(record.lanes.map(({ id }) => id)).toContain('host');
  });

  it('replays byte for byte, from the record and from the token', () => {
    const read = parseCounterexample(JSON.parse(JSON.stringify(record)));
    const { digest } = read.runtime;
    expect(replay(specification, { ...read, digest, record: read })).toMatchObject({
      outcome: 'same',
      sameRules: true,
    });
    const { property, scenario, schedule, runtime } = parseToken(tokenOf(record));
    const again = replay(specification, {
      property,
      scenario,
      schedule,
      digest: runtime.digest,
      record: null,
    });
    expect({ ...again.counterexample, provenance: null }).toEqual({ ...read, provenance: null });
  });

  it('replays under other rules, where the same steps break nothing', () => {
    const { property, scenario, schedule, runtime } = record;
    const { digest } = runtime;
    const request = { property, scenario, schedule, digest, record };
    expect(replay(canonicalDomain(AMENDED), request)).toMatchObject({
      outcome: 'holds',
      sameRules: false,
    });
  });

  it('is covered whole where a scenario is given, by states and by executions', () => {
    for (const strategy of ['exhaustive', 'stateless']) {
      const result = check(specification, { seed: '1', scenario: syncTypedBlocks, strategy });
      expect(result.explored.exhaustive).toBe(true);
      expect(result.strategy).toBe(strategy);
    }
  });

  for (const { id: strategy } of strategies) {
    it(`holds under the amended rules, sampled by ${strategy}`, () => {
      const result = check(canonicalDomain(AMENDED), {
        seed: strategy,
        strategy,
        budget: { runs: 500 },
      });
      expect(result.properties.filter(({ verdict }) => verdict === 'violated')).toEqual([]);
    });
  }
});

describe('the holes of the specification', () => {
  it('are all that the amended rules mend', () => {
    const rules = Object.keys(AMENDED) as (keyof typeof AMENDED)[];
    const changed = rules.filter((rule) => AMENDED[rule] !== SPECIFICATION[rule]);
    expect(HOLES.map(({ rule }) => rule).toSorted()).toEqual(
      changed.filter((rule) => rule !== 'id' && rule !== 'says').toSorted(),
    );
    expect(specification.known).toHaveLength(HOLES.length);
    expect(canonicalDomain(AMENDED).known).toEqual([]);
  });

  it('have digests of their own, and names are not part of one', () => {
    expect(profileDigest({ ...AMENDED, id: 'mine', says: '' })).toBe(profileDigest(AMENDED));
    expect(profileDigest({ ...AMENDED, donut: 'trap' })).not.toBe(profileDigest(AMENDED));
  });
});
