import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '../../explorers/random.ts';
import { choosing } from '../../explorers/strategy.ts';
import { walk } from '../../explorers/walk.ts';
import { EVENT_KINDS } from '../../model/context/events.ts';
import { parseScenario } from '../../model/context/parse.ts';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { follow, run } from '../../properties/run.ts';
import { domainOf } from '../support/context.ts';
import { denseScenarios } from '../support/dense.ts';

/** The suite, with every property asked about every event. */
const asked: typeof contextSuite = {
  ...contextSuite,
  properties: contextSuite.properties.map((property) => ({
    ...property,
    needs: Object.keys(EVENT_KINDS),
  })),
};

describe('the events that a property says it needs', () => {
  it('are all those about which it ever finds anything', () => {
    let broken = 0;
    const perTask = builtInRuntimes.filter(({ bookkeeping }) => bookkeeping.per === 'task');
    fc.assert(
      fc.property(
        fc.constantFrom(...perTask),
        denseScenarios.map((each) => parseScenario(each)),
        fc.string(),
        (runtime, scenario, seed) => {
          const machine = domainOf(runtime).machine(scenario);
          const steps = 200;
          const some = run(machine, contextSuite, choosing(walk, stream(seed)), { steps });
          const all = run(machine, asked, follow(some.schedule, false), { steps });
          expect(some.broken).toEqual(all.broken);
          expect(some.seen).toEqual(all.seen);
          broken += all.broken.length;
        },
      ),
      { numRuns: 600, seed: 3 },
    );
    expect(broken).toBeGreaterThan(60);
  });
});
