import type { FunctionType } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  callback,
  component,
  copied,
  drop,
  ends,
  EXIT,
  exported,
  fn,
  give,
  call,
  is,
  join,
  linked,
  load,
  newSet,
  read,
  resolve,
  set,
  store,
  WAIT,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'stream<u8>';
const PRODUCE: FunctionType = { async: true, result: TYPE };
const CONSUME: FunctionType = { async: true, params: [TYPE], result: 'u32' };

const producer = component('producer', {
  globals: [{ id: 'set' }, { id: 'tx' }, { id: 'at' }],
  start: 'init',
  functions: [
    fn('init', [], newSet('set')),
    fn(
      'produce',
      [],
      ends(TYPE),
      resolve('rx'),
      write(TYPE, 'tx', BLOCKED, { count: 0 }),
      join('tx', 'set'),
      WAIT('set'),
    ),
    fn(
      'on-event',
      ['event', 'end', 'result'],
      is('event', 3),
      is('end', 'tx'),
      {
        op: 'if',
        condition: ['==', 'at', 0],
        then: [
          is('result', copied('completed')),
          store(0, 78),
          ...write(TYPE, 'tx', BLOCKED, { count: 4 }),
          set('at', 1),
          WAIT('set'),
        ],
      },
      is('result', copied('dropped', 4)),
      drop('writable', TYPE, 'tx'),
      EXIT,
    ),
  ],
  exports: [exported('produce', PRODUCE, callback('on-event'))],
});

const consumer = component('consumer', {
  globals: [{ id: 'set' }, { id: 'rx' }],
  start: 'init',
  functions: [
    fn('init', [], newSet('set')),
    fn(
      'consume',
      ['end'],
      set('rx', 'end'),
      read(TYPE, 'rx', BLOCKED, { count: 0 }),
      join('rx', 'set'),
      WAIT('set'),
    ),
    fn(
      'on-event',
      ['event', 'end', 'result'],
      is('event', 2),
      is('end', 'rx'),
      is('result', copied('completed')),
      read(TYPE, 'rx', copied('completed', 4), { count: 20 }),
      is(load(0), 78),
      drop('readable', TYPE, 'rx'),
      resolve(42),
      EXIT,
    ),
  ],
  exports: [exported('consume', CONSUME, callback('on-event'))],
});

const parent = component('parent', {
  imports: [
    { id: 'produce', type: PRODUCE },
    { id: 'consume', type: CONSUME },
  ],
  functions: [
    fn('run', [], call('produce', [], 'rx'), call('consume', ['rx'], 'result'), give('result')),
  ],
  exports: [exported('run', ASYNC_NUMBER)],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a write and a read of nothing tell that the other side is there',
    scenario: linked([producer, consumer, parent], [invocation('parent', 'run')]),
    outcomes: ['run=42'],
  },
];
