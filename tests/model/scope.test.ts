import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOUNDS, drawScenario } from '../../explorers/draw-scenario.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { parseScope, scopeText, type Scope } from '../../model/context/scope.ts';
import { VOCABULARY } from '../../model/context/vocabulary.ts';
import {
  beyondScope,
  narrowed,
  outsideScope,
  wordsWithin,
} from '../../model/context/within-scope.ts';
import { scenario, signals } from '../support/context.ts';

const wait: Operation = { op: 'wait', set: 'ws1' };

/** Two tasks on two executors that wait on one set, one of them in a nested call, and two signals. */
const two: Scenario = scenario(
  [
    { body: [{ op: 'call', frame: 'async-callback', body: [wait] }] },
    { executor: 'e2', body: [{ op: 'join', waitable: 'w2', set: 'ws1' }, wait] },
  ],
  {
    waitables: ['w1', 'w2'],
    sets: [{ id: 'ws1', members: ['w1'] }],
    signallers: signals('w1', 'w2'),
  },
);

/** For each field, the smallest value that `two` fits, and one that it does not. */
const EDGES: readonly (readonly [fits: Scope, not: Scope])[] = [
  [{ tasks: 2 }, { tasks: 1 }],
  [{ executors: 2 }, { executors: 1 }],
  [{ stores: 1 }, { sets: 0 }],
  [{ sets: 1 }, { sets: 0 }],
  [{ waitables: 2 }, { waitables: 1 }],
  [{ locks: 0 }, { members: 1 }],
  [{ members: 2 }, { members: 1 }],
  [{ waiters: 2 }, { waiters: 1 }],
  [{ signals: 2 }, { signals: 1 }],
  [{ depth: 2 }, { depth: 1 }],
  [{ ops: 2 }, { ops: 1 }],
  [{ alone: true }, { fixed: true }],
  [{ frames: ['guest', 'async-callback'] }, { frames: ['guest'] }],
  [{ without: ['leave'] }, { without: ['join'] }],
];

const scopes: fc.Arbitrary<Scope> = fc
  .subarray(EDGES.flat(), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.reduce((a, b) => narrowed(a, b), {}));

describe('a scope', () => {
  it.each(EDGES)('tells a scenario within %j from one outside %j', (fits, not) => {
    expect(outsideScope(fits, two)).toBe(undefined);
    expect(outsideScope(not, two)).toEqual(expect.any(String));
  });

  it('counts a subtask on the executor of its caller as a second task', () => {
    const called = scenario([{ body: [{ op: 'call-own', subtask: 't2' }] }, { body: [wait] }]);
    expect(outsideScope({ alone: true }, called)).toContain('share an executor');
    expect(wordsWithin({ alone: true }, VOCABULARY)).not.toContain('call-own');
    expect(wordsWithin({ tasks: 1 }, VOCABULARY)).not.toContain('cancel-subtask');
  });

  it('has, narrowed, just the programs of both', () => {
    fc.assert(
      fc.property(scopes, scopes, drawScenario(DEFAULT_BOUNDS), (a, b, drawn) => {
        const inBoth = [a, b].every((scope) => outsideScope(scope, drawn) === undefined);
        expect(outsideScope(narrowed(a, b), drawn) === undefined).toBe(inBoth);
      }),
    );
  });

  it('names what a wish goes beyond', () => {
    expect(beyondScope({ tasks: 2, frames: ['guest'] }, { tasks: 2, frames: ['guest'] })).toEqual(
      [],
    );
    expect(beyondScope({ tasks: 2 }, { tasks: 3, sets: 9 })).toEqual([
      '`tasks` is 3, and the scope has 2',
    ]);
    expect(beyondScope({ frames: ['guest'] }, { frames: ['guest', 'host'] })).toHaveLength(1);
  });

  it('is told in one line', () => {
    expect(scopeText({})).toBe('');
    expect(scopeText({ tasks: 2, fixed: true, without: ['lock', 'drop'] })).toBe(
      'tasks 2; sets fixed; without lock, drop',
    );
  });

  it.each([
    { task: 2 },
    { tasks: 0 },
    { tasks: 1.5 },
    { frames: ['quest'] },
    { without: ['wait'] },
  ])('is refused as %j', (value) => {
    expect(() => parseScope(value)).toThrow(expect.objectContaining({ code: 'HD209' }));
  });
});
