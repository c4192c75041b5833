import { describe, expect, it } from 'vitest';
import { AMENDED } from '../../../model/canonical/profiles/amended.ts';
import { WASMTIME } from '../../../model/canonical/profiles/wasmtime.ts';
import type {
  FunctionType,
  HostEnd,
  HostFunction,
  Instruction,
  Scenario,
} from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';
import { endsOf } from './outcomes.ts';

type Body = readonly Instruction[];

const newSet: Instruction = { op: 'waitable-set.new', into: 'set' };
const call: Body = [
  { op: 'call', import: 'h', async: true, into: 'status' },
  { op: 'set', name: 'sub', value: ['>>', 'status', 4] },
];

/** A component whose `run` may call the function `h` of the host. */
const withHost = (
  body: Body,
  host: Omit<HostFunction, 'id' | 'type'>,
  type: FunctionType = { async: true },
  more: Partial<Scenario> = {},
): Scenario =>
  linked(
    [
      {
        id: 'c',
        memory: 8,
        imports: [{ id: 'h', type }],
        functions: [{ id: 'run', params: ['x'], body }],
        exports: [
          {
            id: 'run',
            type: { async: true, params: ['stream<u8>'], result: 'u32' },
            function: 'run',
          },
        ],
      },
    ],
    [{ id: 'run', instance: 'c', export: 'run', args: [{ end: 'source' }] }],
    {
      instances: [{ id: 'c', component: 'c', imports: { h: { host: 'h' } } }],
      hostFunctions: [{ id: 'h', type, ...host }],
      hostEnds: [{ id: 'source', type: 'stream<u8>', end: 'writable' }],
      ...more,
    },
  );

const stateOf: Body = [...call, { op: 'return', value: ['&', 'status', 15] }];
const cancelled = (async: boolean): Body => [
  ...call,
  { op: 'subtask.cancel', subtask: 'sub', async, into: 'state' },
  { op: 'return', value: 'state' },
];

describe('functions of the host', () => {
  it('start and resolve when the host says so', () => {
    expect(endsOf(withHost(stateOf, {}))).toEqual(['run = 2']);
    expect(endsOf(withHost(stateOf, { resolve: 'later' }))).toEqual(['run = 1']);
    expect(endsOf(withHost(stateOf, { start: 'later' }))).toEqual(['run = 0']);
    expect(endsOf(withHost(stateOf, { resolve: 'either' }))).toEqual(['run = 1', 'run = 2']);
    expect(endsOf(withHost([{ op: 'call', import: 'h' }], { resolve: 'never' }))).toEqual([
      'run called',
    ]);
  });

  it('honour a cancel, ignore it, or confirm it later', () => {
    const later = { resolve: 'later' } as const;
    const ends = (how: HostFunction['cancel'], async: boolean): readonly string[] =>
      endsOf(withHost(cancelled(async), { ...later, cancel: how! }), AMENDED);
    expect(ends('honour', false)).toEqual(['run = 4']);
    expect(ends('ignore', false)).toEqual(['run = 2']);
    expect(ends('delay', false)).toEqual(['run = 2', 'run = 4']);
    expect(ends('honour', true)).toEqual(['run = 4']);
    expect(ends('ignore', true)).toEqual(['run = -1']);
    expect(endsOf(withHost(cancelled(false), { start: 'later' }))).toEqual(['run = 3']);
  });

  it('give results, also to memory', () => {
    const type = { async: true, result: 'u32' } as const;
    const into: Body = [
      { op: 'call', import: 'h', into: 'value' },
      { op: 'return', value: 'value' },
    ];
    expect(endsOf(withHost(into, { result: 9 }, type))).toEqual(['run = 9']);
    expect(endsOf(withHost(into, { result: 9, resolve: 'later' }, type))).toEqual(['run = 9']);
    const cell: Body = [
      { op: 'call', import: 'h', async: true, cell: 3, into: 'status' },
      { op: 'set', name: 'sub', value: ['>>', 'status', 4] },
      newSet,
      { op: 'waitable.join', waitable: 'sub', set: 'set' },
      { op: 'waitable-set.wait', set: 'set' },
      { op: 'return', value: ['load', 3] },
    ];
    expect(endsOf(withHost(cell, { result: 9, resolve: 'later' }, type))).toEqual(['run = 9']);
  });
});

