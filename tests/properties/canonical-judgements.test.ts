import { describe, expect, it } from 'vitest';
import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Predicate } from '../../model/canonical/state.ts';
import { QUIESCENT } from '../../model/machine-event.ts';
import { canonicalSuite } from '../../properties/canonical/canonical-suite.ts';
import { judge, restrict } from '../../properties/judge.ts';

type Of<Kind extends CanonicalEvent['kind']> = Extract<CanonicalEvent, { kind: Kind }>;

/** The reasons for which a made-up trace breaks one property. */
const judged = (id: string, ...events: readonly CanonicalEvent[]): readonly string[] => {
  const suite = restrict(canonicalSuite, (property) => property.id === id);
  expect(suite.properties.length).toBe(1);
  return judge(suite, suite.observer.initial(), events).broken.map(({ finding }) => finding.reason);
};

const T = 'c.f#1';
const called: Of<'called'> = {
  kind: 'called',
  by: 'host',
  task: T,
  instance: 'c',
  async: true,
  exclusive: false,
};
const entered = (instance = 'c', from = 'host'): CanonicalEvent => ({
  kind: 'entered',
  instance,
  from,
});
const left: CanonicalEvent = { kind: 'left', instance: 'c' };
const parked = (predicate: Predicate, on = '', cancellable = false): Of<'parked'> => ({
  kind: 'parked',
  thread: T,
  operation: 'x',
  predicate,
  on,
  cancellable,
});
const resumed = (by: string, cancelled = false): CanonicalEvent => ({
  kind: 'resumed',
  thread: T,
  by,
  cancelled,
});
const returned: CanonicalEvent = { kind: 'returned', task: T, value: 0 };
const trapped = (reason: string, thread = T): CanonicalEvent => ({
  kind: 'trapped',
  thread,
  instance: 'c',
  operation: '',
  reason,
});
const used = (handle: number): CanonicalEvent => ({
  kind: 'used',
  thread: T,
  instance: 'c',
  handle,
});
const joined = (handle: number, set: number): CanonicalEvent => ({
  kind: 'joined',
  instance: 'c',
  handle,
  set,
});
const signalled = (handle: number, event = 'completed'): CanonicalEvent => ({
  kind: 'signalled',
  instance: 'c',
  handle,
  event,
});
const delivered = (handle: number, code: number, payload: number): CanonicalEvent => ({
  kind: 'delivered',
  thread: T,
  instance: 'c',
  handle,
  code,
  payload,
});
const begun = (handle: number, count = 1): CanonicalEvent => ({
  kind: 'copy-begun',
  end: `c[${handle}]`,
  channel: 0,
  count,
});
const copied = (from: number, to: number, count = 1): CanonicalEvent => ({
  kind: 'copied',
  from: `c[${from}]`,
  to: `c[${to}]`,
  count,
});
const builtIn = (operation: string, async = false): CanonicalEvent => ({
  kind: 'built-in',
  thread: T,
  operation,
  async,
});
const dropped = (handle: number): CanonicalEvent => ({ kind: 'dropped', instance: 'c', handle });
const asked: CanonicalEvent = { kind: 'cancel-requested', task: T, by: 'host' };
const told: CanonicalEvent = { kind: 'cancel-delivered', task: T, thread: T };
const rest = QUIESCENT as CanonicalEvent;

