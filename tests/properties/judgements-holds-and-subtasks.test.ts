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
  requested,
  cancelled,
  yields,
  yielded,
  polls,
  polled,
  signalled,
  suspended,
  trapped,
  locked,
  unlocked,
  alone,
  registered,
  deregistered,
  ended,
  quiescent,
  cancellable,
  table,
} from '../support/traces.ts';

describe('a lock', () => {
  table({
    'that is in the hands of a task that parks': [
      [declared, entered(), locked(), called(), parked()],
      ['nothing-held-across-park: held'],
    ],
    'that is in the hands of a task that gives way': [
      [declared, entered(), locked(), yields(false), suspended('t1', 'yield')],
      ['nothing-held-across-park: held'],
    ],
    'that is given up before a park': [
      [declared, entered(), locked(), called(), unlocked(), parked()],
      [],
    ],
    'that somebody else has while a task parks': [
      [declared, entered(), entered('t2'), locked('t2'), called(), parked()],
      [],
    ],
    'that a wait does not take back': [
      [declared, entered(), requested, locked(), cancellable, unlocked(), cancelled, returned()],
      ['holds-restored: lost'],
    ],
    'that a wait takes back': [
      [
        declared,
        entered(),
        requested,
        locked(),
        cancellable,
        unlocked(),
        locked(),
        cancelled,
        returned(),
      ],
      [],
    ],
    'that a yield does not take back': [
      [declared, entered(), locked(), yields(false), unlocked(), yielded],
      ['holds-restored: lost'],
    ],
    'that a poll does not take back': [
      [declared, entered(), locked(), polls, unlocked(), polled(null)],
      ['holds-restored: lost'],
    ],
    'that somebody else has when a task comes back that had it': [
      [declared, entered(), locked(), yields(false), unlocked(), locked('t2'), yielded],
      ['holds-restored: lost'],
    ],
    'that was given back before the operation began': [
      [declared, entered(), locked(), unlocked(), yields(false), yielded],
      [],
    ],
    'that is free, and its waiter asleep': [
      [declared, entered(), parked({ operation: 'lock', on: 'l1' }), quiescent],
      ['no-lost-wakeup: lost'],
    ],
    'that a sleeper has, and another waits for: nobody reports it': [
      [
        declared,
        entered(),
        entered('t2'),
        locked('t2'),

        parked({ operation: 'lock', on: 'l1' }),
        parked({ task: 't2', operation: 'lock', on: 'l2' }),
        quiescent,
      ],
      ['nothing-held-across-park: held', 'deadlock-told-truly: hang'],
    ],
    'that traps where the task may suspend': [
      [declared, entered(), trapped('cannot-block', 'lock')],
      ['trap-only-where-unsuspendable: may-suspend'],
    ],
    'that traps where it may not': [
      [declared, entered('t1', 'sync-guest'), trapped('cannot-block', 'lock')],
      [],
    ],
  });
});

describe('a waiter list', () => {
  table({
    'on which a task stays that is back from its wait': [
      [declared, entered(), requested, cancellable, registered('ws1'), cancelled, returned()],
      ['holds-restored: still-registered'],
    ],
    'off which a task goes before it is back': [
      [
        declared,
        entered(),
        requested,
        cancellable,
        registered('ws1'),
        deregistered('ws1'),
        cancelled,
        returned(),
      ],
      [],
    ],
    'off which another takes a task': [
      [
        declared,
        entered(),
        requested,
        cancellable,
        registered('ws1'),
        { kind: 'popped', by: 's1', task: 't1', on: 'ws1' },
        cancelled,
        returned(),
      ],
      [],
    ],
  });
});

