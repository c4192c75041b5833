import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { replay } from '../../api/replay.ts';
import { parseCounterexample, type Counterexample } from '../../model/counterexample.ts';
import type { Scenario } from '../../model/context/scenario.ts';
import { canonical } from '../../model/json.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { restrict } from '../../properties/judge.ts';
import { counterexampleText } from '../../reports/text/counterexample.ts';
import { parseToken, tokenOf } from '../../reports/token.ts';
import { allOperations } from '../../shrinkers/context/bodies.ts';
import { domainOf, rightRuntimes } from '../support/context.ts';
import { minima } from '../support/minima.ts';
import { wrongOrders } from '../support/orders.ts';

/**
 * The smallest scenarios known of bugs that were fixed elsewhere: tasks, sets, waitables, operations. A subtask of the
 * host's, which is none of their tasks, is one here.
 */
const KNOWN_SIZES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  A01: [1, 1, 1, 4],
  A02: [2, 1, 1, 5],
  A04: [2, 9, 9, 5],
  A07: [1, 1, 1, 6],
  A08: [3, 1, 1, 7],
  A11: [1, 1, 1, 6],
  A12: [2, 1, 9, 4],
  A14: [2, 1, 1, 5],
  A15: [2, 1, 9, 3],
  A16: [2, 1, 1, 6],
  A19: [2, 1, 1, 5],
  A20: [1, 9, 9, 3],
  A24: [2, 1, 1, 6],
  A25: [2, 9, 9, 4],
  A26: [2, 9, 9, 4],
  A38: [2, 9, 1, 3],
  A39: [2, 1, 1, 5],
  A50: [2, 1, 2, 7],
  A55: [2, 9, 9, 3],
  A56: [2, 9, 9, 5],
  A58: [2, 9, 9, 2],
  A59: [2, 9, 9, 4],
  A61: [2, 9, 1, 3],
  A67: [2, 2, 1, 5],
  A71: [1, 9, 1, 3],
  A74: [2, 9, 1, 4],
  A76: [1, 9, 9, 2],
};

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

const SEEDS = ['1/1', '1/4', '1/6'];
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

    it(`${bug.id} is never shrunk below the smallest that there is`, () => {
      const { size, proved, shortest } = minima.find((each) => each.bug === bug.id)!;
      const known = size.slice(0, proved ? (shortest ? 4 : 3) : 0);
      const i = known.findIndex((number, at) => number !== record.size[at]);
      if (i >= 0) expect(record.size[i]).toBeGreaterThan(known[i]!);
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

    it(`${bug.id} breaks in every run that keeps the orders that matter, and needs each of them`, () => {
      const domain = domainOf(bug.runtime);
      const machine = domain.machine(record.scenario as unknown as Scenario);
      const only = restrict(domain.suite, ({ id }) => id === bug.property);
      const { matters } = record.explanation;
      if (matters === undefined || 'omitted' in matters) throw new Error('nothing was found out');
      expect(matters.checked).toBe('all');
      expect(wrongOrders(machine, only, record, matters.orders)).toEqual({
        escapes: [],
        needless: [],
      });
    });

    it(`${bug.id} does not break where the rules are right`, () => {
      for (const runtime of rightRuntimes) {
        const { property, scenario } = record;
        const result = check(domainOf(runtime), { seed: '1', properties: [property], scenario });
        expect(result.properties).toMatchObject([{ verdict: 'held', exhaustive: true }]);
      }
    });
  }

  it('is no larger than the smallest scenario that is known of the bugs that it stands for', () => {
    for (const { id, rows } of plantedBugs) {
      const { scenario } = shortest.get(id)!;
      const { tasks, sets, waitables, signallers } = scenario as unknown as Scenario;
      const operations =
        allOperations(scenario as unknown as Scenario).length +
        signallers.flatMap(({ signals }) => signals).length;
      for (const row of rows) {
        const known = KNOWN_SIZES[row];
        if (known === undefined) continue;
        const size = [tasks.length, sets.length, waitables.length, operations];
        for (const [i, most] of known.entries()) {
          expect([id, row, i, size[i]! <= most ? 'no larger' : size[i]]).toEqual([
            id,
            row,
            i,
            'no larger',
          ]);
        }
      }
    }
  });

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