describe('judged on made-up traces, too', () => {
  it('wake-means-check', () => {
    const id = 'wake-means-check';
    const onSet = parked('set-has-event', 'c[1]');
    expect(judged(id, called, joined(2, 1), onSet, signalled(2), resumed('tick'))).toEqual([]);
    expect(judged(id, called, joined(2, 1), onSet, resumed('tick'))).toEqual(['set-has-event']);
    // Another took it meanwhile.
    const taken = [signalled(2), delivered(2, 4, 0), resumed('tick')];
    expect(judged(id, called, joined(2, 1), onSet, ...taken)).toEqual(['set-has-event']);
    expect(judged(id, called, onSet, resumed('cancel', true))).toEqual([]);
    expect(judged(id, called, parked('always'), resumed('tick'))).toEqual([]);
    const suspended: CanonicalEvent = {
      kind: 'suspended',
      thread: T,
      operation: 'x',
      cancellable: false,
    };
    expect(judged(id, called, suspended, resumed('switch'))).toEqual([]);
  });

  it('delivered-exactly-once: to whom', () => {
    const id = 'delivered-exactly-once';
    expect(judged(id, called, joined(2, 1), signalled(2), used(1), delivered(2, 4, 0))).toEqual([]);
    expect(judged(id, called, signalled(2), used(2), delivered(2, 4, 0))).toEqual([]);
    expect(judged(id, called, signalled(2), used(1), delivered(2, 4, 0))).toEqual(['foreign']);
    expect(judged(id, called, signalled(0))).toEqual(['no-handle']);
  });

  it('deadlock-told-truly', () => {
    const id = 'deadlock-told-truly';
    const invoked: CanonicalEvent = { kind: 'invoked', call: 'f', task: T };
    const reported: CanonicalEvent = { kind: 'deadlock-reported' };
    expect(judged(id, called, invoked, reported, rest)).toEqual([]);
    expect(judged(id, called, invoked, rest)).toEqual(['silent']);
    expect(judged(id, called, invoked, returned, rest)).toEqual([]);
    expect(judged(id, called, rest)).toEqual([]);
    expect(judged(id, called, invoked, returned, reported, rest)).toEqual(['false']);
    expect(judged(id, called, invoked, reported, resumed('tick'))).toEqual(['moves-on']);
    expect(judged(id, called, invoked, trapped('unreachable'), rest)).toEqual([]);
  });

  it('cancel-told-rightly', () => {
    const id = 'cancel-told-rightly';
    const sleeps = parked('set-has-event', 'c[1]', true);
    const cancelled: CanonicalEvent = { kind: 'cancelled', task: T };
    const wakes = [entered(), resumed('cancel', true), told];
    expect(judged(id, called, sleeps, asked, ...wakes, cancelled)).toEqual([]);
    expect(judged(id, called, sleeps, asked, entered(), resumed('tick', true))).toEqual(['late']);
    expect(judged(id, called, sleeps, asked, rest)).toEqual(['late']);
    // It is on the stack, and cannot be entered now.
    expect(judged(id, entered(), called, sleeps, asked, rest)).toEqual([]);
    const locked: CanonicalEvent = { kind: 'locked', task: 'c.g#1', lock: 'c' };
    const exclusive = { ...called, exclusive: true };
    expect(judged(id, exclusive, locked, sleeps, asked, rest)).toEqual([]);
    expect(judged(id, exclusive, sleeps, asked, rest)).toEqual(['late']);
    expect(judged(id, called, asked, sleeps)).toEqual(['slept-past']);
    expect(judged(id, called, asked, returned, sleeps)).toEqual([]);
    expect(judged(id, called, asked, parked('always'))).toEqual([]);
    expect(judged(id, called, asked, cancelled)).toEqual(['not-told']);
    expect(judged(id, called, told)).toEqual(['unasked']);
    expect(judged(id, called, asked, told, told)).toEqual(['unasked']);
    expect(judged(id, called, parked('always'), asked, resumed('cancel', true))).toEqual([
      'uncancellable',
    ]);
  });

  it('call-returns-truly', () => {
    const id = 'call-returns-truly';
    const calls: CanonicalEvent = { kind: 'call-begun', thread: T, async: true };
    const callee: CanonicalEvent = { ...called, by: 'c', task: 'd.g#1', instance: 'd' };
    const answer = (state: number): CanonicalEvent => ({
      kind: 'call-returned',
      thread: T,
      state,
    });
    const started: CanonicalEvent = { kind: 'started', task: 'd.g#1' };
    const over: CanonicalEvent = { kind: 'returned', task: 'd.g#1', value: 0 };
    expect(judged(id, called, calls, callee, answer(0))).toEqual([]);
    expect(judged(id, called, calls, callee, answer(1))).toEqual(['not-started']);
    expect(judged(id, called, calls, callee, started, answer(1))).toEqual([]);
    expect(judged(id, called, calls, callee, started, answer(0))).toEqual(['started']);
    expect(judged(id, called, calls, callee, started, answer(2))).toEqual(['unresolved']);
    expect(judged(id, called, calls, callee, started, over, answer(2))).toEqual([]);
    expect(judged(id, called, calls, callee, started, over, answer(1))).toEqual(['resolved']);
  });

  it('nonblocking-never-parks', () => {
    const id = 'nonblocking-never-parks';
    const poll: CanonicalEvent = { ...parked('always'), operation: 'waitable-set.poll' };
    expect(judged(id, called, poll)).toEqual(['poll']);
    const waits = parked('own-event', 'c[2]');
    expect(judged(id, called, builtIn('future.read', true), waits)).toEqual(['async']);
    expect(judged(id, called, builtIn('future.read'), waits)).toEqual([]);
    expect(judged(id, called, builtIn('future.read', true), parked('lock-free'))).toEqual([]);
  });

  it('gate-kept', () => {
    const shut: CanonicalEvent = { kind: 'backpressure', instance: 'c', value: 1 };
    const open: CanonicalEvent = { kind: 'backpressure', instance: 'c', value: 0 };
    const started: CanonicalEvent = { kind: 'started', task: T };
    expect(judged('gate-kept', shut, called, started)).toEqual(['started']);
    expect(judged('gate-kept', shut, { ...called, async: false }, started)).toEqual([]);
    expect(judged('gate-kept', shut, called, open, started)).toEqual([]);
  });

  it('entered-once', () => {
    const family: CanonicalEvent = {
      kind: 'declared',
      profile: 'made up',
      blocking: 'post-hoc',
      parents: { d: 'c' },
      instances: ['c', 'd', 'e'],
    };
    expect(judged('entered-once', entered(), entered())).toEqual(['twice']);
    expect(judged('entered-once', entered(), left, entered())).toEqual([]);
    expect(judged('entered-once', entered(), entered('d', 'c'))).toEqual([]);
    // From outside, whoever enters the child enters its parent.
    expect(judged('entered-once', family, entered(), entered('d', 'e'))).toEqual(['twice']);
    expect(judged('entered-once', family, entered(), entered('d', 'c'))).toEqual([]);
    expect(judged('entered-once', family, entered('d'), entered('c', 'd'))).toEqual([]);
  });

  it('roles-exclusive', () => {
    const waits = parked('own-event', 'c[2]');
    expect(judged('roles-exclusive', called, waits, joined(2, 1))).toEqual(['joined-under-waiter']);
    expect(judged('roles-exclusive', called, waits, joined(2, 0), joined(3, 1))).toEqual([]);
    expect(judged('roles-exclusive', called, joined(2, 1), waits)).toEqual(['waits-for-member']);
    const leaves: CanonicalEvent = { kind: 'left-set', instance: 'c', handle: 2 };
    expect(judged('roles-exclusive', called, joined(2, 1), leaves, waits)).toEqual([]);
  });

  it('drop-only-where-unused', () => {
    const id = 'drop-only-where-unused';
    expect(judged(id, called, dropped(1))).toEqual([]);
    expect(judged(id, called, parked('set-has-event', 'c[1]'), dropped(1))).toEqual(['waiter']);
    expect(judged(id, called, joined(2, 1), dropped(1))).toEqual(['member']);
    expect(judged(id, called, joined(2, 1), joined(2, 0), dropped(1))).toEqual([]);
  });

  it('one-copy-at-a-time', () => {
    const id = 'one-copy-at-a-time';
    const cancels: CanonicalEvent = { kind: 'cancel-begun', end: 'c[2]' };
    expect(judged(id, called, begun(2), begun(2))).toEqual(['copying']);
    expect(judged(id, called, begun(2), cancels, begun(2))).toEqual(['cancelling']);
    expect(judged(id, called, cancels)).toEqual(['idle']);
    const over = [begun(2), signalled(2), delivered(2, 2, 0)];
    expect(judged(id, called, ...over, begun(2))).toEqual([]);
    const future = [begun(2), signalled(2), delivered(2, 4, 0)];
    expect(judged(id, called, ...future, begun(2))).toEqual(['done']);
    const gone = [begun(2), signalled(2, 'dropped'), delivered(2, 2, 1)];
    expect(judged(id, called, ...gone, begun(2))).toEqual(['done']);
    expect(judged(id, called, ...gone, dropped(2), begun(2))).toEqual([]);
  });

  it('copies-told-truly', () => {
    const id = 'copies-told-truly';
    const meets = [begun(2, 3), begun(3, 2), copied(2, 3, 2)];
    expect(judged(id, called, ...meets, signalled(2, 'copied'), delivered(2, 3, 32))).toEqual([]);
    expect(judged(id, called, ...meets, signalled(2, 'copied'), delivered(2, 3, 16))).toEqual([
      'told-wrong',
    ]);
    expect(judged(id, called, ...meets, signalled(2, 'cancelled'), delivered(2, 3, 34))).toEqual(
      [],
    );
    expect(judged(id, called, ...meets, signalled(2, 'dropped'), delivered(2, 3, 32))).toEqual([
      'told-wrong',
    ]);
    expect(judged(id, called, begun(3), copied(2, 3))).toEqual(['not-copying']);
    expect(judged(id, called, begun(2, 3), begun(3), copied(2, 3, 2))).toEqual(['too-many']);
  });

  it('ends-meet', () => {
    expect(judged('ends-meet', called, begun(2), begun(3), rest)).toEqual(['passed-by']);
    expect(judged('ends-meet', called, begun(2), begun(3), signalled(2), rest)).toEqual([]);
    expect(judged('ends-meet', called, begun(2), rest)).toEqual([]);
    expect(judged('ends-meet', called, begun(2), signalled(2))).toEqual(['alone']);
    const completed = [begun(2, 0), begun(3), signalled(2)];
    expect(judged('ends-meet', called, ...completed)).toEqual([]);
    expect(judged('ends-meet', called, ...completed, signalled(3))).toEqual(['alone']);
  });

  it('nothing-lost', () => {
    const ended: CanonicalEvent = { kind: 'ended', task: T, thread: T };
    expect(judged('nothing-lost', called, rest)).toEqual(['left-over']);
    expect(judged('nothing-lost', called, parked('always'), rest)).toEqual([]);
    expect(judged('nothing-lost', called, ended, rest)).toEqual([]);
    expect(judged('nothing-lost', called, trapped('unreachable'), rest)).toEqual([]);
  });
});