const read = (count: number, async = false, cell = 0): Instruction => ({
  op: 'stream.read',
  type: 'stream<u8>',
  end: 'x',
  count,
  cell,
  async,
  into: 'result',
});
const source = (steps: HostEnd['steps'], slowCancel = false): Partial<Scenario> => ({
  hostEnds: [{ id: 'source', type: 'stream<u8>', end: 'writable', steps: steps ?? [], slowCancel }],
});
const reading = (body: Body, steps: HostEnd['steps'], slowCancel = false): Scenario =>
  withHost(
    [...body, { op: 'return', value: 'result' }],
    {},
    { async: true },
    source(steps, slowCancel),
  );

describe('ends of the host', () => {
  it('write what is read', () => {
    const body: Body = [
      read(4),
      { op: 'set', name: 'result', value: ['+', ['load', 0], ['load', 1]] },
    ];
    expect(endsOf(reading(body, [{ op: 'write', values: [3, 4] }]))).toEqual(['run = 7']);
  });

  it('drop', () => {
    expect(endsOf(reading([read(4)], [{ op: 'drop' }]))).toEqual(['run = 1']);
    expect(endsOf(reading([read(4)], []))).toEqual(['run called']);
  });

  it('give more of one write to a second read', () => {
    const body: Body = [
      read(1),
      read(4, false, 1),
      { op: 'set', name: 'result', value: ['load', 2] },
    ];
    expect(endsOf(reading(body, [{ op: 'write', values: [3, 4, 5] }]))).toEqual(['run = 5']);
  });

  it('confirm a cancel at once, or in a step of their own', () => {
    const body: Body = [
      read(4, true),
      {
        op: 'stream.cancel-read',
        type: 'stream<u8>',
        end: 'x',
        async: true,
        into: 'result',
      },
    ];
    expect(endsOf(reading(body, []))).toEqual(['run = 2']);
    expect(endsOf(reading(body, [], true))).toEqual(['run = -1']);
    const sync = body.map((each) =>
      each.op === 'stream.cancel-read' ? { ...each, async: false } : each,
    );
    expect(endsOf(reading(sync, [], true))).toEqual(['run = 2']);
    // A write of the host may come before its confirmation, and be heard of before that or with it.
    expect(endsOf(reading(sync, [{ op: 'write', values: [1] }], true))).toEqual([
      `run = ${1 << 4}`,
      `run = ${(1 << 4) | 2}`,
      'run = 2',
    ]);
  });

  it('read what a guest hands out', () => {
    const body: Body = [
      { op: 'stream.new', type: 'stream<u8>', readable: 'r', writable: 'w' },
      { op: 'call', import: 'h', args: ['r'] },
      { op: 'stream.write', type: 'stream<u8>', end: 'w', count: 3, into: 'first' },
      { op: 'stream.write', type: 'stream<u8>', end: 'w', count: 1, into: 'second' },
      { op: 'return', value: ['+', 'first', 'second'] },
    ];
    const scenario = withHost(
      body,
      {},
      { async: true, params: ['stream<u8>'] },
      {
        hostEnds: [
          { id: 'source', type: 'stream<u8>', end: 'writable' },
          {
            id: 'sink',
            type: 'stream<u8>',
            end: 'readable',
            from: { function: 'h' },
            steps: [{ op: 'read', count: 2 }, { op: 'drop' }],
          },
        ],
      },
    );
    // Two of the three are read. The guest may hear of the drop with that, or by its second write.
    expect(endsOf(scenario, AMENDED)).toEqual(['end-done', `run = ${(2 << 4) + 1}`]);
  });

  it('tell of their drop whom it leaves without a copy, if the rules say so and they read', () => {
    const polls = (end: string): Body => [
      { op: 'waitable-set.new', into: 'set' },
      { op: 'waitable.join', waitable: end, set: 'set' },
      { op: 'thread.yield' },
      { op: 'waitable-set.poll', set: 'set', into: 'event' },
      { op: 'return', value: 'event' },
    ];
    const gives: Body = [
      { op: 'stream.new', type: 'stream<u8>', readable: 'r', writable: 'w' },
      { op: 'call', import: 'h', args: ['r'] },
      ...polls('w'),
    ];
    const type = { async: true, params: ['stream<u8>'] } as const;
    const sink: HostEnd = {
      id: 'sink',
      type: 'stream<u8>',
      end: 'readable',
      from: { function: 'h' },
      steps: [{ op: 'drop' }],
    };
    const read = withHost(gives, {}, type, {
      hostEnds: [{ id: 'source', type: 'stream<u8>', end: 'writable' }, sink],
    });
    expect(endsOf(read, AMENDED)).toEqual(['run = 0']);
    expect(endsOf(read, WASMTIME)).toEqual(['run = 0', 'run = 3']);
    const written = withHost(polls('x'), {}, { async: true }, source([{ op: 'drop' }]));
    expect(endsOf(written, WASMTIME)).toEqual(['run = 0']);
  });
});

