import {
  ASYNC,
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  cancelCopy,
  component,
  copied,
  drop,
  ends,
  exported,
  fn,
  give,
  call,
  is,
  linked,
  load,
  read,
  store,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';
import type { Instruction, Scenario } from '../../../../model/canonical/scenario.ts';

const TYPE = 'stream<u8>';

/** Keeps the writable end of a stream, whose readable end it gives away. */
const writer = (afterPartial: 'completed' | 'cancelled') =>
  component('writer', {
    globals: [{ id: 'tx' }],
    functions: [
      fn('make', [], ends(TYPE), give('rx')),
      fn(
        'write-four',
        [],
        store(8, 7),
        write(TYPE, 'tx', copied('completed', 4), { cell: 8, count: 4 }),
      ),
      fn(
        'write-and-drop',
        [],
        store(8, 7),
        write(TYPE, 'tx', copied('completed', 4), { cell: 8, count: 4 }),
        drop('writable', TYPE, 'tx'),
      ),
      fn(
        'start-write',
        [],
        store(8, 5),
        store(11, 6),
        write(TYPE, 'tx', BLOCKED, { cell: 8, count: 8 }),
        cancelCopy('write', TYPE, 'tx', copied('cancelled')),
        write(TYPE, 'tx', BLOCKED, { cell: 8, count: 8 }),
      ),
      fn('cancel', [], cancelCopy('write', TYPE, 'tx', copied(afterPartial, 4))),
    ],
    exports: [
      exported('make', { async: true, result: TYPE }),
      ...['write-four', 'write-and-drop', 'start-write', 'cancel'].map((id) => exported(id, ASYNC)),
    ],
  });

/** Starts a read, lets the other component do something, and cancels the read. */
const interrupted = (then: readonly Instruction[], result: number): Instruction[] => [
  ...read(TYPE, 'rx', BLOCKED, { cell: 8, count: 20 }),
  ...then,
  ...cancelCopy('read', TYPE, 'rx', result),
];

const world = (afterPartial: 'completed' | 'cancelled'): Scenario =>
  linked(
    [
      writer(afterPartial),
      component('reader', {
        imports: [
          { id: 'make', type: { async: true, result: TYPE } },
          ...['write-four', 'write-and-drop', 'start-write', 'cancel'].map((id) => ({
            id,
            type: ASYNC,
          })),
        ],
        functions: [
          fn(
            'run',
            [],
            call('make', [], 'rx'),
            is('rx', 1),
            interrupted([], copied('cancelled')),
            interrupted([call('write-four')], copied(afterPartial, 4)),
            is(load(8), 7),
            interrupted([call('write-and-drop')], copied('dropped', 4)),
            drop('readable', TYPE, 'rx'),
            call('make', [], 'rx'),
            is('rx', 1),
            call('start-write'),
            read(TYPE, 'rx', copied('completed', 4), { cell: 8, count: 4 }),
            is(load(8), 5),
            is(load(11), 6),
            call('cancel'),
            give(42),
          ),
        ],
        exports: [exported('run', ASYNC_NUMBER)],
      }),
    ],
    [invocation('reader', 'run')],
  );

/** What a cancel gives after a part was copied is where the specification and its tests differ. */
export const cases: readonly UpstreamCase[] = [
  {
    name: 'the event of the partial copy comes first',
    scenario: world('completed'),
    outcomes: ['run=42'],
  },
  {
    name: 'the cancel tells of the partial copy',
    scenario: world('cancelled'),
    profile: 'wasmtime',
    outcomes: ['run=42'],
  },
];
