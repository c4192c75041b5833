import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exhaustive } from '../../explorers/exhaustive.ts';
import { sampleBatch } from '../../explorers/sample.ts';
import { singles } from '../../explorers/strategies.ts';
import { builtInRuntimes } from '../../model/runtimes/index.ts';
import { SMALL, domainOf, scenarios } from '../support/context.ts';

const names = (list: readonly { readonly property: string }[]): readonly string[] =>
  list.map(({ property }) => property).toSorted();

describe('random and exhaustive search', () => {
  it('agree: what sampling reports, covering every interleaving reports as well', () => {
    let found = 0;
    let alike = 0;
    fc.assert(
      fc.property(fc.constantFrom(...builtInRuntimes), scenarios(SMALL), (runtime, scenario) => {
        const one = runtime.bookkeeping.per === 'store';
        const subject = one
          ? { ...scenario, tasks: scenario.tasks.map((task) => ({ ...task, executor: 'e1' })) }
          : scenario;
        const domain = domainOf(runtime);
        const machine = domain.machine(subject);
        const all = exhaustive(machine, domain.suite, subject, 4_000);
        fc.pre(all.exhaustive);
        for (const strategy of singles) {
          const sampled = sampleBatch(
            {
              machine: () => machine,
              suite: domain.suite,
              vocabulary: [],
              scenarios: () => fc.constant(subject),
              strategy,
              seed: 'agreement',
              runs: 30,
              schedules: 30,
              steps: 400,
            },
            0,
          );
          expect(names(all.failures)).toEqual(expect.arrayContaining([...names(sampled.failures)]));
          expect(Object.keys(all.seen)).toEqual(expect.arrayContaining(Object.keys(sampled.seen)));
          found += sampled.failures.length;
          if (names(all.failures).join() === names(sampled.failures).join()) alike += 1;
        }
      }),
      { numRuns: 300, seed: 11 },
    );
    // The comparison must not be empty: bugs are found, and thirty runs find nearly all there are.
    expect(found).toBeGreaterThan(100);
    expect(alike).toBeGreaterThan(500);
  });
});
