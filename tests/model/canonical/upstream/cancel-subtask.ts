import {
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  callback,
  code,
  component,
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
  start,
  store,
  wait,
  WAIT,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'future<unit>';
const WITH_FUTURE = { async: true, params: [TYPE], result: 'u32' } as const;

const callee = component('callee', {
  globals: [{ id: 'set' }],
  start: 'init',
  functions: [
    fn('init', [], newSet('set')),
    fn('f', [], WAIT('set')),
    fn(
      'on-event',
      ['event', 'p1', 'p2'],
      is('event', 6),
      is('p1', 0),
      is('p2', 0),
      { op: 'task.cancel' },
      EXIT,
    ),
    fn('g', ['rx'], read(TYPE, 'rx', BLOCKED), join('rx', 'set'), wait('set', 4), give(42)),
  ],
  exports: [exported('f', ASYNC_NUMBER, callback('on-event')), exported('g', WITH_FUTURE)],
});

const caller = component('caller', {
  imports: [
    { id: 'f', type: ASYNC_NUMBER },
    { id: 'g', type: WITH_FUTURE },
  ],
  functions: [
    fn(
      'run',
      [],
      store(1, 77),
      start('f', [], { cell: 1 }),
      code(
        { op: 'subtask.cancel', async: true, subtask: 'subtask', into: 'state' },
        is('state', 4),
      ),
      is(load(1), 77),
      { op: 'subtask.drop', subtask: 'subtask' },
      ends(TYPE),
      start('g', ['rx'], { cell: 1 }),
      code(
        { op: 'subtask.cancel', async: true, subtask: 'subtask', into: 'state' },
        is('state', BLOCKED),
      ),
      write(TYPE, 'tx', 0),
      newSet('set'),
      join('subtask', 'set'),
      wait('set', 1, 'subtask', 2),
      is(load(1), 42),
      give(42),
    ),
  ],
  exports: [exported('run', ASYNC_NUMBER)],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'one task is parked where it can be told, the other is not',
    scenario: linked([callee, caller], [invocation('caller', 'run')]),
    outcomes: ['run=42'],
  },
];
