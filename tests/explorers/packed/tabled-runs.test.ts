import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VOCABULARY } from '../../../model/context/vocabulary.ts';
import { canBeTabled, tabledRuns } from '../../../explorers/packed/tabled-runs.ts';
import { stream } from '../../../explorers/random.ts';
import { sampleBatch } from '../../../explorers/sample.ts';
import { strategies } from '../../../explorers/strategies.ts';
import type { Strategy } from '../../../explorers/strategy.ts';
import { machineRuns, subjectOf, type Subject } from '../../../explorers/subject.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { bug, domainOf, scenario, signals } from '../../support/context.ts';
import { toyDomain } from '../../support/toy.ts';

/** All that a run tells. */
const told = (subject: Subject, strategy: Strategy, path: string, steps: number) => {
  const { schedule, seen, broken, ...rest } = subject.run(strategy, stream(path), steps);
  return {
    ...rest,
    schedule: schedule(rest.steps),
    seen,
    broken: broken.map(({ property, steps: at }) => ({ property, at })),
  };
};

/** A scenario that a runtime allows, under its rules. */
const drawn = fc.constantFrom(...builtInRuntimes).chain((runtime) => {
  const domain = domainOf(runtime);
  return domain
    .scenarios(new Set(VOCABULARY))
    .map((subject) => ({ machine: domain.machine(subject), text: JSON.stringify(subject) }));
});

describe('runs on tables', () => {
  it('tell what runs of the machine itself tell: schedules, ends, breaks, what is seen, and fingerprints', () => {
    const met = { runs: 0, broken: 0, seen: 0, bound: 0 };
    fc.assert(
      fc.property(
        drawn,
        fc.constantFrom(...strategies),
        fc.constantFrom(12, 400),
        fc.constantFrom(40, 100_000),
        fc.nat(),
        ({ machine, text }, strategy, steps, kept, seed) => {
          const plain = machineRuns(machine, contextSuite, text);
          const tabled = tabledRuns(machine, contextSuite, text, kept);
          // The later runs find most of what they do in the tables.
          for (let run = 0; run < 8; run += 1) {
            const path = `${seed}/${run}`;
            const expected = told(plain, strategy, path, steps);
            expect(told(tabled, strategy, path, steps)).toEqual(expected);
            met.runs += 1;
            if (expected.broken.length > 0) met.broken += 1;
            if (expected.seen.length > 0) met.seen += 1;
            if (expected.end === 'bound') met.bound += 1;
          }
        },
      ),
      { numRuns: 150, seed: 1 },
    );
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(50);
  });

  it('come to the same exploration as those that count waits by events, which are of the machine', () => {
    const lost = scenario(
      [{ body: [{ op: 'wait', set: 'ws1' }] }, { executor: 'e2', body: [{ op: 'yield' }] }],
      { signallers: signals('w1') },
    );
    const domain = domainOf(bug('plain-wake').runtime);
    for (const strategy of strategies) {
      const sampling = {
        ...domain,
        scenarios: () => fc.constant(lost),
        strategy,
        seed: 'waits',
        runs: 500,
        schedules: 10,
        steps: 400,
      };
      const countWaits = () => ({ any: 1 });
      const { waits, ...rest } = sampleBatch({ ...sampling, countWaits }, 0);
      expect(waits).toEqual({ any: 500 });
      expect(rest.failures).not.toEqual([]);
      // The order in which things were seen is told as well.
      expect(JSON.stringify(sampleBatch(sampling, 0))).toBe(JSON.stringify(rest));
    }
  });

  it('go on after an error of the rules as if it had not been', () => {
    const domain = domainOf(builtInRuntimes[0]!);
    const subject = scenario([{ body: [{ op: 'yield' }, { op: 'yield' }] }]);
    const machine = domain.machine(subject);
    const parts = machine.parts!;
    let calls = 0;
    const failing = {
      ...machine,
      parts: {
        ...parts,
        actions: (...asked: Parameters<typeof parts.actions>) => {
          calls += 1;
          if (calls % 2 === 0) throw new RangeError('no answer');
          return parts.actions(...asked);
        },
      },
    };
    const tabled = tabledRuns(failing, contextSuite, '');
    const plain = machineRuns(machine, contextSuite, '');
    const [walk] = strategies;
    for (let run = 0; run < 20; run += 1) {
      try {
        tabled.run(walk!, stream(`${run}`), 400);
      } catch (error) {
        expect(String(error)).toContain('no answer');
      }
    }
    expect(told(tabled, walk!, 'last', 400)).toEqual(told(plain, walk!, 'last', 400));
  });
});

describe('a subject', () => {
  it('is run on the machine itself where it does not tell its parts', () => {
    const machine = toyDomain.machine({ a: 2, b: 2, locked: false });
    const plain = machineRuns(machine, toyDomain.suite, 'toy');
    const subject = subjectOf(machine, toyDomain.suite, 'toy');
    for (let run = 0; run < 60; run += 1) {
      const strategy = strategies[run % strategies.length]!;
      expect(told(subject, strategy, `${run}`, 400)).toEqual(told(plain, strategy, `${run}`, 400));
    }
  });

  it('is run on tables where its actors have bits enough', () => {
    const { machine } = domainOf(builtInRuntimes[0]!);
    const tasks = (count: number) =>
      machine(scenario(Array.from({ length: count }, () => ({ body: [{ op: 'yield' }] }))));
    expect([1, 30, 31].map((count) => canBeTabled(tasks(count)))).toEqual([true, true, false]);
  });
});
