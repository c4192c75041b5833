import { describe } from 'vitest';
import type { ContextEvent } from '../../model/context/events.ts';
import { declared } from '../support/declared.ts';
import {
  entered,
  left,
  called,
  returned,
  parked,
  unparked,
  resumed,
  requested,
  cancelled,
  yields,
  yielded,
  polls,
  polled,
  signalled,
  suspended,
  trapped,
  joined,
  alone,
  registered,
  deregistered,
  cancelCalled,
  cancelReturned,
  cancellable,
  table,
} from '../support/traces.ts';

describe('a cancel', () => {
  table({
    'that is taken by a wait, which returns with nothing': [
      [declared, entered(), requested, cancellable, cancelled, returned()],
      [],
    ],
    'that is taken by an operation that cannot be cancelled': [
      [declared, entered(), requested, called(), cancelled],
      ['cancel-delivered-once: uncancellable'],
    ],
    'that is taken in no operation at all': [
      [declared, entered(), requested, cancelled],
      ['cancel-delivered-once: uncancellable'],
    ],
    'that is taken twice': [
      [declared, entered(), requested, cancellable, cancelled, cancelled],
      ['cancel-delivered-once: twice'],
    ],
    'that nobody requested': [
      [declared, entered(), cancellable, cancelled],
      ['cancel-delivered-once: unrequested'],
    ],
    'that a yield does not tell': [
      [declared, entered(), requested, yields(), yielded],
      ['cancel-delivered-once: passed-over'],
    ],
    'that a yield which cannot be cancelled does not tell': [
      [declared, entered(), requested, yields(false), yielded],
      [],
    ],
    'that comes while a yield is under way, which never gave way': [
      [declared, entered(), yields(), requested, yielded],
      [],
    ],
    'that comes while a task has given way, and that it is not told when it is back': [
      [declared, entered(), yields(), suspended('t1', 'yield'), requested, resumed(), yielded],
      ['cancel-delivered-once: passed-over'],
    ],
    'that a poll does not tell': [
      [declared, entered(), requested, polls, polled(null)],
      ['cancel-delivered-once: passed-over'],
    ],
    'that a poll does not tell because it has an event to hand out': [
      [
        declared,
        entered(),
        requested,
        signalled(),
        polls,
        { kind: 'delivered', task: 't1', operation: 'poll', on: 'ws1', waitable: 'w1' },
        polled('w1'),
      ],
      [],
    ],
    'that a wait parks upon': [
      [declared, entered(), requested, cancellable, parked()],
      ['cancel-delivered-once: passed-over'],
    ],
    'that comes between the call of a wait and its park': [
      [declared, entered(), cancellable, requested, parked()],
      [],
    ],
    'that a wait had no time to look for, for it sleeps until a lock is free': [
      [
        declared,
        entered(),
        cancellable,
        parked(),
        requested,
        unparked(),
        resumed(),
        parked({ on: 'l1' }),
      ],
      [],
    ],
    'that is never made': [
      [declared, entered(), cancelCalled(), cancelReturned()],
      ['cancel-delivered-once: dropped'],
    ],
    'of a task that has not begun': [[declared, cancelCalled(), cancelReturned()], []],
    'of a task that has returned': [
      [declared, entered(), left(), cancelCalled(), cancelReturned()],
      [],
    ],
    'of a task that returns before it is made': [
      [declared, entered(), cancelCalled(), left(), cancelReturned()],
      [],
    ],
    'of a task that was cancelled before': [
      [declared, entered(), requested, cancelCalled(), cancelReturned()],
      [],
    ],
    'of a task that somebody else cancels meanwhile': [
      [
        declared,
        entered(),
        cancelCalled('s2'),
        cancelCalled(),
        requested,
        cancelReturned(),
        cancelReturned('s2'),
      ],
      [],
    ],
    'of a task whose store is closed': [
      [
        declared,
        entered(),
        entered('t2', 'sync-guest'),
        cancelCalled(),
        trapped('deadlock'),
      ].concat([cancelReturned()]),
      ['deadlock-told-truly: somebody-moves'],
    ],
  });
});

describe('a waitable', () => {
  const waitOne = called(alone);
  table({
    'that joins a set while a task waits on it alone': [
      [declared, entered(), waitOne, registered(), joined('w2')],
      ['roles-exclusive: joined'],
    ],
    'that joins a set once nobody waits on it alone': [
      [declared, entered(), waitOne, registered(), deregistered(), joined('w2')],
      [],
    ],
    'that is in a set and waited on alone': [
      [declared, entered(), called({ ...alone, on: 'w1' }), registered('w1')],
      ['roles-exclusive: in-set'],
    ],
    'that has left its set and is waited on alone': [
      [
        declared,
        entered(),
        { kind: 'left-set', by: 't1', waitable: 'w1' },
        called({ ...alone, on: 'w1' }),
        registered('w1'),
      ],
      [],
    ],
    'whose set is no more, and that is waited on alone': [
      [
        { ...declared, members: {} },
        entered(),
        joined('w1'),
        { kind: 'left-set', by: 't1', waitable: 'w1' },
        { kind: 'dropped', by: 't1', set: 'ws1' },
        called({ ...alone, on: 'w1' }),
        registered('w1'),
      ],
      [],
    ],
    'that two tasks wait on alone': [
      [
        declared,
        entered(),
        waitOne,
        registered(),
        entered('t2'),
        called({ ...alone, task: 't2' }),
        registered('w2', 't2'),
      ],
      ['roles-exclusive: two-waiters'],
    ],
    'that one task registers for twice': [
      [declared, entered(), waitOne, registered(), registered()],
      [],
    ],
    'in a set that two tasks wait on': [
      [
        declared,
        entered(),
        called(),
        registered('ws1'),
        entered('t2'),
        called({ task: 't2' }),
        registered('ws1', 't2'),
        joined('w2'),
      ],
      [],
    ],
  });
});

describe('a set', () => {
  const dropped: ContextEvent = { kind: 'dropped', by: 't2', set: 'ws1' };
  const empty: ContextEvent = { ...declared, members: {} };
  table({
    'that is dropped with a waitable in it': [
      [declared, dropped],
      ['drop-only-where-unused: has-members'],
    ],
    'that is dropped once its waitable has gone': [
      [declared, { kind: 'left-set', by: 't2', waitable: 'w1' }, dropped],
      [],
    ],
    'that is dropped under a waiter': [
      [empty, entered(), called(), registered('ws1'), parked(), dropped],
      ['drop-only-where-unused: waited-on'],
    ],
    'that is dropped under a waiter that is off the list and not yet back': [
      [
        empty,
        entered(),
        called(),
        registered('ws1'),
        parked(),
        { kind: 'popped', by: 's1', task: 't1', on: 'ws1' },
        unparked(),
        dropped,
      ],
      ['drop-only-where-unused: waited-on'],
    ],
    'that is dropped once the wait is over': [
      [empty, entered(), requested, cancellable, cancelled, returned(), dropped],
      [],
    ],
    'that is dropped while somebody waits on another': [
      [empty, entered(), called({ on: 'ws2' }), parked({ on: 'ws2' }), dropped],
      [],
    ],
  });
});
