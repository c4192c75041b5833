import { describe, expect, it } from 'vitest';
import { audit } from '../../api/audit.ts';
import type { ContextDomain } from '../../api/context-domain.ts';
import { auditInstance } from '../../explorers/audit/audit-instance.ts';
import type { Pack } from '../../explorers/audit/reductions.ts';
import { openScenario, type Shape } from '../../explorers/open-scenario.ts';
import type { Persistent } from '../../explorers/packed/persistent.ts';
import { systemOf } from '../../explorers/packed/system.ts';
import { openMachine } from '../../model/context/context-machine.ts';
import { compileRules } from '../../model/context/rules.ts';
import type { State } from '../../model/context/state.ts';
import type { Action, Machine, Parts } from '../../model/machine.ts';
import { reference } from '../../model/runtimes/reference.ts';
import type { AuditCheck, AuditFinding } from '../../properties/audit-result.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { restrict } from '../../properties/judge.ts';
import { bug, domainOf } from '../support/context.ts';

const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
const rules = compileRules(reference);

/** Two tasks on two executors, one of which can lock, and a host thread. */
const SHAPE: Shape = {
  tasks: [
    { executor: 0, store: 0, caller: -1 },
    { executor: 1, store: 0, caller: -1 },
  ],
  homes: [0],
  sets: 1,
  locks: 1,
  signals: 1,
  depth: 1,
  operations: 1,
  words: new Set(['wait', 'lock']),
  bases: ['guest'],
};

/** A machine that tells something else of its parts. */
const lying = (
  shape: Shape,
  change: (parts: Parts<State>) => Partial<Parts<State>>,
): ((frames: boolean) => Machine<State>) => {
  const machine = openMachine(openScenario(shape), rules, { plainFrames: false });
  const parts = machine.parts!;
  const told = { ...machine, parts: { ...parts, ...change(parts) } };
  return () => told;
};

const without = (cell: RegExp, cells: readonly string[]): readonly string[] =>
  cells.filter((name) => !cell.test(name));

/** Actions that leave some cells out of what they declare. */
const forgetful = (cell: RegExp, who: (action: Action) => boolean = () => true) =>
  lying(SHAPE, (parts) => ({
    actions: (state, actor, told) =>
      parts.actions(state, actor, told).map((action) =>
        who(action)
          ? {
              ...action,
              reads: without(cell, action.reads),
              writes: without(cell, action.writes),
            }
          : action,
      ),
  }));

const found = (
  machine: (frames: boolean) => Machine<State>,
  pack?: Pack,
): ReadonlyMap<AuditCheck, AuditFinding> =>
  new Map(auditInstance(machine, suite, 3_000, pack).findings.map((each) => [each.check, each]));

