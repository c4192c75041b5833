import { describe, expect, it } from 'vitest';
import type { Protocol } from '../../model/context/protocol.ts';
import type { Runtime } from '../../model/context/runtime.ts';
import type { ContextEvent } from '../../model/context/events.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { check } from '../../api/check.ts';
import { contextSuite } from '../../properties/context-suite.ts';
import { judge } from '../../properties/judge.ts';
import { domainOf, scenario, signals } from '../support/context.ts';

/** What the invariants say of a trace, which need not come from any machine. */
const verdicts = (events: readonly ContextEvent[]): readonly string[] =>
  judge(contextSuite, contextSuite.observer.initial, events).broken.map(
    ({ property, finding }) => `${property}: ${finding.reason}`,
  );

const declared: ContextEvent = {
  kind: 'declared',
  guarding: 'lazy',
  members: { w1: 'ws1' },
  tasks: ['t1', 't2'],
  sources: [],
};
const waits = { task: 't1', operation: 'wait', on: 'ws1' } as const;
const entered = (frame: 'guest' | 'sync-guest'): ContextEvent => ({
  kind: 'entered',
  task: 't1',
  frame,
});
const signalled: ContextEvent = { kind: 'signalled', by: 's1', waitable: 'w1' };
const delivered: ContextEvent = { kind: 'delivered', ...waits, waitable: 'w1' };
const called: ContextEvent = { kind: 'wait-called', ...waits };
const parked: ContextEvent = { kind: 'parked', ...waits };
const trapped: ContextEvent = {
  kind: 'trapped',
  task: 't1',
  operation: 'wait',
  reason: 'cannot-block',
};
const ended2: ContextEvent = { kind: 'ended', task: 't2' };
const quiescent: ContextEvent = { kind: 'quiescent' };

describe('the invariants, on traces written by hand', () => {
  const traces: Readonly<Record<string, readonly [readonly ContextEvent[], readonly string[]]>> = {
    'a wait that parks, is woken and takes the event': [
      [
        declared,
        entered('guest'),
        called,
        parked,
        signalled,
        { kind: 'unparked', task: 't1', by: 's1' },
        delivered,
        { kind: 'wait-returned', ...waits, got: 'w1' },
        quiescent,
      ],
      [],
    ],
    'a park in a frame that cannot be suspended': [
      [declared, entered('sync-guest'), called, parked],
      ['park-only-where-suspendable: parked'],
    ],
    'a suspension in such a frame': [
      [
        declared,
        entered('sync-guest'),
        { kind: 'suspended', task: 't1', executor: 'e1', operation: 'yield' },
      ],
      ['park-only-where-suspendable: gave-way'],
    ],
    'a trap where the task may suspend': [
      [declared, entered('guest'), called, trapped],
      ['trap-only-where-unsuspendable: may-suspend'],
    ],
    'a trap where it may not': [[declared, entered('sync-guest'), called, trapped], []],
    'a lazy trap although an event is there': [
      [declared, entered('sync-guest'), signalled, called, trapped],
      ['trap-only-where-unsuspendable: event-was-there'],
    ],
    'an eager trap although an event is there': [
      [{ ...declared, guarding: 'eager' }, entered('sync-guest'), signalled, called, trapped],
      [],
    ],
    'a poll that traps': [
      [
        declared,
        entered('guest'),
        { kind: 'trapped', task: 't1', operation: 'poll', reason: 'cannot-block' },
      ],
      ['nonblocking-never-traps: trap-in-poll'],
    ],
    'a join that traps for another reason': [
      [
        declared,
        entered('guest'),
        { kind: 'trapped', task: 't1', operation: 'join', reason: 'sync-waiter' },
      ],
      [],
    ],
    'a poll that lets somebody run': [
      [
        declared,
        entered('guest'),
        { kind: 'suspended', task: 't1', executor: 'e1', operation: 'poll' },
      ],
      ['nonblocking-never-traps: poll-gave-way'],
    ],
    'an event that nobody signalled': [
      [declared, entered('guest'), called, delivered],
      ['delivered-exactly-once: no-event'],
    ],
    'an event that is delivered twice': [
      [declared, entered('guest'), called, signalled, delivered, delivered],
      ['delivered-exactly-once: no-event'],
    ],
    'an event of a waitable that has left the set': [
      [
        declared,
        entered('guest'),
        called,
        signalled,
        { kind: 'left-set', by: 't2', waitable: 'w1' },
        delivered,
      ],
      ['delivered-exactly-once: foreign'],
    ],
    'an event for a task that does not wait': [
      [declared, entered('guest'), signalled, delivered],
      ['delivered-exactly-once: stale'],
    ],
    'a wait that comes back with nothing': [
      [declared, entered('guest'), called, { kind: 'wait-returned', ...waits, got: null }],
      ['wake-means-check: never-waited'],
    ],
    'a woken wait that comes back with nothing': [
      [
        declared,
        entered('guest'),
        called,
        parked,
        { kind: 'unparked', task: 't1', by: 's1' },
        { kind: 'wait-returned', ...waits, got: null },
      ],
      ['wake-means-check: woken-for-nothing'],
    ],
    'a task asleep beside its event': [
      [declared, entered('guest'), called, parked, signalled, quiescent],
      ['no-lost-wakeup: lost'],
    ],
    'a deadlock that is reported': [
      [
        declared,
        entered('guest'),
        called,
        parked,
        ended2,
        { kind: 'deadlock-reported' },
        quiescent,
      ],
      [],
    ],
    'a deadlock that is not': [
      [declared, entered('guest'), called, parked, ended2, quiescent],
      ['deadlock-told-truly: hang'],
    ],
    'a deadlock report while somebody can move': [
      [declared, entered('guest'), called, parked, { kind: 'deadlock-reported' }],
      ['deadlock-told-truly: somebody-moves'],
    ],
    'a deadlock report while somebody may signal': [
      [
        { ...declared, sources: ['s1'] },
        entered('guest'),
        called,
        parked,
        ended2,
        { kind: 'deadlock-reported' },
      ],
      ['deadlock-told-truly: source-left'],
    ],
    'a deadlock report beside an event': [
      [
        declared,
        entered('guest'),
        called,
        parked,
        signalled,
        ended2,
        { kind: 'deadlock-reported' },
        quiescent,
      ],
      ['deadlock-told-truly: event-waits', 'no-lost-wakeup: lost'],
    ],
    'a guard that would trap where the task may suspend': [
      [declared, entered('guest'), { kind: 'probed', task: 't1', answer: 'trap' }],
      ['bookkeeping-matches-truth: refuses'],
    ],
    'a guard that would go on where it may not': [
      [declared, entered('sync-guest'), { kind: 'probed', task: 't1', answer: 'go' }],
      ['bookkeeping-matches-truth: permits'],
    ],
    'a return that gives the outer answer back': [
      [
        declared,
        entered('guest'),
        entered('sync-guest'),
        { kind: 'left', task: 't1', frame: 'sync-guest' },
        { kind: 'probed', task: 't1', answer: 'go' },
      ],
      [],
    ],
  };

  for (const [name, [events, expected]] of Object.entries(traces)) {
    it(`${name}: ${expected.join(', ') || 'fine'}`, () => {
      expect(verdicts(events)).toEqual(expected);
    });
  }
});

