import { describe, expect, it } from 'vitest';
import { AMENDED } from '../../../model/canonical/profiles/amended.ts';
import { SPECIFICATION } from '../../../model/canonical/profiles/specification.ts';
import { TRAP_REASONS } from '../../../model/canonical/reasons.ts';
import type { Profile } from '../../../model/canonical/profile.ts';
import type { Component, Instruction, Scenario } from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';
import { endsOf } from './outcomes.ts';
import { MORE_CASES } from './trap-cases.ts';

type Body = readonly Instruction[];

const set: Instruction = { op: 'waitable-set.new', into: 'set' };
const future: Instruction = { op: 'future.new', type: 'future<u8>', readable: 'r', writable: 'w' };
const stream: Instruction = { op: 'stream.new', type: 'stream<u8>', readable: 'r', writable: 'w' };
const readFuture: Instruction = { op: 'future.read', type: 'future<u8>', async: true, end: 'r' };
const writeFuture: Instruction = { op: 'future.write', type: 'future<u8>', async: true, end: 'w' };
const readStream = (count: number, async = true): Instruction => ({
  op: 'stream.read',
  type: 'stream<u8>',
  async,
  end: 'r',
  count,
});
const writeStream = (count: number): Instruction => ({
  op: 'stream.write',
  type: 'stream<u8>',
  async: true,
  end: 'w',
  count,
});
const join = (waitable: string): Instruction => ({ op: 'waitable.join', waitable, set: 'set' });
const callWaiting: Body = [
  { op: 'call', import: 'f', async: true, into: 'status' },
  { op: 'set', name: 'sub', value: ['>>', 'status', 4] },
];

/** A component `c` with one export `run`, and one `d` whose `f` waits for good. */
const running = (
  body: Body,
  more: Partial<Component> = {},
  lift: 'sync' | 'stackful' = 'sync',
): Scenario =>
  linked(
    [
      {
        id: 'd',
        resources: [{ id: 'R' }],
        functions: [
          { id: 'f', body: [set, { op: 'waitable-set.wait', set: 'set', cancellable: true }] },
          { id: 'take', params: ['x'], body: [] },
        ],
        exports: [
          { id: 'f', type: { async: true }, function: 'f' },
          { id: 'take-own', type: { params: ['own<R>'] }, function: 'take' },
          { id: 'take-future', type: { params: ['future<u8>'] }, function: 'take' },
          { id: 'take-two', type: { params: ['borrow<R>', 'own<R>'] }, function: 'take' },
        ],
      },
      {
        id: 'c',
        memory: 4,
        imports: [
          { id: 'f', type: { async: true } },
          { id: 'take-own', type: { params: ['own<R>'] } },
          { id: 'take-future', type: { params: ['future<u8>'] } },
          { id: 'take-two', type: { params: ['borrow<R>', 'own<R>'] } },
        ],
        importedResources: ['R'],
        resources: [{ id: 'Q' }],
        functions: [
          { id: 'run', body },
          { id: 'none', body: [] },
          { id: 'one', params: ['x'], body: [] },
        ],
        table: [null, 'none', 'one'],
        exports: [{ id: 'run', type: { async: true }, function: 'run', lift: { abi: lift } }],
        ...more,
      },
    ],
    [{ id: 'run', instance: 'c', export: 'run' }],
    {
      instances: [
        { id: 'd', component: 'd' },
        {
          id: 'c',
          component: 'c',
          imports: {
            f: { instance: 'd', export: 'f' },
            'take-own': { instance: 'd', export: 'take-own' },
            'take-future': { instance: 'd', export: 'take-future' },
            'take-two': { instance: 'd', export: 'take-two' },
          },
          resources: { R: { instance: 'd', resource: 'R' } },
        },
      ],
    },
  );

const small: Profile = {
  ...AMENDED,
  limits: { table: 3, buffer: 8, backpressure: 3 },
};

const stackful = (body: Body): Scenario => running(body, {}, 'stackful');

