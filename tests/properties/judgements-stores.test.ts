import { describe } from 'vitest';
import type { ContextEvent } from '../../model/context/events.ts';
import { declared } from '../support/declared.ts';
import {
  entered,
  left,
  called,
  parked,
  unparked,
  resumed,
  requested,
  yields,
  polls,
  signalled,
  suspended,
  trapped,
  ended,
  quiescent,
  apart,
  cancellable,
  table,
} from '../support/traces.ts';

describe('a store', () => {
  const trap = trapped('sync-waiter', 'join');
  const report = (store: string): ContextEvent => ({ kind: 'deadlock-reported', store });
  const sleeps = [called({ task: 't2', on: 'ws2' }), parked({ task: 't2', on: 'ws2' })];
  const runsOn: readonly ContextEvent[] = [
    resumed(),
    entered(),
    left(),
    called(),
    polls,
    yields(false),
  ];
  table({
    ...Object.fromEntries(
      runsOn.map((event) => [
        `that trapped, and whose task goes on with ${event.kind}`,
        [
          [declared, entered(), entered(), entered('t2'), { ...trap, task: 't2' }, event],
          ['trap-contained: runs-on'],
        ] as const,
      ]),
    ),
    'that trapped, and whose task ends what it is in the middle of': [
      [
        declared,
        entered(),
        entered('t2'),
        { kind: 'signal-called', by: 't2', waitable: 'w1' } as const,
        trap,
        signalled(),
        { kind: 'signalled', by: 't2', waitable: 'w1' } as const,
        { kind: 'signal-returned', by: 't2', waitable: 'w1' },
      ],
      [],
    ],
    'that trapped, and a task of another store goes on': [
      [apart, entered(), trap, entered('t2'), yields(false)].slice(0, 4),
      [],
    ],
    'that trapped, and a ready task of another is lost': [
      [apart, entered(), trap, quiescent],
      ['trap-contained: lost'],
    ],
    'that trapped, and all tasks of the other have ended': [
      [apart, entered(), trap, ended('t2'), quiescent],
      [],
    ],
    'in which nobody trapped, though a task is left over': [[declared, entered(), quiescent], []],
    'that trapped with an event for a sleeper': [
      [
        apart,
        entered(),
        called(),
        parked(),
        signalled(),
        entered('t2'),
        {
          ...trap,
          task: 't2',
        },
        ended('t2'),
        quiescent,
      ],
      ['no-lost-wakeup: lost'],
    ],
    'that trapped itself with an event for a sleeper': [
      [
        declared,
        entered(),
        called(),
        parked(),
        signalled(),
        entered('t2'),
        {
          ...trap,
          task: 't2',
        },
        quiescent,
      ],
      [],
    ],
    'that is told to be deadlocked while a task of another can move': [
      [apart, entered(), called(), parked(), report('st1')],
      ['deadlock-told-truly: somebody-moves'],
    ],
    'that is told to be deadlocked while a task of a closed one is in the middle of a signal': [
      [
        {
          ...apart,
          tasks: { t1: 'e1', t2: 'e1', t3: 'e2' },
          stores: { t1: 'st1', t2: 'st2', t3: 'st1' },
        },
        entered(),
        entered('t2'),
        ...sleeps,
        { kind: 'signal-called', by: 't3', waitable: 'w2' },
        trap,
        report('st2'),
      ],
      ['deadlock-told-truly: somebody-moves'],
    ],
    'that is told to be deadlocked once that signal is over': [
      [
        {
          ...apart,
          tasks: { t1: 'e1', t2: 'e1', t3: 'e2' },
          stores: { t1: 'st1', t2: 'st2', t3: 'st1' },
        },
        entered(),
        entered('t2'),
        ...sleeps,
        { kind: 'signal-called', by: 't3', waitable: 'w2' },
        trap,
        { kind: 'signalled', by: 't3', waitable: 'w2' } as const,
        { kind: 'signal-returned', by: 't3', waitable: 'w2' } as const,
        report('st2'),
      ],
      [],
    ],
    'that is told to be deadlocked after a trap in the middle of a join, which is over': [
      [
        apart,
        entered(),
        entered('t2'),
        ...sleeps,
        { kind: 'join-called', by: 't1', waitable: 'w1', set: 'ws1' },
        trap,
        report('st2'),
      ],
      [],
    ],
    'that is told to be deadlocked beside an event in another': [
      [
        apart,
        entered(),
        entered('t2'),
        called(),
        parked(),
        ...sleeps,
        signalled(),
        report('st2'),
        quiescent,
      ],
      ['no-lost-wakeup: lost'],
    ],
    'that is told to be deadlocked beside a request of its own': [
      [apart, entered(), ended('t2'), cancellable, parked(), requested, report('st1'), quiescent],
      ['deadlock-told-truly: event-waits', 'no-lost-wakeup: lost'],
    ],
    'that is told to be deadlocked beside a request that nobody can take': [
      [apart, entered(), ended('t2'), called(), parked(), requested, report('st1'), quiescent],
      [],
    ],
  });
});

