import type { FunctionType, Scenario } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC_NUMBER,
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
  start,
  store,
  wait,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'stream<u8>';
const GET: FunctionType = { async: true, result: TYPE };
const SET: FunctionType = { async: true, params: [TYPE] };
const FOUR = { cell: 4, count: 4 };

const callee = (last: 'completed' | 'dropped') =>
  component('callee', {
    functions: [
      fn(
        'get',
        [],
        ends(TYPE),
        resolve('rx'),
        store(4, 11),
        write(TYPE, 'tx', copied('dropped', 4), { ...FOUR, async: false }),
        drop('writable', TYPE, 'tx'),
        EXIT,
      ),
      fn(
        'set',
        ['rx'],
        read(TYPE, 'rx', copied(last, 4), { ...FOUR, async: false }),
        is(load(4), 12),
        drop('readable', TYPE, 'rx'),
        resolve(),
        EXIT,
      ),
    ],
    exports: [exported('get', GET, callback('never')), exported('set', SET, callback('never'))],
  });

const world = (state: number): Scenario =>
  linked(
    [
      callee(state === 1 ? 'dropped' : 'completed'),
      component('caller', {
        imports: [
          { id: 'get', type: GET },
          { id: 'set', type: SET },
        ],
        functions: [
          fn(
            'run',
            [],
            call('get', [], 'rx'),
            read(TYPE, 'rx', copied('completed', 4), FOUR),
            is(load(4), 11),
            drop('readable', TYPE, 'rx'),
            ends(TYPE),
            start('set', ['rx'], { state }),
            store(4, 12),
            // Nobody reads yet where the call could not start.
            write(TYPE, 'tx', state === 1 ? copied('completed', 4) : -1, FOUR),
            state === 1 ? drop('writable', TYPE, 'tx') : [],
            newSet('set'),
            join('subtask', 'set'),
            wait('set', 1, 'subtask', state === 1 ? 2 : undefined),
            give(42),
          ),
        ],
        exports: [exported('run', ASYNC_NUMBER)],
      }),
    ],
    [invocation('caller', 'run')],
  );

/** D4: the first call still has the lock when the second comes. The test has it end before the second call returns. */
export const cases: readonly UpstreamCase[] = [
  {
    name: 'the second call starts at once',
    scenario: world(1),
    outcomes: ['run=trapped, trap unreachable'],
  },
  {
    name: 'the second call starts at once, for what is ready goes first',
    scenario: world(1),
    profile: 'wasmtime',
    outcomes: ['run=42'],
  },
  {
    name: 'the second call starts when the first has let go of the lock',
    scenario: world(0),
    outcomes: ['run=42'],
  },
];
