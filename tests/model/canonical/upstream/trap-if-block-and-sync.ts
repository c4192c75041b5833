import type { Component, FunctionType, Scenario } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC,
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  callback,
  cancelCopy,
  component,
  ends,
  EXIT,
  exported,
  fn,
  give,
  call,
  is,
  linked,
  newSet,
  NUMBER,
  read,
  resolve,
  start,
  wait,
  WAIT,
  write,
  YIELD,
  type Part,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const callee: Component = component('callee', {
  functions: [
    fn('sync-lifted', [], newSet('set'), wait('set')),
    fn('callback-lifted', [], newSet('set'), WAIT('set')),
    fn('sync-typed', [], newSet('set'), wait('set')),
    fn('traps', [], { op: 'unreachable' }),
  ],
  exports: [
    exported('sync-lifted', ASYNC),
    exported('callback-lifted', ASYNC, callback('never')),
    exported('sync-typed', {}),
    exported('traps', ASYNC, callback('never')),
  ],
});

const world = (
  type: FunctionType,
  lift: 'sync' | 'callback',
  ...parts: readonly Part[]
): Scenario =>
  linked(
    [
      callee,
      component('c', {
        imports: callee.exports!.map(({ id, type: of }) => ({ id, type: of })),
        table: ['nothing', 'switches-back'],
        functions: [
          fn('nothing', ['argument']),
          fn('switches-back', ['argument'], {
            op: 'thread.suspend-then-resume',
            thread: 'argument',
          }),
          fn('on-event', ['event', 'p1', 'p2'], resolve(42), EXIT),
          fn('run', [], ...parts),
        ],
        exports: [exported('run', type, lift === 'sync' ? { abi: 'sync' } : callback('on-event'))],
      }),
    ],
    [invocation('c', 'run')],
  );

const TRAPS = ['run=trapped, trap cannot-block'];

const blocks = (name: string, ...parts: readonly Part[]): UpstreamCase => ({
  name: `${name} where nothing is there yet`,
  scenario: world({}, 'sync', ...parts),
  outcomes: TRAPS,
});

const fine = (name: string, ...parts: readonly Part[]): UpstreamCase => ({
  name: `${name} is fine`,
  scenario: world(NUMBER, 'sync', ...parts, give(42)),
  outcomes: ['run=42'],
});

const SYNC_COPY = { async: false };
const STREAM = 'stream<u8>';
const FUTURE = 'future<u8>';

const code = (packed: number): UpstreamCase => ({
  name: `callback code ${packed}`,
  scenario: world(ASYNC, 'callback', newSet('set'), give(['|', packed, ['<<', 'set', 4]])),
  outcomes: ['run=trapped, trap callback-code'],
});

/** The tests do these with handles that are none: whoever judges first does not look at them. */
const eagerly = (name: string, reason: string, part: Part): readonly UpstreamCase[] => [
  {
    name: `${name} of no handle, judged before it is tried`,
    scenario: world({}, 'sync', part),
    profile: 'wasmtime',
    outcomes: TRAPS,
  },
  {
    name: `${name} of no handle`,
    scenario: world({}, 'sync', part),
    outcomes: [`run=trapped, trap ${reason}`],
  },
];

export const cases: readonly UpstreamCase[] = [
  blocks('a call of a sync-lifted function', call('sync-lifted')),
  blocks('a call of a callback-lifted function', call('callback-lifted')),
  {
    name: 'an async task calls a sync-typed function that blocks',
    scenario: world(ASYNC, 'callback', call('sync-typed'), EXIT),
    outcomes: TRAPS,
  },
  blocks('suspend', { op: 'thread.suspend' }),
  blocks('wait', newSet('set'), wait('set')),
  fine(
    'a poll',
    newSet('set'),
    { op: 'waitable-set.poll', set: 'set', into: 'event', p1: 'p1', p2: 'p2' },
    is('event', 0),
  ),
  code(3),
  code(4),
  code(15),
  fine('a yield', { op: 'thread.yield' }),
  {
    name: 'a YIELD of a callback lift is fine, whatever its index',
    scenario: world(ASYNC_NUMBER, 'callback', give(['|', 1, ['<<', 57005, 4]])),
    outcomes: ['run=42'],
  },
  {
    name: 'a YIELD of a callback lift is fine',
    scenario: world(ASYNC_NUMBER, 'callback', YIELD),
    outcomes: ['run=42'],
  },
  fine(
    'yield-then-resume',
    { op: 'thread.new-indirect', index: 0, into: 'thread' },
    { op: 'thread.yield-then-resume', thread: 'thread' },
  ),
  fine(
    'suspend-then-resume of what switches back',
    { op: 'thread.index', into: 'self' },
    { op: 'thread.new-indirect', index: 1, argument: 'self', into: 'thread' },
    { op: 'thread.suspend-then-resume', thread: 'thread' },
  ),
  fine(
    'resume-later',
    { op: 'thread.new-indirect', index: 0, into: 'thread' },
    { op: 'thread.resume-later', thread: 'thread' },
  ),
  blocks('subtask.cancel', start('sync-lifted'), { op: 'subtask.cancel', subtask: 'subtask' }),
  blocks('stream.read', ends(STREAM), read(STREAM, 'rx', null, SYNC_COPY)),
  blocks('stream.write', ends(STREAM), write(STREAM, 'tx', null, SYNC_COPY)),
  blocks('future.read', ends(FUTURE), read(FUTURE, 'rx', null, SYNC_COPY)),
  blocks('future.write', ends(FUTURE), write(FUTURE, 'tx', null, SYNC_COPY)),
  fine(
    'a cancel of a copy, which is never slow between guests,',
    ends(STREAM),
    read(STREAM, 'rx', BLOCKED),
    cancelCopy('read', STREAM, 'rx', 2),
    read(STREAM, 'rx', BLOCKED),
  ),
  ...eagerly('subtask.cancel', 'unknown-handle', { op: 'subtask.cancel', subtask: 57005 }),
  ...eagerly('stream.read', 'unknown-handle', read(STREAM, 57005, null, SYNC_COPY)),
  ...eagerly('stream.write', 'unknown-handle', write(STREAM, 57005, null, SYNC_COPY)),
  ...eagerly('future.read', 'unknown-handle', read(FUTURE, 57005, null, SYNC_COPY)),
  ...eagerly('future.write', 'unknown-handle', write(FUTURE, 57005, null, SYNC_COPY)),
  ...eagerly('stream.cancel-read', 'unknown-handle', cancelCopy('read', STREAM, 57005)),
  ...eagerly('stream.cancel-write', 'unknown-handle', cancelCopy('write', STREAM, 57005)),
  ...eagerly('future.cancel-read', 'unknown-handle', cancelCopy('read', FUTURE, 57005)),
  ...eagerly('future.cancel-write', 'unknown-handle', cancelCopy('write', FUTURE, 57005)),
  ...eagerly('a call of what traps, instead', 'unreachable', call('traps')),
];