describe('a trap `cannot-block`', () => {
  const unsuspendable = [declared, entered('t1', 'sync-guest')];
  const trap = trapped('cannot-block');
  const parks = [called(), parked(), signalled(), unparked()];
  const taken: ContextEvent = {
    kind: 'delivered',
    task: 't1',
    operation: 'wait',
    on: 'ws1',
    waitable: 'w1',
  };
  const back = returned({ got: 'w1' });
  table({
    'in the frame in which the task has parked before': [
      [declared, entered(), ...parks, taken, back, called(), trap],
      ['trap-only-where-unsuspendable: may-suspend', 'one-rule-for-all: park-then-trap'],
    ],
    'in another frame than that in which it has parked': [
      [declared, entered(), ...parks, taken, back, entered('t1', 'sync-guest'), called(), trap],
      [],
    ],
    'once the frame in which it has parked has returned': [
      [
        declared,
        entered(),
        entered(),
        ...parks,
        taken,
        back,
        left(),
        entered('t1', 'sync-guest'),
        called(),
        trap,
      ],
      [],
    ],
    'in a frame from which the one in which it has parked has returned': [
      [
        declared,
        entered('t1', 'sync-guest'),
        entered(),
        ...parks,
        taken,
        back,
        left(),
        called(),
        trap,
      ],
      ['park-only-where-suspendable: parked'],
    ],
    'in the same frame, of another kind': [
      [
        declared,
        entered(),
        ...parks,
        taken,
        back,
        called(alone),
        trapped('sync-waiter', 'wait-one'),
      ],
      [],
    ],
    'although a request is there to take': [
      [...unsuspendable, requested, cancellable, trap],
      ['trap-only-where-unsuspendable: event-was-there'],
    ],
    'although a request is there, in a wait that cannot be cancelled': [
      [...unsuspendable, requested, called(), trap],
      [],
    ],
    'although a request is there, asked eagerly': [
      [
        { ...declared, guarding: 'eager' },
        entered('t1', 'sync-guest'),
        requested,
        cancellable,
        trap,
      ],
      [],
    ],
  });
});

describe('a subtask', () => {
  const caller: ContextEvent = { ...declared, members: {}, subtasks: ['t2'] };
  const begun = [caller, entered(), { kind: 'own-called', by: 't1', subtask: 't2' } as const];
  const cancels = called({ operation: 'cancel-subtask', on: 't2' });
  const progress: ContextEvent = { kind: 'signalled', by: 't2', waitable: 't2' };
  const taken: ContextEvent = {
    kind: 'delivered',
    task: 't1',
    operation: 'cancel-subtask',
    on: 't2',
    waitable: 't2',
  };
  const back = returned({ operation: 'cancel-subtask', on: 't2', got: 't2' });
  table({
    'whose progress is taken for its end': [
      [...begun, entered('t2'), progress, cancels, taken, back],
      ['delivered-exactly-once: progress'],
    ],
    'whose end is taken': [
      [...begun, entered('t2'), left('t2'), progress, cancels, taken, back],
      [],
    ],
    'whose progress is there while its caller sleeps until its end': [
      [
        ...begun,
        entered('t2'),
        progress,
        parked({ task: 't2' }),
        cancels,
        parked({ operation: 'cancel-subtask', on: 't2' }),
        { kind: 'deadlock-reported', store: 'store' },
        quiescent,
      ],
      [],
    ],
    'whose end is there while its caller sleeps': [
      [
        ...begun,
        entered('t2'),
        cancels,
        parked({
          operation: 'cancel-subtask',
          on: 't2',
        }),
        left('t2'),
        progress,
        ended('t2'),
        quiescent,
      ],
      ['no-lost-wakeup: lost'],
    ],
    'whose end was there where its caller may not suspend': [
      [
        caller,
        entered('t1', 'sync-guest'),
        entered('t2'),
        left('t2'),
        progress,
        cancels,
        trapped('cannot-block', 'cancel-subtask'),
      ],
      ['trap-only-where-unsuspendable: event-was-there'],
    ],
    'whose progress was there where its caller may not suspend': [
      [
        caller,
        entered('t1', 'sync-guest'),
        entered('t2'),
        progress,
        cancels,
        trapped('cannot-block', 'cancel-subtask'),
      ],
      [],
    ],
    'that nobody called cannot move, and so keeps no deadlock from being one': [
      [caller, entered(), called(), parked(), { kind: 'deadlock-reported', store: 'store' }],
      [],
    ],
    'that was called and has not ended can': [
      [...begun, called(), parked(), { kind: 'deadlock-reported', store: 'store' }],
      ['deadlock-told-truly: somebody-moves'],
    ],
  });
});
