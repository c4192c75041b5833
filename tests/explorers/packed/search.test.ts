import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst } from '../../../explorers/breadth-first.ts';
import { openScenario } from '../../../explorers/open-scenario.ts';
import { search } from '../../../explorers/packed/search.ts';
import { systemOf } from '../../../explorers/packed/system.ts';
import { contextMachine, openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { restrict } from '../../../properties/judge.ts';
import { follow, run } from '../../../properties/run.ts';
import { bug, scenario } from '../../support/context.ts';
import { shapes } from '../../support/shapes.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = builtInRuntimes.map((runtime) => compileRules(runtime));
const STATES = 1_000;

describe('a packed search', () => {
  it('finds what a plain one finds, as soon, and its schedules show it', () => {
    let complete = 0;
    fc.assert(
      fc.property(shapes(2, 2), fc.nat(rules.length - 1), (shape, under) => {
        const machine = openMachine(openScenario(shape), rules[under]!);
        const plain = new Map<string, number>();
        const visit = breadthFirst(machine, suite, {
          limit: STATES,
          broke: (property, schedule) => {
            if (!plain.has(property)) plain.set(property, schedule().length);
            return false;
          },
          saw: () => undefined,
        });
        fc.pre(visit.complete);
        complete += 1;
        const found = search(systemOf(machine, suite), {
          states: STATES,
          enough: () => false,
        });
        expect(found.complete).toBe(true);
        expect(found.endless > 0).toBe(visit.endless > 0);
        // What nobody asks for is no part of a packed state, and what is symmetric is one.
        expect(found.states).toBeLessThanOrEqual(visit.states);
        const lengths = found.failures.map(
          ({ property, schedule }) => [property, schedule.length] as const,
        );
        expect(new Map(lengths)).toEqual(plain);
        for (const { property, schedule } of found.failures) {
          const { broken } = run(machine, suite, follow(schedule, false), { steps: 400 });
          expect(broken.map((each) => each.property)).toContain(property);
        }
      }),
      { numRuns: 30, seed: 1 },
    );
    expect(complete).toBeGreaterThan(12);
  });

  it('finds what breaks beside a group of actors of which one always stops all', () => {
    const beside = scenario(
      [
        { frame: 'sync-guest', body: [{ op: 'wait', set: 'ws1' }] },
        { executor: 'e2', body: [{ op: 'wait-one', waitable: 'w2' }] },
      ],
      {
        sets: [
          { id: 'ws1', members: [] },
          { id: 'ws2', members: ['w2'] },
        ],
        signallers: ['s1', 's2'].map((id) => ({ id, signals: ['w2'] })),
      },
    );
    const system = systemOf(
      contextMachine(beside, compileRules(bug('guard-removed').runtime)),
      suite,
    );
    expect(system.groups.map((group) => group.map((actor) => system.actors[actor]))).toEqual([
      ['t1'],
      ['t2', 's1', 's2'],
    ]);
    const found = search(system, { states: STATES, enough: () => false });
    expect(found.failures.map(({ property }) => property)).toContain('park-only-where-suspendable');
  });
});
