import {
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  callback,
  component,
  drop,
  ends,
  EXIT,
  exported,
  fn,
  give,
  is,
  join,
  linked,
  load,
  newSet,
  read,
  resolve,
  start,
  wait,
  WAIT,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'future<unit>';

const callee = component('callee', {
  globals: [{ id: 'set' }, { id: 'rx' }],
  start: 'init',
  functions: [
    fn('init', [], newSet('set')),
    fn('blocker', [], WAIT('set')),
    fn(
      'on-event',
      ['event', 'end', 'result'],
      is('event', 4),
      is('end', 'rx'),
      is('result', 0),
      drop('readable', TYPE, 'rx'),
      resolve(42),
      EXIT,
    ),
    fn(
      'unblocker',
      [],
      ends(TYPE),
      is('rx', 2),
      is('tx', 3),
      read(TYPE, 'rx', BLOCKED),
      join('rx', 'set'),
      write(TYPE, 'tx', 0),
      drop('writable', TYPE, 'tx'),
      resolve(43),
      EXIT,
    ),
  ],
  exports: [
    exported('blocker', ASYNC_NUMBER, callback('on-event')),
    exported('unblocker', ASYNC_NUMBER, callback('never')),
  ],
});

const caller = component('caller', {
  imports: [
    { id: 'blocker', type: ASYNC_NUMBER },
    { id: 'unblocker', type: ASYNC_NUMBER },
  ],
  globals: [{ id: 'set' }],
  start: 'init',
  functions: [
    fn('init', [], newSet('set')),
    fn(
      'run',
      [],
      start('blocker', [], { cell: 1 }),
      is('subtask', 2),
      start('unblocker', [], { cell: 2, state: 2, into: 'none' }),
      is(load(2), 43),
      join('subtask', 'set'),
      wait('set', 1, 'subtask', 2),
      is(load(1), 42),
      { op: 'subtask.drop', subtask: 'subtask' },
      give(44),
    ),
  ],
  exports: [exported('run', ASYNC_NUMBER)],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a waitable joins a set that a task waits on, and has its event then',
    scenario: linked([callee, caller], [invocation('caller', 'run')]),
    outcomes: ['run=44'],
  },
];
