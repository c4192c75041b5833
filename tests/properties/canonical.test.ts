import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst } from '../../explorers/breadth-first.ts';
import { canonicalMachine } from '../../model/canonical/canonical-machine.ts';
import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Predicate } from '../../model/canonical/state.ts';
import type { Profile, WakeSource, Waking } from '../../model/canonical/profile.ts';
import { AMENDED } from '../../model/canonical/profiles/amended.ts';
import { EDGE_TRIGGERED } from '../../model/canonical/profiles/edge-triggered.ts';
import { JCO } from '../../model/canonical/profiles/jco.ts';
import { SPECIFICATION } from '../../model/canonical/profiles/specification.ts';
import { WASMTIME } from '../../model/canonical/profiles/wasmtime.ts';
import type { Scenario } from '../../model/canonical/scenario.ts';
import { QUIESCENT } from '../../model/machine-event.ts';
import { canonicalSuite } from '../../properties/canonical/canonical-suite.ts';
import { judge } from '../../properties/judge.ts';
import {
  callbackDuringSyncCall,
  cancelBehindLock,
  cancelFromWithin,
  cancelMeetsStart,
  cancelOfRunning,
} from '../model/canonical/holes.ts';
import { syncCallUnderBackpressure } from '../model/canonical/engine-worlds.ts';
import { UPSTREAM } from '../model/canonical/upstream/index.ts';
import {
  gateOpenedByDec,
  joinedReady,
  lockFreed,
  resolvedByTheHost,
} from '../model/canonical/waking-worlds.ts';
import { ALL_WORDS } from '../../explorers/canonical/vocabulary.ts';
import { worlds } from '../../explorers/canonical/worlds.ts';

/** The properties that some interleaving of a world breaks, in order. */
const brokenIn = (scenario: Scenario, profile: Profile, limit = 2_000): readonly string[] => {
  const broken = new Set<string>();
  breadthFirst(canonicalMachine(scenario, profile), canonicalSuite, {
    limit,
    broke: (property) => {
      broken.add(property);
      return false;
    },
    saw: () => undefined,
  });
  return [...broken].toSorted();
};

/** The reasons for which a made-up trace breaks properties. */
const judged = (...events: readonly CanonicalEvent[]): readonly string[] =>
  judge(canonicalSuite, canonicalSuite.observer.initial(), events).broken.map(
    ({ property, finding }) => `${property}: ${finding.reason}`,
  );

describe('the invariants of the Canonical ABI machine', () => {
  for (const profile of [AMENDED, EDGE_TRIGGERED]) {
    it(`hold under ${profile.id}, in the restated tests and in worlds drawn at random`, () => {
      for (const cases of Object.values(UPSTREAM)) {
        for (const { name, scenario } of cases) {
          expect([name, brokenIn(scenario, profile, 300)]).toEqual([name, []]);
        }
      }
      const holds = (scenario: Scenario): void => {
        expect(brokenIn(scenario, profile, 500)).toEqual([]);
      };
      fc.assert(fc.property(worlds(ALL_WORDS), holds), { seed: 1, numRuns: 120 });
    });
  }

  it('break under the specification for its holes, each by its name', () => {
    const holes = {
      cancelBehindLock,
      cancelFromWithin,
      cancelMeetsStart,
      callbackDuringSyncCall,
      cancelOfRunning,
    };
    const told = Object.entries(holes).map(([name, scenario]) => [
      name,
      brokenIn(scenario, SPECIFICATION),
      brokenIn(scenario, AMENDED),
    ]);
    expect(told).toEqual([
      ['cancelBehindLock', ['no-lost-cancel'], []],
      ['cancelFromWithin', ['no-lost-cancel'], []],
      ['cancelMeetsStart', ['rules-not-at-a-loss'], []],
      ['callbackDuringSyncCall', ['sync-call-runs-its-own'], []],
      ['cancelOfRunning', ['rules-not-at-a-loss'], []],
    ]);
  });

  it('break where a wake is forgotten, or a thread sleeps before it can be woken', () => {
    const waking = EDGE_TRIGGERED.waking as Waking;
    const changed = (change: Partial<Waking>, more: Partial<Profile> = {}): Profile => ({
      ...EDGE_TRIGGERED,
      ...more,
      waking: { ...waking, ...change },
    });
    const without = (source: WakeSource, more?: Partial<Profile>): Profile =>
      changed({ on: waking.on.filter((other) => other !== source) }, more);
    const lost = ['no-lost-wakeup'];
    expect(brokenIn(resolvedByTheHost, without('event'))).toEqual(lost);
    expect(brokenIn(joinedReady, without('join'))).toEqual(lost);
    expect(brokenIn(lockFreed, without('unlock'))).toEqual(lost);
    expect(brokenIn(gateOpenedByDec, without('backpressure'))).toEqual(lost);
    expect(brokenIn(lockFreed, without('resolution'))).toEqual(lost);
    expect(brokenIn(gateOpenedByDec, without('gate', { gateOrder: 'first' }))).toEqual(lost);
    expect(brokenIn(resolvedByTheHost, changed({ token: false }))).toEqual(lost);
    const checksFirst = changed({ wait: ['check', 'register', 'park'] });
    expect(brokenIn(resolvedByTheHost, checksFirst)).toEqual(lost);
  });

  it('hold under the profiles of engines, but for a hole of the specification and for the gate', () => {
    const known = [
      [WASMTIME, ['sync-call-runs-its-own', 'gate-kept']],
      [JCO, ['no-lost-cancel', 'gate-kept']],
    ] as const;
    for (const [profile, holes] of known) {
      expect(brokenIn(syncCallUnderBackpressure, profile)).toEqual(['gate-kept']);
      const holds = (scenario: Scenario): void => {
        const broken = brokenIn(scenario, profile, 300);
        expect(broken.filter((id) => !(holes as readonly string[]).includes(id))).toEqual([]);
      };
      fc.assert(fc.property(worlds(ALL_WORDS), holds), { seed: 2, numRuns: 60 });
    }
  });
});

