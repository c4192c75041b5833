import { describe, expect, it } from 'vitest';
import {
  ASYNC,
  callAsync,
  fn,
  linked,
  STACKFUL,
  exported,
  when,
} from '../../model/canonical/builder/index.ts';
import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Predicate } from '../../model/canonical/state.ts';
import { AMENDED } from '../../model/canonical/profiles/amended.ts';
import type { Instruction, Invocation, Scenario } from '../../model/canonical/scenario.ts';
import { canonicalSuite } from '../../properties/canonical/canonical-suite.ts';
import { judge } from '../../properties/judge.ts';

const seen = (...events: readonly CanonicalEvent[]): readonly string[] =>
  judge(canonicalSuite, canonicalSuite.observer.initial(), events).seen;

const called = (task: string, exclusive = false): CanonicalEvent => ({
  kind: 'called',
  by: 'host',
  task,
  instance: 'c',
  async: true,
  exclusive,
});
const started: CanonicalEvent = { kind: 'started', task: 'a' };
const parked = (thread: string, predicate: Predicate, on = ''): CanonicalEvent => ({
  kind: 'parked',
  thread,
  operation: 'x',
  predicate,
  on,
  cancellable: true,
});
const onSet = (thread: string): CanonicalEvent => parked(thread, 'set-has-event', 'c[1]');
const joined = (handle: number, set = 1): CanonicalEvent => ({
  kind: 'joined',
  instance: 'c',
  handle,
  set,
});
const signalled = (handle: number): CanonicalEvent => ({
  kind: 'signalled',
  instance: 'c',
  handle,
  event: 'completed',
});
const waits: CanonicalEvent = {
  kind: 'built-in',
  thread: 'a',
  operation: 'waitable-set.wait',
  async: false,
};
const polls: CanonicalEvent = { ...waits, operation: 'waitable-set.poll' };
const used: CanonicalEvent = { kind: 'used', thread: 'a', instance: 'c', handle: 1 };
const asked: CanonicalEvent = { kind: 'cancel-requested', task: 'a', by: 'host' };
const gated: CanonicalEvent = { kind: 'gated', task: 'a' };
const begun = (end: string, count: number): CanonicalEvent => ({
  kind: 'copy-begun',
  end,
  channel: 0,
  count,
});
const copied = (count: number): CanonicalEvent => ({
  kind: 'copied',
  from: 'c[1]',
  to: 'c[2]',
  count,
});
const [a, b] = [called('a'), called('b')];

/** Of each situation, a trace that shows it, and some that come close. */
const TRACES: Readonly<
  Record<
    string,
    { readonly shows: readonly CanonicalEvent[]; readonly not: readonly CanonicalEvent[][] }
  >
> = {
  'event-before-wait': {
    shows: [a, joined(2), signalled(2), waits, used],
    not: [
      [a, joined(2), waits, used, signalled(2)],
      [a, joined(2), signalled(2), polls, used],
    ],
  },
  'event-while-parked': {
    shows: [a, joined(2), onSet('a'), signalled(2)],
    not: [
      [a, joined(2), signalled(2), onSet('a')],
      [a, onSet('a'), signalled(2)],
    ],
  },
  'two-waiters-one-event': {
    shows: [a, b, joined(2), onSet('a'), onSet('b'), signalled(2)],
    not: [
      [a, b, joined(2), onSet('a'), signalled(2)],
      [a, b, joined(2), joined(3), signalled(3), onSet('a'), onSet('b'), signalled(2)],
    ],
  },
  'ready-waitable-joined': {
    shows: [a, signalled(2), onSet('a'), joined(2)],
    not: [
      [a, onSet('a'), joined(2)],
      [a, signalled(2), onSet('a'), joined(2, 3)],
    ],
  },
  'copied-in-part': {
    shows: [begun('c[1]', 3), begun('c[2]', 2), copied(2)],
    not: [
      [begun('c[1]', 2), begun('c[2]', 2), copied(2)],
      [begun('c[1]', 2), begun('c[2]', 0), copied(0)],
    ],
  },
  'cancel-while-parked': {
    shows: [a, started, onSet('a'), asked],
    not: [[a, started, asked]],
  },
  'cancel-met-nobody': {
    shows: [a, started, asked],
    not: [
      [a, asked],
      [a, started, onSet('a'), asked],
    ],
  },
  'cancel-at-gate': {
    shows: [a, gated, parked('a', 'gate'), asked],
    not: [[a, started, onSet('a'), asked]],
  },
  'gate-shut': {
    shows: [{ kind: 'backpressure', instance: 'c', value: 1 }, a, gated],
    not: [[{ kind: 'backpressure', instance: 'd', value: 1 }, a, gated]],
  },
  'lock-taken': {
    shows: [{ kind: 'locked', task: 'b', lock: 'c' }, a, gated],
    not: [[{ kind: 'locked', task: 'b', lock: 'd' }, a, gated]],
  },
  'sync-call-runs-another': {
    shows: [a, { kind: 'resumed', thread: 'a', by: 'sync-loop', cancelled: false }],
    not: [[a, { kind: 'resumed', thread: 'a', by: 'tick', cancelled: false }]],
  },
  'blocked-call-trapped': {
    shows: [{ kind: 'trapped', thread: 'a', instance: 'c', operation: '', reason: 'cannot-block' }],
    not: [[{ kind: 'trapped', thread: 'a', instance: 'c', operation: '', reason: 'unreachable' }]],
  },
};

const witnesses = canonicalSuite.properties.flatMap((property) =>
  property.kind === 'sometimes' ? [property] : [],
);

describe('what must be seen of the Canonical ABI machine', () => {
  it.each(witnesses.map(({ id }) => id))('%s is seen where it is, and not close by', (id) => {
    const { shows, not } = TRACES[id]!;
    expect(seen(...shows)).toContain(id);
    for (const trace of not) expect(seen(...trace)).not.toContain(id);
  });
});

/** What a scenario of one function cannot show. */
const excluded = (body: readonly Instruction[], more: Partial<Invocation> = {}): Set<string> => {
  const scenario: Scenario = linked(
    [{ id: 'c', functions: [fn('run', [], body)], exports: [exported('run', ASYNC, STACKFUL)] }],
    [{ id: 'run', instance: 'c', export: 'run', ...more }],
  );
  const setting = { profile: AMENDED, scenario };
  return new Set(
    witnesses.flatMap((each) => (each.inapplicable(setting) === undefined ? [] : [each.id])),
  );
};

describe('a scenario of components that cannot show', () => {
  it('a cancel: nobody asks for one', () => {
    const cancels = ['cancel-while-parked', 'cancel-met-nobody', 'cancel-at-gate'];
    const sub: Instruction = { op: 'subtask.cancel', subtask: 1, into: 'x' };
    expect([...excluded([callAsync('f')])]).toEqual(expect.arrayContaining(cancels));
    for (const id of cancels) {
      expect(excluded([], { cancel: true })).not.toContain(id);
      // However deep it stands.
      expect(excluded(when('x', { op: 'loop', body: [sub] }))).not.toContain(id);
      expect(excluded([{ op: 'if', condition: 1, then: [], else: [sub] }])).not.toContain(id);
    }
  });

  it('waits: there are none', () => {
    const onSets = ['event-while-parked', 'two-waiters-one-event'];
    expect([...excluded([])]).toEqual(expect.arrayContaining([...onSets, 'event-before-wait']));
    const wait: Instruction = { op: 'waitable-set.wait', set: 1, into: 'event' };
    for (const id of onSets) expect(excluded([wait])).not.toContain(id);
    expect(excluded([])).not.toContain('lock-taken');
  });
});