describe('the host as a caller', () => {
  const parked = (cancel: Instruction[]): Scenario =>
    linked(
      [
        {
          id: 'c',
          functions: [
            { id: 'f', body: [newSet, { op: 'return-wait', set: 'set' }] },
            { id: 'on', params: ['event', 'p1', 'p2'], body: [...cancel, { op: 'return-exit' }] },
          ],
          exports: [
            {
              id: 'f',
              type: { async: true, result: 'u32' },
              function: 'f',
              lift: { abi: 'callback', callback: 'on' },
            },
          ],
        },
      ],
      [{ id: 'f', instance: 'c', export: 'f', cancel: true }],
    );

  it('cancels', () => {
    expect(endsOf(parked([{ op: 'task.cancel' }]))).toEqual(['f cancelled']);
    expect(endsOf(parked([{ op: 'task.return', value: 5 }]))).toEqual(['f = 5']);
  });

  it('finds a dead store closed', () => {
    const scenario = linked(
      [
        {
          id: 'c',
          functions: [
            { id: 'bad', body: [{ op: 'unreachable' }] },
            { id: 'good', body: [] },
          ],
          exports: [
            { id: 'bad', type: {}, function: 'bad' },
            { id: 'good', type: {}, function: 'good' },
          ],
        },
      ],
      [
        { id: 'bad', instance: 'c', export: 'bad' },
        { id: 'good', instance: 'c', export: 'good', after: ['bad'], evenAfterTrap: true },
      ],
    );
    expect(endsOf(scenario)).toEqual(['unreachable']);
  });
});

describe('a callback that returns to its loop', () => {
  const looping = (first: Instruction): Scenario =>
    linked(
      [
        {
          id: 'c',
          functions: [
            { id: 'f', body: [newSet, first] },
            {
              id: 'on',
              params: ['event', 'p1', 'p2'],
              body: [{ op: 'task.return', value: 'event' }, { op: 'return-exit' }],
            },
          ],
          exports: [
            {
              id: 'f',
              type: { async: true, result: 'u32' },
              function: 'f',
              lift: { abi: 'callback', callback: 'on' },
            },
          ],
        },
      ],
      [{ id: 'f', instance: 'c', export: 'f' }],
    );

  it('goes on after a yield, and waits for good where nothing comes', () => {
    expect(endsOf(looping({ op: 'return-yield' }))).toEqual(['f = 0']);
    expect(endsOf(looping({ op: 'return-wait', set: 'set' }))).toEqual(['f called']);
  });
});

describe('core code that does not come to an end', () => {
  it('ends the run', () => {
    const spinning = (body: Body): Scenario =>
      linked(
        [
          {
            id: 'c',
            functions: [{ id: 'f', body: [{ op: 'loop', body }] }],
            exports: [{ id: 'f', type: {}, function: 'f' }],
          },
        ],
        [{ id: 'f', instance: 'c', export: 'f' }],
      );
    expect(endsOf(spinning([]), WASMTIME)).toEqual(['ran-away']);
    expect(endsOf(spinning([{ op: 'thread.yield' }]), WASMTIME)).toEqual(['ran-away']);
  });
});