/** Each reason with the worlds that come to it, and to nothing else. */
const CASES: Readonly<Record<string, readonly (Scenario | readonly [Scenario, Profile])[]>> = {
  ...MORE_CASES,
  'cannot-leave': [
    running([], {
      functions: [
        { id: 'run', body: [] },
        { id: 'post', body: [set] },
      ],
      table: [],
      exports: [
        { id: 'run', type: {}, function: 'run', lift: { abi: 'sync', postReturn: 'post' } },
      ],
    }),
    // Before the handle is looked at.
    running([], {
      functions: [
        { id: 'run', body: [] },
        { id: 'post', body: [{ op: 'waitable-set.drop', set: 99 }] },
      ],
      table: [],
      exports: [
        { id: 'run', type: {}, function: 'run', lift: { abi: 'sync', postReturn: 'post' } },
      ],
    }),
  ],
  unreachable: [running([{ op: 'unreachable' }]), running([{ op: 'assert', condition: 0 }])],
  'memory-out-of-bounds': [
    running([{ op: 'store', cell: 4, value: 1 }]),
    running([{ op: 'set', name: 'x', value: ['load', 9] }]),
  ],
  'unknown-handle': [
    running([{ op: 'waitable-set.wait', set: 0 }]),
    running([{ op: 'subtask.drop', subtask: 5 }]),
    running([{ op: 'thread.resume-later', thread: 7 }]),
    running([set, { op: 'waitable.join', waitable: 9, set: 'set' }]),
    running([future, { op: 'waitable.join', waitable: 'r', set: 9 }]),
    running([
      set,
      { op: 'waitable-set.drop', set: 'set' },
      { op: 'waitable-set.poll', set: 'set' },
    ]),
  ],
  'table-full': [[running([set, set, set, set]), small]],
  'not-a-waitable-set': [
    running([future, { op: 'waitable-set.wait', set: 'r' }]),
    running([future, { op: 'waitable-set.poll', set: 'r' }]),
    running([future, { op: 'waitable-set.drop', set: 'r' }]),
    running([future, { op: 'waitable.join', waitable: 'r', set: 'w' }]),
  ],
  'not-a-waitable': [running([set, { op: 'waitable.join', waitable: 'set', set: 99 }])],
  'not-a-subtask': [
    running([future, { op: 'subtask.drop', subtask: 'r' }]),
    running([set, { op: 'subtask.cancel', subtask: 'set' }]),
  ],
  'not-the-end': [
    running([future, { op: 'future.read', type: 'future<u8>', end: 'w' }]),
    running([stream, { op: 'future.read', type: 'future<u8>', end: 'r' }]),
    running([future, { op: 'call', import: 'take-future', args: ['w'] }]),
  ],
  'not-a-resource': [running([set, { op: 'resource.drop', resource: 'Q', handle: 'set' }])],
  'element-type-differs': [
    running([future, { op: 'future.read', type: 'future<u32>', end: 'r' }]),
    // Before its state.
    running([future, readFuture, { op: 'future.read', type: 'future<u32>', end: 'r' }]),
  ],
  'resource-type-differs': [
    running([
      { op: 'resource.new', resource: 'Q', rep: 1, into: 'h' },
      { op: 'resource.rep', resource: 'R', handle: 'h', into: 'x' },
    ]),
    running([
      { op: 'resource.new', resource: 'Q', rep: 1, into: 'h' },
      { op: 'call', import: 'take-own', args: ['h'] },
    ]),
  ],
  'set-not-empty': [running([set, future, join('r'), { op: 'waitable-set.drop', set: 'set' }])],
  'sync-in-set': [
    running([set, future, join('r'), { op: 'future.read', type: 'future<u8>', end: 'r' }]),
    running([
      set,
      stream,
      readStream(1),
      join('r'),
      { op: 'stream.cancel-read', type: 'stream<u8>', end: 'r' },
    ]),
    running([set, ...callWaiting, join('sub'), { op: 'subtask.cancel', subtask: 'sub' }]),
  ],
  'sync-lifted': [running([{ op: 'task.return' }]), running([{ op: 'task.cancel' }])],
  'result-type-differs': [
    stackful([{ op: 'task.return', type: 'u32' }]),
    // Before the options.
    stackful([{ op: 'task.return', type: 'u32', options: 'other' }]),
  ],
  'options-differ': [stackful([{ op: 'task.return', options: 'other' }])],
  'already-resolved': [stackful([{ op: 'task.return' }, { op: 'task.return' }])],
  'not-cancelled': [
    stackful([{ op: 'task.cancel' }]),
    stackful([{ op: 'task.return' }, { op: 'task.cancel' }]),
  ],
  unresolved: [stackful([])],
  'backpressure-overflow': [
    [
      running([{ op: 'backpressure.inc' }, { op: 'backpressure.inc' }, { op: 'backpressure.inc' }]),
      small,
    ],
  ],
  'backpressure-underflow': [running([{ op: 'backpressure.dec' }])],
  'subtask-unresolved': [running([...callWaiting, { op: 'subtask.drop', subtask: 'sub' }])],
  'end-busy': [
    running([future, readFuture, readFuture]),
    running([stream, readStream(1), readStream(1)]),
    // An event that was not delivered keeps it busy; and before the set is looked at.
    running([set, stream, readStream(1), join('r'), writeStream(1), readStream(1, false)]),
  ],
  'end-done': [
    running([future, writeFuture, readFuture, readFuture]),
    running([
      stream,
      { op: 'stream.drop-readable', type: 'stream<u8>', end: 'r' },
      writeStream(1),
      writeStream(1),
    ]),
  ],
  'not-copying': [
    running([stream, { op: 'stream.cancel-read', type: 'stream<u8>', end: 'r' }]),
    running([future, { op: 'future.cancel-write', type: 'future<u8>', end: 'w', async: true }]),
  ],
  'drop-busy': [
    running([stream, readStream(1), { op: 'stream.drop-readable', type: 'stream<u8>', end: 'r' }]),
    running([
      stream,
      readStream(2),
      writeStream(1),
      { op: 'stream.drop-readable', type: 'stream<u8>', end: 'r' },
    ]),
  ],
  'future-unwritten': [
    running([future, { op: 'future.drop-writable', type: 'future<u8>', end: 'w' }]),
    // Before it is busy.
    running([future, writeFuture, { op: 'future.drop-writable', type: 'future<u8>', end: 'w' }]),
  ],
  'buffer-too-long': [[running([stream, readStream(9)]), small]],
  'buffer-out-of-bounds': [running([stream, readStream(5)])],
  'same-instance': [
    running([
      { op: 'future.new', type: 'future<char>', readable: 'r', writable: 'w' },
      { op: 'future.read', type: 'future<char>', async: true, end: 'r' },
      { op: 'future.write', type: 'future<char>', async: true, end: 'w' },
    ]),
  ],
  'lift-in-set': [
    running([set, future, join('r'), { op: 'call', import: 'take-future', args: ['r'] }]),
  ],
  'lift-busy': [running([future, readFuture, { op: 'call', import: 'take-future', args: ['r'] }])],
  'lift-done': [
    running([
      future,
      writeFuture,
      readFuture,
      set,
      join('r'),
      { op: 'call', import: 'take-future', args: ['r'] },
    ]),
  ],
  'callback-code': [3, 4, 15].map((code) =>
    running([], {
      functions: [
        { id: 'run', body: [{ op: 'return', value: code }] },
        { id: 'on', params: ['event', 'p1', 'p2'], body: [] },
      ],
      table: [],
      exports: [
        {
          id: 'run',
          type: { async: true },
          function: 'run',
          lift: { abi: 'callback', callback: 'on' },
        },
      ],
    }),
  ),
  'thread-not-suspended': [
    running([
      { op: 'thread.index', into: 'me' },
      { op: 'thread.resume-later', thread: 'me' },
    ]),
    running([
      { op: 'thread.new-indirect', index: 2, into: 't' },
      { op: 'thread.resume-later', thread: 't' },
      { op: 'thread.suspend-then-resume', thread: 't' },
    ]),
  ],
  'undefined-element': [
    running([{ op: 'thread.new-indirect', index: 0, into: 't' }]),
    running([{ op: 'thread.new-indirect', index: 9, into: 't' }]),
  ],
  'signature-differs': [running([{ op: 'thread.new-indirect', index: 1, into: 't' }])],
  'cannot-block': [
    running([], {
      functions: [{ id: 'run', body: [{ op: 'thread.suspend' }] }],
      table: [],
      exports: [{ id: 'run', type: {}, function: 'run' }],
    }),
  ],
};

describe('traps', () => {
  for (const [reason, scenarios] of Object.entries(CASES)) {
    it.each(scenarios.map((each, i) => [i, each] as const))(`${reason} %d`, (_, each) => {
      const [scenario, profile] = 'length' in each ? each : [each, SPECIFICATION];
      expect(endsOf(scenario, profile)).toEqual([reason]);
    });
  }

  it('has a case for every reason', () => {
    expect(Object.keys(CASES).toSorted()).toEqual(Object.keys(TRAP_REASONS).toSorted());
  });
});
