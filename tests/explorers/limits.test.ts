import { describe, expect, it } from 'vitest';
import { breadthFirst } from '../../explorers/breadth-first.ts';
import { continuations } from '../../explorers/continuations.ts';
import { exhaustive } from '../../explorers/exhaustive.ts';
import { findSchedule } from '../../explorers/find-schedule.ts';
import { orderedRun } from '../../explorers/ordered-run.ts';
import { stream } from '../../explorers/random.ts';
import { choosing } from '../../explorers/strategy.ts';
import { walk } from '../../explorers/walk.ts';
import type { Action, Machine } from '../../model/machine.ts';
import type { Suite } from '../../properties/property.ts';
import { restrict } from '../../properties/judge.ts';
import { follow, run } from '../../properties/run.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { bug, domainOf, scenario, signals } from '../support/context.ts';
import { toyDomain } from '../support/toy.ts';

const only = restrict(toyDomain.suite, ({ id }) => id === 'no-lost-update');
const one = { a: 1, b: 1, locked: false };

describe('a bound', () => {
  it('of steps ends a run that could go on, and none that is over', () => {
    const alone = toyDomain.machine({ a: 1, b: 0, locked: false });
    const ends = (steps: number) => run(alone, only, follow([], true), { steps });
    expect(ends(1)).toMatchObject({ end: 'bound', schedule: ['a'] });
    expect(ends(2)).toMatchObject({ end: 'quiescent', schedule: ['a', 'a'] });
  });

  it('of states is the number that an exhaustive search may store', () => {
    const search = (limit: number) => exhaustive(toyDomain.machine(one), only, one, limit);
    const { states } = search(1_000);
    expect(search(states)).toMatchObject({ states, exhaustive: true });
    expect(search(states - 1).exhaustive).toBe(false);
  });

  it('of the length of schedules leaves out the states that only longer ones lead to', () => {
    const visitor = { limit: 1_000, broke: () => false, saw: () => undefined };
    const search = (depth: number) =>
      breadthFirst(toyDomain.machine(one), only, { ...visitor, depth });
    const { states } = breadthFirst(toyDomain.machine(one), only, visitor);
    const longest = [0, 1, 2, 3, 4, 5, 6].find((depth) => search(depth).complete)!;
    expect(search(longest).states).toBe(states);
    expect(search(longest - 1)).toMatchObject({ complete: false });
    expect(search(0).states).toBe(
      1 + toyDomain.machine(one).enabled(toyDomain.machine(one).start.state).length,
    );
  });

  it('of states is the number that the count of continuations may store', () => {
    const { states } = exhaustive(toyDomain.machine(one), only, one, 1_000);
    const count = (limit: number) => continuations(toyDomain.machine(one), only, [], limit);
    expect(count(states).kind).toBe('counted');
    expect(count(states - 1)).toEqual({
      kind: 'omitted',
      because: `more than ${states - 1} states`,
    });
  });
});

describe('an exhaustive search', () => {
  it('reports the first state that shows a failure, of all that do', () => {
    const { runtime, property } = bug('stale-guard');
    const polls = scenario([{ frame: 'sync-callback', body: [{ op: 'poll', set: 'ws1' }] }], {
      signallers: signals('w1'),
    });
    const machine = domainOf(runtime).machine(polls);
    const suite = restrict(contextSuite, ({ id }) => id === property);
    const states: number[] = [];
    breadthFirst(machine, suite, {
      limit: 1_000,
      broke: (_, __, state) => states.push(state) < 0,
      saw: () => undefined,
    });
    const { failures } = exhaustive(machine, suite, polls, 1_000);
    expect(failures.map(({ run: state }) => state)).toEqual([states[0]]);
    expect(Math.max(...states)).toBeGreaterThan(states[0]!);
  });
});

describe('the count of continuations', () => {
  it('is not to be had where some never end', () => {
    const action: Action = { name: 'a', actor: 'a', reads: [], writes: [] };
    const spins: Machine<boolean> = {
      start: { state: false, events: [] },
      enabled: () => [action],
      step: (state) => ({ state: !state, events: [] }),
      key: String,
      label: () => 'spin',
      view: () => ({ facts: {}, details: {} }),
    };
    expect(continuations(spins, only, [], 100)).toEqual({
      kind: 'omitted',
      because: 'some continuations never end',
    });
  });
});

