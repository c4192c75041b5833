import { describe } from 'vitest';
import type { ContextEvent } from '../../model/context/events.ts';
import { declared } from '../support/declared.ts';
import { table } from '../support/traces.ts';

const waits = { task: 't1', operation: 'wait', on: 'ws1' } as const;
const entered = (frame: 'guest' | 'sync-guest'): ContextEvent => ({
  kind: 'entered',
  task: 't1',
  frame,
});
const signalled: ContextEvent = { kind: 'signalled', by: 's1', waitable: 'w1' };
const delivered: ContextEvent = { kind: 'delivered', ...waits, waitable: 'w1' };
const called: Extract<ContextEvent, { kind: 'wait-called' }> = {
  kind: 'wait-called',
  ...waits,
  cancellable: false,
};
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
  table({
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
    'a join, a leave and a signal that trap for blocking': [
      [
        declared,
        entered('guest'),
        { kind: 'trapped', task: 't1', operation: 'join', reason: 'cannot-block' },
        { kind: 'trapped', task: 't1', operation: 'leave', reason: 'cannot-block' },
        { kind: 'trapped', task: 't1', operation: 'signal', reason: 'cannot-block' },
      ],
      [
        'nonblocking-never-traps: trap-in-join',
        'nonblocking-never-traps: trap-in-leave',
        'nonblocking-never-traps: trap-in-signal',
      ],
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
    'a wait that returns an event that it leaves where it is': [
      [
        declared,
        entered('guest'),
        called,
        signalled,
        { kind: 'wait-returned', ...waits, got: 'w1' },
      ],
      ['delivered-exactly-once: not-cleared'],
    ],
    'a poll that swallows an event': [
      [
        declared,
        entered('guest'),
        signalled,
        { ...delivered, operation: 'poll' },
        { kind: 'polled', task: 't1', set: 'ws1', got: null },
      ],
      ['delivered-exactly-once: swallowed'],
    ],
    'a wait that takes two events and returns one': [
      [
        { ...declared, members: { w1: 'ws1', w2: 'ws1' } },
        entered('guest'),
        called,
        signalled,
        { ...signalled, waitable: 'w2' },
        delivered,
        { ...delivered, waitable: 'w2' },
        { kind: 'wait-returned', ...waits, got: 'w2' },
      ],
      ['delivered-exactly-once: two-in-one'],
    ],
    'a wait on one waitable that takes its event from a set': [
      [
        declared,
        entered('guest'),
        { ...called, operation: 'wait-one', on: 'w1' },
        signalled,
        { ...delivered, operation: 'wait-one', on: 'w1' },
      ],
      ['delivered-exactly-once: foreign'],
    ],
    'a signal that is dropped': [
      [
        declared,
        { kind: 'signal-called', by: 's1', waitable: 'w1' },
        { kind: 'signal-returned', by: 's1', waitable: 'w1' },
      ],
      ['delivered-exactly-once: signal-dropped'],
    ],
    'a signal that comes again once its event was taken': [
      [
        declared,
        entered('guest'),
        called,
        { kind: 'signal-called', by: 's1', waitable: 'w1' },
        signalled,
        delivered,
        { kind: 'wait-returned', ...waits, got: 'w1' },
        signalled,
        { kind: 'signal-returned', by: 's1', waitable: 'w1' },
      ],
      ['delivered-exactly-once: signal-repeated'],
    ],
    'a signal that marks again what is still marked': [
      [
        declared,
        { kind: 'signal-called', by: 's1', waitable: 'w1' },
        signalled,
        signalled,
        { kind: 'signal-returned', by: 's1', waitable: 'w1' },
      ],
      [],
    ],
    'a join that joins nothing': [
      [
        declared,
        { kind: 'join-called', by: 't1', waitable: 'w2', set: 'ws1' },
        { kind: 'join-returned', by: 't1', waitable: 'w2', set: 'ws1' },
      ],
      ['delivered-exactly-once: join-dropped'],
    ],
    'a waitable whose name every object knows': [
      [
        { ...declared, members: { toString: 'ws1' } },
        entered('guest'),
        called,
        { ...delivered, waitable: 'toString' },
      ],
      ['delivered-exactly-once: no-event'],
    ],
    'a deadlock report while a ready task cannot run: its executor is held by a wrong park': [
      [
        declared,
        entered('sync-guest'),
        called,
        parked,
        { kind: 'deadlock-reported', store: 'store' },
      ],
      ['park-only-where-suspendable: parked'],
    ],
    'a trap that says deadlock, by the last task that could move': [
      [declared, entered('guest'), ended2, called, { ...trapped, reason: 'deadlock' }],
      [],
    ],
    'a trap that says deadlock while another task can move': [
      [declared, entered('guest'), called, { ...trapped, reason: 'deadlock' }],
      ['deadlock-told-truly: somebody-moves'],
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
        { kind: 'deadlock-reported', store: 'store' },
        quiescent,
      ],
      [],
    ],
    'a deadlock that is not': [
      [declared, entered('guest'), called, parked, ended2, quiescent],
      ['deadlock-told-truly: hang'],
    ],
    'a deadlock report while somebody can move': [
      [declared, entered('guest'), called, parked, { kind: 'deadlock-reported', store: 'store' }],
      ['deadlock-told-truly: somebody-moves'],
    ],
    'a deadlock report while somebody may signal': [
      [
        { ...declared, sources: ['s1'] },
        entered('guest'),
        called,
        parked,
        ended2,
        { kind: 'deadlock-reported', store: 'store' },
      ],
      ['deadlock-told-truly: source-left'],
    ],
    'a deadlock report that leaves a wake on its way: no wakeup is lost by it': [
      [
        declared,
        entered('guest'),
        called,
        parked,
        signalled,
        { kind: 'deadlock-reported', store: 'store' },
        quiescent,
      ],
      ['deadlock-told-truly: somebody-moves'],
    ],
    'a deadlock report beside an event while somebody may signal': [
      [
        { ...declared, sources: ['s1'] },
        entered('guest'),
        called,
        parked,
        signalled,
        ended2,
        { kind: 'deadlock-reported', store: 'store' },
        quiescent,
      ],
      ['deadlock-told-truly: source-left'],
    ],
    'a trap for a deadlock while somebody can move': [
      [declared, entered('guest'), called, { ...trapped, reason: 'deadlock' }],
      ['deadlock-told-truly: somebody-moves'],
    ],
    'a deadlock report beside an event': [
      [
        declared,
        entered('guest'),
        called,
        parked,
        signalled,
        ended2,
        { kind: 'deadlock-reported', store: 'store' },
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
  });
});
