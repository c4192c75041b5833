import { describe, expect, it } from 'vitest';
import { searchSize, smallerThan, STATES_OF_MINIMUM } from '../../api/minimum.ts';
import { shrinkable } from '../../api/domain.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { grouped } from '../../reports/text/layout.ts';
import { failingCase } from '../../shrinkers/shrink.ts';
import { bug, domainOf } from '../support/context.ts';
import { minima } from '../support/minima.ts';

/** What takes less than a second to search. */
const STATES_QUICK = 1_000;

const complete = minima.flatMap(({ searched }) => searched.filter((size) => size.complete));
const slow = complete.filter(({ states }) => states > STATES_QUICK).length;
console.log(
  `skipped ${slow} of ${complete.length} searches of what is smaller, each of more than ${grouped(STATES_QUICK)} states: \`heddle measure --minimum\` makes them`,
);

describe('the smallest counterexamples', () => {
  it('are known of every planted bug, and of no other', () => {
    expect(minima.map(({ bug: id, property }) => [id, property])).toEqual(
      plantedBugs.map(({ id, property }) => [id, property]),
    );
  });

  for (const minimum of minima) {
    const { bug: id, property, size, proved, digest, searched } = minimum;
    const domain = domainOf(bug(id).runtime);
    const [tasks = 0, frames = 0, work = 0] = size;

    it(`of ${id} breaks what it must, and has the size that it claims`, () => {
      expect(domain.runtime.digest).toBe(digest);
      const scenario = domain.parseScenario(minimum.scenario);
      const { schedule } = minimum;
      const failing = failingCase(shrinkable(domain, schedule.length), property, {
        scenario,
        schedule,
      });
      expect(failing?.schedule).toEqual(schedule);
      expect([...domain.measure(scenario), schedule.length, failing?.preemptions]).toEqual(size);
    });

    it(`of ${id} is proved by searches of everything that is smaller`, () => {
      expect(searched).toMatchObject(smallerThan([tasks, frames, work]));
      expect(proved).toBe(searched.every(({ complete }) => complete));
    });

    const quick = searched.filter(({ complete, states }) => complete && states <= STATES_QUICK);
    it.runIf(quick.length > 0)(`of ${id} is smaller than what is quick to search`, () => {
      for (const bounds of quick) {
        const found = searchSize(domain, property, bounds, STATES_OF_MINIMUM, 'first');
        expect(found).toMatchObject({ size: { complete: true }, failing: undefined });
      }
    });
  }
});