/** A machine that counts on and on, up to `last`, whose states may be large. */
const counting = (
  last: number,
  size = 0,
): Machine<{ readonly n: number; readonly fill: string }> => {
  const action: Action = { name: 'a', actor: 'a', reads: [], writes: [] };
  const stateOf = (n: number) => ({ n, fill: 'x'.repeat(size) });
  return {
    start: { state: stateOf(0), events: [] },
    enabled: ({ n }) => (n < last ? [action] : []),
    step: ({ n }) => ({ state: stateOf(n + 1), events: [] }),
    key: ({ n }) => String(n),
    label: () => 'count',
    view: () => ({ facts: {}, details: {} }),
  };
};

describe('a run that is long', () => {
  it('has its continuations counted, however long it is', () => {
    const counted = continuations(counting(30_000), only, ['a'], 40_000);
    const all = { failing: 0n, all: 1n };
    expect(counted).toEqual({ kind: 'counted', counts: [all, all] });
  });

  it('has not, where the states on the way take too much', () => {
    const count = (memory: number) =>
      continuations(counting(1_000, 10_000), only, [], 2_000, memory).kind;
    expect([count(20 * 2 ** 20), count(5 * 2 ** 20)]).toEqual(['counted', 'omitted']);
  });

  it('is searched for orders by samples, where the states on the way take too much', () => {
    const wanted = { orders: [], against: null, choices: new Map() };
    const search = (size: number) =>
      orderedRun(counting(200, size), only, wanted, 1_000, 5 * 2 ** 20).states;
    // Samples begin where the limit of states ends.
    expect([search(10_000) < 1_000, search(2 * 2 ** 20) > 1_000]).toEqual([true, true]);
  });
});

describe('the count of continuations of one state', () => {
  it('depends on what was seen on the way to it', () => {
    const machine: Machine<string> = {
      start: { state: 'fork', events: [] },
      enabled: (state) =>
        state === 'fork'
          ? ['a', 'b'].map((name) => ({ name, actor: name, reads: [], writes: ['x'] }))
          : [],
      step: (_, { name }) => ({ state: 'end', events: [{ kind: `went-${name}` }] }),
      key: (state) => state,
      label: () => 'go',
      view: () => ({ facts: {}, details: {} }),
    };
    const suite: Suite<string[], null> = {
      observer: {
        initial: () => [],
        copy: (way) => [...way],
        observe: (way, { kind }) => {
          way.push(kind);
        },
      },
      properties: [
        {
          id: 'never-a',
          kind: 'eventually',
          says: 'nobody went by a',
          needs: ['quiescent'],
          judge: (way) => (way.includes('went-a') ? { reason: 'by a', about: {} } : undefined),
          tell: () => ({ sentence: '', expected: '', got: '', rule: '' }),
        },
      ],
    };
    expect(continuations(machine, suite, ['a'], 100)).toEqual({
      kind: 'counted',
      counts: [
        { failing: 1n, all: 2n },
        { failing: 1n, all: 1n },
      ],
    });
  });
});

describe('the search for a schedule', () => {
  it('gives back none that is not wanted, however many it meets', () => {
    const machine = toyDomain.machine({ a: 12, b: 12, locked: false });
    let met = 0;
    const unwanted = findSchedule(machine, only, () => (met += 1) < 0, 100);
    expect([unwanted, met > 0]).toEqual([undefined, true]);
  });
});

describe('the uniform walk', () => {
  it('moves every actor as often as any other, however many choices it has', () => {
    const action = (name: string): Action => ({ name, actor: name[0]!, reads: [], writes: [] });
    const enabled = ['a/1', 'a/2', 'a/3', 'b'].map(action);
    const choose = choosing(walk, stream('walk'));
    const moves = Array.from({ length: 1_000 }, () => choose(enabled, [])!.actor);
    const share = moves.filter((actor) => actor === 'b').length / moves.length;
    expect(Math.abs(share - 1 / 2)).toBeLessThan(0.1);
  });
});