const withWait = (id: string, wait: Protocol): Runtime => ({
  ...reference,
  id,
  protocols: { ...reference.protocols, wait },
});

describe('a runtime that', () => {
  it('splits the check from the delivery gives one event to two waiters', () => {
    const split = withWait('split', [
      { label: 'register', do: ['register'] },
      { label: 'check', do: [{ check: [{ goto: 'take' }] }, { guard: ['deregister'] }] },
      { label: 'park', do: ['park'], next: 'check' },
      { label: 'take', do: ['deregister', 'deliver', 'done'] },
    ]);
    const two = scenario(
      [
        { body: [{ op: 'wait', set: 'ws1' }] },
        { executor: 'e2', body: [{ op: 'wait', set: 'ws1' }] },
      ],
      { signallers: signals('w1') },
    );
    const result = check(domainOf(split), { seed: '1', scenario: two });
    const broken = result.properties.find(({ id }) => id === 'delivered-exactly-once');
    expect(broken?.counterexample).toMatchObject({ reason: 'no-event' });
  });

  it('splits the check from the guard traps beside an event', () => {
    const split = withWait('late-guard', [
      { label: 'register', do: ['register'] },
      { label: 'check', do: [{ check: ['deregister', 'deliver', 'done'] }] },
      { label: 'guard', do: [{ guard: ['deregister'] }] },
      { label: 'park', do: ['park'], next: 'check' },
    ]);
    const one = scenario([{ frame: 'sync-guest', body: [{ op: 'wait', set: 'ws1' }] }], {
      signallers: signals('w1'),
    });
    const result = check(domainOf(split), { seed: '1', scenario: one });
    const broken = result.properties.find(({ id }) => id === 'trap-only-where-unsuspendable');
    expect(broken?.counterexample).toMatchObject({ reason: 'event-was-there' });
  });

  it('yields in a poll is seen to let others run', () => {
    const yielding = {
      ...reference,
      id: 'poll-yields',
      protocols: {
        ...reference.protocols,
        poll: [
          { label: 'give-way', do: ['requeue'] },
          { label: 'poll', do: [{ check: ['deliver'] }] },
        ],
      },
    };
    const result = check(domainOf(yielding), {
      seed: '1',
      scenario: scenario([{ body: [{ op: 'poll', set: 'ws1' }] }]),
    });
    const broken = result.properties.find(({ id }) => id === 'nonblocking-never-traps');
    expect(broken?.counterexample).toMatchObject({ reason: 'poll-gave-way' });
  });

  it('takes the events of the ledger as they come: an unknown kind changes nothing', () => {
    const before = contextSuite.observer.initial;
    expect(contextSuite.observer.observe(before, { kind: 'ticked' })).toBe(before);
  });
});
