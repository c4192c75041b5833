import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sweep } from '../../../explorers/packed/by-halves.ts';
import { scout, withAllAsked } from '../../../explorers/packed/scout.ts';
import { search } from '../../../explorers/packed/search.ts';
import { systemOf } from '../../../explorers/packed/system.ts';
import { contextMachine, openMachine } from '../../../model/context/context-machine.ts';
import { compileRules } from '../../../model/context/rules.ts';
import type { Operation } from '../../../model/context/scenario.ts';
import { builtInRuntimes } from '../../../model/runtimes/index.ts';
import { contextSuite } from '../../../properties/context-suite.ts';
import { restrict } from '../../../properties/judge.ts';
import { scenarios } from '../../support/context.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = builtInRuntimes.map((runtime) => compileRules(runtime));
const ROOM = { states: 200_000, bytes: 2 ** 26 };

type Machine = ReturnType<typeof contextMachine>;

/** Whether a system was searched by halves; what that found is what a search of the whole finds. */
const agrees = (machine: Machine): boolean => {
  const system = systemOf(machine, suite, { symmetry: false, order: false });
  withAllAsked(system, () => scout(system));
  const swept = withAllAsked(system, () => sweep(system, ROOM));
  if (swept === undefined) return false;
  const found = search(system, { states: Infinity, enough: () => false, direct: false });
  const { states, transitions } = swept;
  expect(found).toMatchObject({ states, transitions, complete: true, endless: 0, failures: [] });
  return true;
};

/** Tasks that each wait on a set of their own or on that of another, signalled by a host thread each. */
const apart = (
  operations: readonly Operation[],
  sets: readonly number[],
  under = rules[0]!,
): Machine =>
  openMachine(
    {
      executors: sets.map((_, i) => `e${i}`),
      waitables: ['w0', 'w1'],
      sets: [
        { id: 'ws0', members: ['w0'] },
        { id: 'ws1', members: ['w1'] },
      ],
      locks: [],
      tasks: sets.map((set, i) => ({
        id: `t${i}`,
        executor: `e${i}`,
        may: (operation) => !('set' in operation) || operation.set === `ws${set}`,
      })),
      signallers: [0, 1].map((i) => ({ id: `s${i}`, may: (signal) => signal === `w${i}` })),
      bases: ['guest', 'sync-guest'],
      operations,
      signals: ['w0', 'w1'],
      depth: 2,
      limit: 2,
    },
    under,
  );

const waits = [0, 1].map((i): Operation => ({ op: 'wait', set: `ws${i}` }));

describe('a search by halves', () => {
  it('meets the states of open tasks that a search of the whole meets, by as many steps', () => {
    const operations = fc.subarray<Operation>(
      [
        { op: 'call', frame: 'async-callback', body: [] },
        { op: 'poll', set: 'ws0' },
        { op: 'poll', set: 'ws1' },
        { op: 'yield' },
      ],
      { maxLength: 3 },
    );
    let swept = 0;
    fc.assert(
      fc.property(operations, fc.constantFrom([0, 1], [0, 1, 0]), (more, sets) => {
        if (agrees(apart([...waits, ...(sets.length > 2 ? [] : more)], sets))) swept += 1;
      }),
      { numRuns: 12, seed: 1 },
    );
    expect(swept).toBe(12);
  });

  it('meets those of drawn scenarios, too, or leaves them to the other', () => {
    let swept = 0;
    fc.assert(
      fc.property(scenarios(), fc.nat(rules.length - 1), (scenario, under) => {
        if (agrees(contextMachine(scenario, rules[under]!))) swept += 1;
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(swept).toBeGreaterThan(4);
  });

  it('leaves what breaks to the other', () => {
    const swept = rules.filter((under) => agrees(apart(waits, [0, 1], under)));
    expect(swept.length).toBeGreaterThan(10);
    expect(swept.length).toBeLessThan(rules.length - 10);
  });
});