describe('traps-told-truly', () => {
  const id = 'traps-told-truly';
  /** What has to have happened for the reason to be so, of handle 2. */
  const SO: Readonly<Record<string, readonly CanonicalEvent[]>> = {
    'end-busy': [begun(2)],
    'drop-busy': [begun(2)],
    'end-done': [begun(2), signalled(2), delivered(2, 4, 0)],
    'sync-in-set': [joined(2, 1)],
    'set-not-empty': [joined(3, 2)],
    'set-has-waiters': [parked('set-has-event', 'c[2]')],
    'terminal-delivered': [signalled(2), delivered(2, 1, 2)],
  };
  const NOT_SO: typeof SO = {
    'not-copying': [begun(2)],
    'future-unwritten': [begun(2), signalled(2), delivered(2, 4, 0)],
    'subtask-unresolved': [signalled(2), delivered(2, 1, 2)],
  };

  for (const [reason, events] of Object.entries(SO)) {
    it(`${reason} has to be so`, () => {
      expect(judged(id, called, ...events, used(2), trapped(reason))).toEqual([]);
      expect(judged(id, called, used(2), trapped(reason))).toEqual([reason]);
    });
  }

  for (const [reason, events] of Object.entries(NOT_SO)) {
    it(`${reason} may not be refuted`, () => {
      expect(judged(id, called, used(2), trapped(reason))).toEqual([]);
      expect(judged(id, called, ...events, used(2), trapped(reason))).toEqual([reason]);
    });
  }

  it('cannot-enter and same-instance', () => {
    const enters: CanonicalEvent = { kind: 'entering', instance: 'c', from: 'host' };
    const refused = trapped('cannot-enter', 'host');
    expect(judged(id, entered(), enters, refused)).toEqual([]);
    expect(judged(id, enters, refused)).toEqual(['cannot-enter']);
    const alike = trapped('same-instance', 'host');
    expect(judged(id, begun(2), begun(3), alike)).toEqual([]);
    expect(judged(id, begun(2), alike)).toEqual(['same-instance']);
  });
});