describe('an audit of one instance', () => {
  it('finds nothing where all is told', () => {
    expect([...found(lying(SHAPE, () => ({})))]).toEqual([]);
  });

  it('sees a footprint that leaves out a cell', () => {
    for (const cell of [/\.lock$/, /^w1\.event$/, /\.waiters$/, /\.wake$/, /\.queue$/]) {
      expect([cell, found(forgetful(cell)).has('footprints-cover')]).toEqual([cell, true]);
    }
    const one = found(forgetful(/\.event$/, ({ actor }) => actor === 's1'));
    expect(one.get('footprints-cover')).toEqual({
      check: 'footprints-cover',
      says: 's1 (signal w1: mark) touches more than it declares',
      declared: 'reads nothing; writes nothing',
      seen: 'writes the field waitables.0.event, for which w1.event stands',
      schedule: [],
    });
  });

  it('sees two actions that are no longer independent', () => {
    const clash = found(forgetful(/\.lock$/)).get('independent-swap');
    expect(clash).toMatchObject({
      says: 't1 (lock l1) and t2 (lock l1) are declared independent, and are not',
      schedule: ['t1:guest', 't2:guest'],
    });
    expect(clash!.seen).toContain('state.locks.0.holder');
  });

  it('sees a future that forgets an operation', () => {
    const forgets = lying(SHAPE, (parts) => ({
      future: (state, actor, symmetries) => {
        const { reads, writes } = parts.future(state, actor, symmetries);
        return { reads, writes: without(/\.lock$/, writes) };
      },
    }));
    expect(found(forgets).get('futures-cover')).toMatchObject({
      says: 'the future of t1 leaves out what it may touch with t1:lock l1 or after it',
      seen: 'touches l1.lock',
      schedule: ['t1:guest'],
    });
  });

  it('sees a symmetry that swaps what is not alike', () => {
    // t2 alone may lock.
    const open = openScenario(SHAPE);
    const tasks = open.tasks.map((task, i) =>
      i === 0 ? { ...task, may: ({ op }: { readonly op: string }) => op !== 'lock' } : task,
    );
    const apart = openMachine({ ...open, tasks }, rules, { plainFrames: false });
    const alike = openMachine(open, rules, { plainFrames: false });
    expect(apart.parts!.symmetries).toEqual([]);
    expect([...found(() => apart)]).toEqual([]);
    const told = {
      ...apart,
      parts: { ...apart.parts!, symmetries: alike.parts!.symmetries },
    };
    expect(found(() => told).get('images-alike')).toEqual({
      check: 'images-alike',
      says: 'a state and its image are not alike, where t1 is t2, t2 is t1, e1 is e2, e2 is e1',
      declared: 'the state can do t2:wait ws1, t2:lock l1, t2:return, s1:signal w1',
      seen: 'its image can do t1:wait ws1, t1:return, s1:signal w1',
      schedule: ['t1:guest', 't1:return', 't2:guest'],
    });
  });

  it('sees persistent sets whose conflict test is broken', () => {
    const broken: Pack = (machine, own, reductions) => {
      const system = systemOf(machine, own, reductions);
      if (reductions.order !== true) return system;
      const first: Persistent = (vector, _, moves) => {
        for (const actor of system.actors.keys()) moves[actor] = system.movesOf(vector, actor);
        const able = moves.map((can) => can.length > 0);
        return able.filter(Boolean).length > 1 ? 1 << able.indexOf(true) : 0;
      };
      return { ...system, persistent: first };
    };
    const findings = found(
      lying(SHAPE, () => ({})),
      broken,
    );
    expect(findings.get('same-endings')).toMatchObject({
      says: 'a search without interleavings does not come to rest where the whole one does',
      seen: 'nobody comes to rest in that state',
    });
  });

  it('sees a search that makes something up', () => {
    const strict: Pack = (machine, own, reductions) => {
      const system = systemOf(machine, own, reductions);
      return { ...system, atRest: () => ['ready-runs'] };
    };
    expect(
      found(
        lying(SHAPE, () => ({})),
        strict,
      ).get('same-verdicts'),
    ).toMatchObject({
      declared: 'breaks nothing',
      seen: 'breaks ready-runs',
    });
  });

  it('counts what is too large, and asks nothing of it', () => {
    const { states, asked } = auditInstance(
      lying(SHAPE, () => ({})),
      suite,
      10,
    );
    expect([states, ...Object.values(asked)]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('what an audit found once', () => {
  for (const [what, runtime, words] of [
    ['a future without the locks that a return gives back', reference, 'wait, lock'],
    ['a request that came before a wait began, or after it', reference, 'wait, cancel'],
    ['a subtask that tells its caller of its beginning', reference, 'wait, call-own'],
    ['a waitable that is where another one began', bug('token-cleared-late').runtime, 'wait, call'],
    ['a trap that others do not hear of', bug('trap-not-contained').runtime, 'call, drop'],
  ] as const) {
    it(what, () => {
      const { small, suite: all } = domainOf(runtime);
      const instances = small!().filter(({ says }) => says.endsWith(`; ${words}`));
      expect(instances.length).toBeGreaterThan(5);
      const own = restrict(all, ({ kind }) => kind !== 'sometimes');
      const findings = instances.flatMap(
        ({ machine }) => auditInstance(machine, own, 600).findings,
      );
      expect(findings).toEqual([]);
    });
  }
});

describe('an audit', () => {
  const EVERY = 200;
  const domain = domainOf(reference);

  it('tells of each check the first finding, and of how many instances it was one', () => {
    const lies: ContextDomain = {
      ...domain,
      small: () =>
        domain.small!().map(({ says, machine }) => ({
          says,
          machine: (frames) => {
            const made = machine(frames);
            const parts = made.parts!;
            const stripped: Parts<State>['actions'] = (state, actor, told) =>
              parts
                .actions(state, actor, told)
                .map((action) => ({ ...action, writes: without(/\.event$/, action.writes) }));
            return { ...made, parts: { ...parts, actions: stripped } };
          },
        })),
    };
    const { verdict, findings, instances } = audit(lies, { every: EVERY, states: 300 });
    expect(verdict).toBe('violated');
    const cover = findings.find(({ check }) => check === 'footprints-cover')!;
    expect(cover.seen).toContain('.event');
    expect(cover.instancesWithOne).toBeGreaterThan(1);
    expect(cover.instancesWithOne).toBeLessThan(instances);
    expect(cover.within).toBe(
      lies.small!().filter((_, i) => i % EVERY === 0)[cover.instance - 1]!.says,
    );
  });

  it('goes through thousands of instances, each its own', () => {
    const all = domain.small!().map(({ says }) => says);
    expect(all.length).toBeGreaterThan(2_000);
  });
});
