import {
  ASYNC,
  ASYNC_NUMBER,
  invocation,
  callback,
  component,
  EXIT,
  exported,
  fn,
  give,
  call,
  is,
  join,
  linked,
  newSet,
  resolve,
  set,
  start,
  wait,
  YIELD,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const looper = component('looper', {
  globals: [{ id: 'done' }],
  functions: [
    fn('spin', [], YIELD),
    fn('on-event', ['event', 'p1', 'p2'], is('event', 0), is('p1', 0), is('p2', 0), {
      op: 'if',
      condition: 'done',
      then: [resolve(), EXIT],
      else: [YIELD],
    }),
    fn('stop', [], set('done', 1)),
  ],
  exports: [exported('spin', ASYNC, callback('on-event')), exported('stop', ASYNC)],
});

const caller = component('caller', {
  imports: [
    { id: 'spin', type: ASYNC },
    { id: 'stop', type: ASYNC },
  ],
  functions: [
    fn(
      'after-return',
      [],
      start('spin'),
      call('stop'),
      newSet('set'),
      join('subtask', 'set'),
      wait('set', 1, 'subtask', 2),
      { op: 'subtask.drop', subtask: 'subtask' },
      give(42),
    ),
    fn('before-return', [], start('spin'), { op: 'subtask.drop', subtask: 'subtask' }),
  ],
  exports: [exported('after-return', ASYNC_NUMBER), exported('before-return', ASYNC_NUMBER)],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'after it has returned, and was told of',
    scenario: linked([looper, caller], [invocation('caller', 'after-return')]),
    outcomes: ['after-return=42'],
  },
  {
    name: 'before it has returned',
    scenario: linked([looper, caller], [invocation('caller', 'before-return')]),
    outcomes: ['before-return=trapped, trap subtask-unresolved'],
  },
];