describe('a ready task', () => {
  const gaveWay = (task: string): readonly ContextEvent[] => [
    resumed(task),
    suspended(task, 'yield'),
  ];
  const begun = [declared, resumed(), entered()];
  table({
    'that another overtakes twice': [
      [...begun, suspended('t1', 'yield'), ...gaveWay('t1')],
      ['ready-runs: overtaken'],
    ],
    'that another overtakes once': [[...begun, suspended('t1', 'yield'), resumed('t2')], []],
    'that another overtakes twice under `lifo`': [
      [{ ...declared, queue: 'lifo' }, resumed(), entered(), suspended('t1', 'yield'), resumed()],
      [],
    ],
    'that another overtakes twice under `slot`': [
      [{ ...declared, queue: 'slot' }, resumed(), entered(), suspended('t1', 'yield'), resumed()],
      ['ready-runs: overtaken'],
    ],
    'that runs in between': [
      [...begun, suspended('t1', 'yield'), resumed('t2'), suspended('t2', 'yield'), resumed()],
      [],
    ],
    'that another overtakes, being woken': [
      [...begun, called(), parked(), suspended('t1', 'wait'), unparked(), resumed()],
      ['ready-runs: overtaken'],
    ],
    'of another executor': [
      [
        { ...declared, tasks: { t1: 'e1', t2: 'e2' } },
        resumed(),
        entered(),
        suspended('t1', 'yield'),
        resumed(),
      ],
      [],
    ],
    'of a store that is closed': [
      [
        {
          ...declared,
          tasks: { t1: 'e1', t2: 'e1', t3: 'e2' },
          stores: { t1: 'st1', t2: 'st2', t3: 'st2' },
        },
        resumed(),
        entered(),
        { ...trapped('dropped', 'drop'), task: 't3' } as const,
        suspended('t1', 'yield'),
        resumed(),
      ],
      [],
    ],
    'that waits while another gets its turn back from its subtask': [
      [
        {
          ...declared,
          tasks: { t1: 'e1', t2: 'e1', t3: 'e1' },
          stores: { t1: 'store', t2: 'store', t3: 'store' },
          subtasks: ['t2'],
        },
        resumed(),
        entered(),
        { kind: 'own-called', by: 't1', subtask: 't2' } as const,
        resumed('t2'),
        entered('t2'),
        ended('t2'),
        resumed(),
      ],
      [],
    ],
    'that another overtakes once, which had run below its caller before': [
      [
        {
          ...declared,
          tasks: { t1: 'e1', t2: 'e1', t3: 'e1' },
          stores: { t1: 'store', t2: 'store', t3: 'store' },
          subtasks: ['t2'],
        },
        resumed(),
        entered(),
        { kind: 'own-called', by: 't1', subtask: 't2' },
        resumed('t2'),
        entered('t2'),
        suspended('t2', 'yield'),
        resumed(),
        suspended('t1', 'yield'),
        resumed('t2'),
      ],
      [],
    ],
    'that is none yet, for nobody has called it': [
      [
        { ...declared, subtasks: ['t2'] },
        resumed(),
        entered(),
        suspended('t1', 'yield'),
        resumed(),
      ],
      [],
    ],
    'whose executor is held by a task that parked where it may not, and goes on': [
      [declared, resumed(), entered('t1', 'sync-guest'), called(), parked(), unparked(), resumed()],
      ['park-only-where-suspendable: parked'],
    ],
  });
});
