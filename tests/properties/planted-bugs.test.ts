import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { replay } from '../../api/replay.ts';
import { parseCounterexample, type Counterexample } from '../../model/counterexample.ts';
import { canonical } from '../../model/json.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { counterexampleText } from '../../reports/text/counterexample.ts';
import { parseToken, tokenOf } from '../../reports/token.ts';
import { domainOf, rightRuntimes } from '../support/context.ts';

/** The counterexample that one seed leads to. */
const caught = (
  { runtime, property }: (typeof plantedBugs)[number],
  seed: string,
): Counterexample => {
  const result = check(domainOf(runtime), { seed, properties: [property], until: property });
  const record = result.properties.find(({ id }) => id === property)?.counterexample;
  if (record === undefined) throw new Error(`${runtime.id} was not found from seed ${seed}`);
  return record;
};

const compare = (a: Counterexample, b: Counterexample): number => {
  const i = a.size.findIndex((number, at) => number !== b.size[at]);
  return i < 0 ? 0 : a.size[i]! - b.size[i]!;
};

const SEEDS = ['1/1', '1/2', '1/3'];
const shortest = new Map(
  plantedBugs.map((bug) => [bug.id, SEEDS.map((seed) => caught(bug, seed)).toSorted(compare)[0]!]),
);

describe('a planted bug', () => {
  for (const bug of plantedBugs) {
    const record = shortest.get(bug.id)!;

    it(`${bug.id} is caught by ${bug.property}, in few words`, () => {
      expect(
        counterexampleText(record, { commands: [`heddle replay ${tokenOf(record)}`] }),
      ).toMatchSnapshot();
    });

    it(`${bug.id} replays byte for byte from its record and from its token`, () => {
      const read = parseCounterexample(JSON.parse(JSON.stringify(record)));
      const domain = domainOf(bug.runtime);
      const again = replay(domain, { ...read, digest: read.runtime.digest, record: read });
      expect(again).toMatchObject({ outcome: 'same', sameRules: true, note: '' });
      expect(canonical(again.counterexample)).toBe(canonical(record));
      const { property, scenario, schedule, runtime } = parseToken(tokenOf(record));
      const pasted = replay(domain, {
        property,
        scenario,
        schedule,
        digest: runtime.digest,
        record: null,
      });
      expect(canonical({ ...pasted.counterexample, provenance: null })).toBe(
        canonical({ ...record, provenance: null }),
      );
    });

    it(`${bug.id} does not break where the rules are right`, () => {
      for (const runtime of rightRuntimes) {
        const { property, scenario } = record;
        const result = check(domainOf(runtime), { seed: '1', properties: [property], scenario });
        expect(result.properties).toMatchObject([{ verdict: 'held', exhaustive: true }]);
      }
    });
  }

  it('has a smallest counterexample of its own', () => {
    const stories = [...shortest].map(([id, { property, scenario, schedule, runtime }]) => ({
      id,
      story: canonical([property, scenario, schedule]),
      digest: runtime.digest,
    }));
    expect(new Set(stories.map(({ story }) => story)).size).toBe(stories.length);
    expect(new Set(stories.map(({ digest }) => digest)).size).toBe(stories.length);
  });
});