describe('judged on made-up traces', () => {
  const declared: CanonicalEvent & { kind: 'declared' } = {
    kind: 'declared',
    profile: 'made up',
    blocking: 'post-hoc',
    parents: {},
    instances: ['c'],
  };
  const called: CanonicalEvent = {
    kind: 'called',
    by: 'host',
    task: 'c.f#1',
    instance: 'c',
    async: false,
    exclusive: true,
  };
  const entered: CanonicalEvent = { kind: 'entered', instance: 'c', from: 'host' };
  const locked: CanonicalEvent = { kind: 'locked', task: 'c.f#1', lock: 'c' };
  const signalled: CanonicalEvent = {
    kind: 'signalled',
    instance: 'c',
    handle: 2,
    event: 'completed',
  };
  const delivered: CanonicalEvent = {
    kind: 'delivered',
    thread: 'c.f#1',
    instance: 'c',
    handle: 2,
    code: 4,
    payload: 0,
  };
  const parked = (predicate: Predicate, on: string): CanonicalEvent => ({
    kind: 'parked',
    thread: 'c.f#1',
    operation: 'waitable-set.wait',
    predicate,
    on,
    cancellable: true,
  });
  const trapped = (reason: string, thread = 'host'): CanonicalEvent => ({
    kind: 'trapped',
    thread,
    instance: 'c',
    operation: '',
    reason,
  });
  const joined: CanonicalEvent = { kind: 'joined', instance: 'c', handle: 2, set: 1 };
  const rest = QUIESCENT as CanonicalEvent;

  it('no-lost-wakeup', () => {
    const waits = parked('set-has-event', 'c[1]');
    expect(judged(called, waits, joined, signalled, rest)).toEqual([
      'no-lost-wakeup: set-has-event',
    ]);
    expect(judged(called, waits, joined, signalled, delivered, rest)).toEqual([]);
    expect(judged(called, waits, signalled, rest)).toEqual([]);
    expect(judged(called, parked('lock-free', ''), rest)).toEqual(['no-lost-wakeup: lock-free']);
    expect(judged(called, locked, parked('lock-free', ''), rest)).toEqual([]);
    expect(judged(called, parked('own-event', 'c[2]'), signalled, trapped('x'), rest)).toEqual([]);
  });

  it('no-lost-cancel', () => {
    const asked: CanonicalEvent = { kind: 'cancel-requested', task: 'c.f#1', by: 'host' };
    const waits = parked('set-has-event', 'c[1]');
    // It came from inside: the task could not be told then.
    expect(judged(entered, called, waits, asked, rest)).toEqual(['no-lost-cancel: never-told']);
    const taken: CanonicalEvent = { kind: 'locked', task: 'c.g#1', lock: 'c' };
    expect(judged(called, waits, taken, asked, rest)).toEqual([]);
    const toldOf: CanonicalEvent = { kind: 'cancel-delivered', task: 'c.f#1', thread: 'c.f#1' };
    const resumed: CanonicalEvent = {
      kind: 'resumed',
      thread: 'c.f#1',
      by: 'cancel',
      cancelled: true,
    };
    const left: CanonicalEvent = { kind: 'left', instance: 'c' };
    expect(judged(called, waits, asked, entered, resumed, toldOf, waits, left, rest)).toEqual([]);
  });

  it('delivered-exactly-once', () => {
    expect(judged(called, signalled, delivered)).toEqual([]);
    expect(judged(called, signalled, delivered, delivered)).toEqual([
      'delivered-exactly-once: no-event',
    ]);
  });

  it('trap-contained', () => {
    expect(judged(called, trapped('unreachable'), rest)).toEqual([]);
    expect(judged(called, trapped('unreachable'), { kind: 'started', task: 'c.f#1' })).toEqual([
      'trap-contained: runs-on',
    ]);
  });

  it('lock-has-one-owner', () => {
    const unlocked: CanonicalEvent = { kind: 'unlocked', task: 'c.f#1', lock: 'c' };
    expect(judged(called, locked, unlocked, locked)).toEqual([]);
    expect(judged(called, locked, locked)).toEqual(['lock-has-one-owner: taken-twice']);
    expect(judged(called, unlocked)).toEqual(['lock-has-one-owner: freed-by-another']);
  });

  it('resolved-once', () => {
    const returned: CanonicalEvent = { kind: 'returned', task: 'c.f#1', value: 1 };
    expect(judged(called, returned)).toEqual([]);
    expect(judged(called, returned, returned)).toEqual(['resolved-once: twice']);
    expect(judged(called, { kind: 'cancelled', task: 'c.f#1' })).toEqual([
      'cancel-told-rightly: not-told',
      'resolved-once: unasked',
    ]);
  });

  it('sync-call-runs-its-own', () => {
    const resumed: CanonicalEvent = {
      kind: 'resumed',
      thread: 'c.f#1',
      by: 'sync-loop',
      cancelled: false,
    };
    const waits = parked('set-has-event', 'c[1]');
    expect(judged(entered, called, joined, waits, signalled, resumed)).toEqual([]);
    expect(judged(entered, called, parked('lock-free', ''), resumed)).toEqual([
      'sync-call-runs-its-own: idle-callback',
    ]);
    const elsewhere: CanonicalEvent = { kind: 'entered', instance: 'd', from: 'c' };
    expect(judged(entered, called, elsewhere, resumed)).toEqual([
      'sync-call-runs-its-own: foreign',
    ]);
  });

  it('trap-iff-blocked', () => {
    const spawned: CanonicalEvent = { kind: 'spawned', task: 'c.f#1', thread: 'c.f#1/1' };
    const armed: CanonicalEvent = { kind: 'armed', thread: 'c.f#1/1', by: 'c.f#1' };
    const left: CanonicalEvent = { kind: 'left', instance: 'c' };
    const returned: CanonicalEvent = { kind: 'returned', task: 'c.f#1', value: 1 };
    const blocked = trapped('cannot-block');
    expect(judged(entered, called, spawned, blocked)).toEqual([]);
    expect(judged(entered, called, spawned, armed, blocked)).toEqual(['trap-iff-blocked: ready']);
    expect(judged(entered, { ...called, async: true }, blocked)).toEqual([
      'trap-iff-blocked: no-sync-call',
    ]);
    expect(judged(entered, called, returned, blocked)).toEqual(['trap-iff-blocked: no-sync-call']);
    expect(judged(entered, called, left)).toEqual(['trap-iff-blocked: returned']);
    expect(judged(entered, called, returned, left)).toEqual([]);
    const itself = trapped('cannot-block', 'c.f#1');
    expect(judged(entered, called, itself)).toEqual(['trap-iff-blocked: too-early']);
    const eager: CanonicalEvent = { ...declared, blocking: 'eager' };
    expect(judged(eager, entered, called, itself)).toEqual([]);
    expect(judged(eager, entered, { ...called, async: true }, itself)).toEqual([
      'trap-iff-blocked: no-sync-call',
    ]);
  });

  it('every one has a telling', () => {
    for (const property of canonicalSuite.properties) {
      if (property.kind === 'sometimes') continue;
      const { expected, rule } = property.tell({ reason: 'x', about: {} });
      expect([property.id, expected !== '', rule.startsWith('docs/')]).toEqual([
        property.id,
        true,
        true,
      ]);
    }
  });
});
