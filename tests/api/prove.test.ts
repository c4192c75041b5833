import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import { climb } from '../../api/ladder.ts';
import { planCheck } from '../../api/plan.ts';
import { concludeProof, planProof, prove, proveInstance } from '../../api/prove.ts';
import { replay } from '../../api/replay.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import { judge } from '../../properties/judge.ts';
import { QUIESCENT } from '../../model/machine-event.ts';
import { PLAIN_BOUNDS } from '../support/bounds.ts';
import { bug, domainOf, rightRuntimes, scenario } from '../support/context.ts';
import { toyDomain } from '../support/toy.ts';

const SMALL = { ...PLAIN_BOUNDS, waitables: 1, signals: 1, operations: 1 };

/** Planted bugs that show within few programs, with what else they break there. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  'guard-removed': ['park-only-where-suspendable', 'bookkeeping-matches-truth'],
  'empty-set-traps': ['trap-only-where-unsuspendable'],
  'stale-guard': ['nonblocking-never-traps'],
  'plain-wake': ['no-lost-wakeup', 'deadlock-told-truly'],
  'no-recheck': ['wake-means-check'],
  'unheard-signal': ['delivered-exactly-once'],
  'still-registered': ['holds-restored'],
  'silent-hang': ['deadlock-told-truly'],
  'trap-not-contained': ['trap-contained'],
};

const brokenBy = (result: ReturnType<typeof prove>): readonly string[] =>
  result.properties.filter(({ verdict }) => verdict === 'violated').map(({ id }) => id);

describe('a proof', () => {
  for (const runtime of rightRuntimes) {
    it(`of ${runtime.id} says that all of every instance was searched`, () => {
      const { verdict, proof, explored, properties } = prove(domainOf(runtime), { bounds: SMALL });
      expect(verdict).toBe('held');
      expect(properties.map((each) => each.verdict)).toEqual(properties.map(() => 'held'));
      expect(explored.exhaustive).toBe(true);
      expect(proof!.searched).toHaveLength(proof!.instances);
      expect(proof!.searched.every(({ complete }) => complete)).toBe(true);
      const sum = proof!.searched.reduce((states, each) => states + each.states, 0);
      expect(explored.states).toBe(sum);
    });
  }

  for (const [id, properties] of Object.entries(FOUND)) {
    it(`of ${id} fails, and tells all that the instance breaks, each with a record that replays`, () => {
      const { runtime, property } = bug(id);
      const domain = domainOf(runtime);
      const result = prove(domain, { bounds: SMALL });
      expect(result.verdict).toBe('violated');
      expect(brokenBy(result)).toEqual(properties);
      expect(properties).toContain(property);
      for (const { counterexample: record } of result.properties) {
        if (record === undefined) continue;
        expect(record.provenance).toMatchObject({
          strategy: 'proof',
          run: result.proof!.searched.length,
        });
        const again = replay(domain, { ...record, digest: record.runtime.digest, record });
        expect(again.outcome).toBe('same');
      }
    });
  }

  it('gives for every planted bug runs of closed scenarios that break what they are said to', () => {
    const failed = plantedBugs.filter(({ runtime }) => {
      const domain = domainOf(runtime);
      const plan = planProof(domain, { bounds: SMALL, states: 1_000 });
      const results = [...plan.instances.keys()].map((number) => proveInstance(plan, number));
      for (const { property, scenario: closed, schedule } of results.flatMap(
        (each) => each.failures,
      )) {
        const machine = domain.machine(closed);
        let { state } = machine.start;
        const events = [...machine.start.events];
        for (const name of schedule) {
          const action = machine.enabled(state).find((candidate) => candidate.name === name)!;
          expect([runtime.id, name, action?.name]).toEqual([runtime.id, name, name]);
          const step = machine.step(state, action);
          state = step.state;
          events.push(...step.events);
        }
        if (machine.enabled(state).length === 0) events.push(QUIESCENT);
        const ledger = domain.suite.observer.initial();
        const broken = judge(domain.suite, ledger, events).broken.map((each) => each.property);
        expect([runtime.id, broken]).toEqual([runtime.id, expect.arrayContaining([property])]);
      }
      return results.some(({ failures }) => failures.length > 0);
    });
    expect(failed.length).toBeGreaterThan(20);
  });

  it('comes to the same verdicts, whatever it leaves out', () => {
    const ways = [[], ['order'], ['symmetry'], ['frames'], ['frames', 'symmetry', 'order']];
    for (const runtime of [rightRuntimes[0]!, bug('stale-guard').runtime]) {
      const [none, ...others] = ways.map((reduce) =>
        prove(domainOf(runtime), { bounds: SMALL, reduce }),
      );
      const all = others.at(-1)!;
      for (const one of others) {
        expect(brokenBy(one)).toEqual(brokenBy(none!));
        if (one.verdict !== 'held') continue;
        expect(one.explored.states).toBeLessThan(none!.explored.states);
        expect(one.explored.states).toBeGreaterThanOrEqual(all.explored.states);
      }
      expect(all.proof!.reduce).toBe(undefined);
      expect(none!.proof!.reduce).toEqual([]);
      expect(prove(domainOf(runtime), { bounds: SMALL })).toEqual(all);
    }
  });

  it('ends with the first instance in which something breaks', () => {
    const domain = domainOf(bug('silent-join').runtime);
    const plan = planProof(domain, { bounds: { ...SMALL, operations: 2 } });
    const all = [...plan.instances.keys()].map((number) => proveInstance(plan, number));
    const first = all.findIndex(({ failures }) => failures.length > 0);
    expect(first).toBeGreaterThan(0);
    const { proof } = concludeProof(plan, all);
    expect(proof!.searched).toHaveLength(first + 1);
    expect(concludeProof(plan, all.slice(0, first + 1))).toEqual(concludeProof(plan, all));
  });

  it('goes on for a while after the first break, and tells what breaks a little later', () => {
    const domain = domainOf(bug('check-then-register').runtime);
    const last: typeof domain = {
      ...domain,
      openings: {
        ...domain.openings!,
        within: (bounds) => {
          const opened = domain.openings!.within(bounds);
          return { ...opened, instances: opened.instances.slice(-1) };
        },
      },
    };
    const result = prove(last, { bounds: { ...PLAIN_BOUNDS, signals: 1 } });
    // A task that is never woken is found later than the wrong report, and told first.
    expect(brokenBy(result)).toEqual(['no-lost-wakeup', 'deadlock-told-truly']);
  });

  it('is inconclusive where an instance does not fit', () => {
    const { verdict, properties } = prove(domainOf(rightRuntimes[0]), {
      bounds: SMALL,
      states: 50,
    });
    expect(verdict).toBe('inconclusive');
    expect(properties.every((each) => each.verdict === 'inconclusive')).toBe(true);
  });

  it('says what the runtime has no place for', () => {
    const vocabulary = SMALL.vocabulary.filter((word) => word !== 'call');
    const bounds = { ...SMALL, executors: 2, signals: 0, depth: 1, vocabulary };
    const { proof } = prove(domainOf(bug('ambient-stack').runtime), { bounds });
    expect(proof!.leftOut).toMatch(/^2 instances with tasks of one store on several executors/);
    expect(prove(domainOf(rightRuntimes[0]), { bounds }).proof!.leftOut).toBe(null);
  });

  it('judges only what is asked for', () => {
    const { properties } = prove(domainOf(rightRuntimes[0]), {
      bounds: { ...SMALL, tasks: 1 },
      properties: ['no-lost-wakeup'],
    });
    expect(properties.map(({ id }) => id)).toEqual(['no-lost-wakeup']);
  });
});

describe('options of a proof that make no sense', () => {
  const lacking = {
    ...rightRuntimes[0]!,
    id: 'without-cancel',
    protocols: { ...rightRuntimes[0]!.protocols, cancel: undefined, trap: undefined },
  };
  for (const [code, bounds, runtime] of [
    ['HD424', { vocabulary: ['wiat'] }, rightRuntimes[0]],
    ['HD425', { vocabulary: ['cancel'] }, lacking],
    ['HD425', { stores: 2 }, lacking],
    ['HD421', { vocabulary: ['lock'], locks: 0 }, rightRuntimes[0]],
    ['HD421', { vocabulary: ['wait'], locks: 1 }, rightRuntimes[0]],
    ['HD421', { vocabulary: ['store-borrow'] }, rightRuntimes[0]],
    ['HD421', { vocabulary: ['store-borrow', 'call'], depth: 1 }, rightRuntimes[0]],
    ['HD421', { vocabulary: ['call-own'], tasks: 1 }, rightRuntimes[0]],
    ['HD421', { vocabulary: ['cancel-subtask'] }, rightRuntimes[0]],
    ['HD422', { tasks: 0 }, rightRuntimes[0]],
    ['HD422', { signals: 1.5 }, rightRuntimes[0]],
  ] as const) {
    it(`${code} ${JSON.stringify(bounds)}`, () => {
      expect(() => planProof(domainOf(runtime), { bounds })).toThrow(
        expect.objectContaining({ code }),
      );
    });
  }

  it('HD423 a machine of which nothing can be left open', () => {
    expect(() => prove(toyDomain, {})).toThrow(expect.objectContaining({ code: 'HD423' }));
  });
});

describe('what a check proves', () => {
  const domain = domainOf(rightRuntimes[0]);
  const budget = { runs: 300, states: 3_000 };

  it('is what a proof within the same bounds finds', () => {
    const { proved } = check(domain, { seed: '1', budget });
    const { verdict, proof, explored } = prove(domain, { bounds: proved!.bounds });
    expect(verdict).toBe('held');
    expect(proved).toEqual({
      bounds: proof!.bounds,
      notCovered: proof!.notCovered,
      instances: proof!.instances,
      states: explored.states,
      transitions: explored.steps,
    });
  });

  it('grows with the budget of states, and keeps to it', () => {
    const states = [10, 3_000, 40_000].map(
      (bound) => climb(planCheck(domain, { seed: '1', budget: { states: bound } })).proved?.states,
    );
    expect(states[0]).toBeUndefined();
    expect(states[1]).toBeLessThanOrEqual(3_000);
    expect(states[2]).toBeGreaterThan(states[1]!);
    expect(states[2]).toBeLessThanOrEqual(40_000);
  });

  it('is nothing where a strategy, a scenario or the end of the search is named', () => {
    const one = scenario([{ body: [{ op: 'wait', set: 'ws1' }] }]);
    for (const more of [{ strategy: 'walk' }, { scenario: one }, { until: 'no-lost-wakeup' }]) {
      expect(check(domain, { seed: '1', budget, ...more }).proved).toBeUndefined();
    }
  });

  it('may be a failure, which is one of the check', () => {
    const { runtime, property } = bug('plain-wake');
    const result = check(domainOf(runtime), {
      seed: '1',
      properties: [property],
      budget: { runs: 2, states: 50_000 },
    });
    expect(result.verdict).toBe('violated');
    expect(result.properties[0]!.counterexample!.provenance).toMatchObject({ strategy: 'proof' });
    expect(result.proved).toMatchObject({ bounds: { work: 1 } });
  });
});
