import type { Component, Instruction } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  callback,
  component,
  ends,
  EXIT,
  exported,
  fn,
  give,
  is,
  join,
  linked,
  newSet,
  read,
  start,
  wait,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'future<unit>';
const WITH_FUTURE = { async: true, params: [TYPE], result: 'u32' } as const;

const CANCELLED: readonly Instruction[] = [{ op: 'task.cancel' }, EXIT];

/** Waits for a future where it cannot be told of a cancel, which is then pending. */
const DEAF: readonly Instruction[] = [
  newSet('set'),
  ...read(TYPE, 'rx', BLOCKED),
  join('rx', 'set'),
  ...wait('set', 4),
];

const YIELD_ONCE: Instruction = { op: 'thread.yield', cancellable: true, into: 'cancelled' };

const callee = component('callee', {
  functions: [
    fn(
      'wait',
      [],
      newSet('set'),
      { op: 'waitable-set.wait', set: 'set', cancellable: true, into: 'event' },
      is('event', 6),
      CANCELLED,
    ),
    fn(
      'yield',
      [],
      {
        op: 'loop',
        body: [YIELD_ONCE, { op: 'if', condition: 'cancelled', then: [{ op: 'break' }] }],
      },
      CANCELLED,
    ),
    fn(
      'poll-pending',
      ['rx'],
      DEAF,
      { op: 'waitable-set.poll', set: 'set', cancellable: true, into: 'event' },
      is('event', 6),
      CANCELLED,
    ),
    fn('yield-pending', ['rx'], DEAF, YIELD_ONCE, is('cancelled', 1), CANCELLED),
  ],
  exports: [
    exported('wait', ASYNC_NUMBER, callback('never')),
    exported('yield', ASYNC_NUMBER, callback('never')),
    exported('poll-pending', WITH_FUTURE, callback('never')),
    exported('yield-pending', WITH_FUTURE, callback('never')),
  ],
});

const cancel = (state: number): Instruction[] => [
  { op: 'subtask.cancel', async: true, subtask: 'subtask', into: 'state' },
  is('state', state),
];

/** The callee confirms the cancel at once. */
const atOnce = (name: string): Instruction[] => [
  ...start(name),
  ...cancel(4),
  { op: 'subtask.drop', subtask: 'subtask' },
];

/** The callee hears of the cancel after its future was written. */
const later = (name: string): Instruction[] => [
  ends(TYPE),
  ...start(name, ['rx']),
  ...cancel(BLOCKED),
  ...write(TYPE, 'tx', 0),
  newSet('set'),
  join('subtask', 'set'),
  ...wait('set', 1, 'subtask', 4),
  { op: 'subtask.drop', subtask: 'subtask' },
];

const caller = (id: string, ...parts: readonly Instruction[][]): Component =>
  component(id, {
    imports: ['wait', 'yield', 'poll-pending', 'yield-pending'].map((name) => ({
      id: name,
      type: name.endsWith('pending') ? WITH_FUTURE : ASYNC_NUMBER,
    })),
    functions: [fn('run', [], ...parts, give(42))],
    exports: [exported('run', ASYNC_NUMBER)],
  });

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a wait, a yield, and a poll and a yield that come later',
    scenario: linked(
      [
        callee,
        caller(
          'caller',
          atOnce('wait'),
          atOnce('yield'),
          later('poll-pending'),
          later('yield-pending'),
        ),
      ],
      [invocation('caller', 'run')],
    ),
    outcomes: ['run=42'],
  },
  {
    name: 'all but the yield that may go on for ever',
    scenario: linked(
      [callee, caller('caller', atOnce('wait'), later('poll-pending'), later('yield-pending'))],
      [invocation('caller', 'run')],
    ),
    outcomes: ['run=42'],
  },
];
