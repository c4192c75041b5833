import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../model/canonical/profiles/index.ts';
import type { Instruction, Lift, Scenario } from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';
import { endsOf } from './outcomes.ts';

/** Under each profile by its conditions: waking.test.ts says what those by wakes come to. */
const underEach = (scenario: Scenario): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(PROFILES)
      .filter(([, { waking }]) => waking === 'level')
      .map(([id, profile]) => [id, endsOf(scenario, profile)]),
  );

const one = (body: readonly Instruction[], lift: Lift = { abi: 'sync' }): Scenario =>
  linked(
    [
      {
        id: 'c',
        memory: 8,
        functions: [{ id: 'run', body }],
        exports: [{ id: 'run', type: { async: true, result: 'u32' }, function: 'run', lift }],
      },
    ],
    [{ id: 'run', instance: 'c', export: 'run' }],
  );

describe('where engines and the specification differ', () => {
  it('D1: the options of a task.return', () => {
    const scenario = one([{ op: 'task.return', value: 42, options: 'none' }], {
      abi: 'stackful',
      options: 'memory',
    });
    expect(underEach(scenario)).toEqual({
      specification: ['options-differ'],
      amended: ['options-differ'],
      wasmtime: ['run = 42'],
      jco: ['run = 42'],
    });
  });

  it('D2: a wait whose event is there already', () => {
    const scenario = linked(
      [
        {
          id: 'd',
          functions: [
            {
              id: 'f',
              body: [
                { op: 'waitable-set.new', into: 'set' },
                { op: 'future.new', type: 'future<unit>', readable: 'r', writable: 'w' },
                { op: 'future.read', type: 'future<unit>', async: true, end: 'r' },
                { op: 'waitable.join', waitable: 'r', set: 'set' },
                { op: 'future.write', type: 'future<unit>', end: 'w' },
                { op: 'waitable-set.wait', set: 'set' },
              ],
            },
          ],
          exports: [{ id: 'f', type: { async: true }, function: 'f' }],
        },
        {
          id: 'c',
          imports: [{ id: 'f', type: { async: true } }],
          functions: [
            {
              id: 'run',
              body: [
                { op: 'call', import: 'f', async: true, into: 'status' },
                { op: 'return', value: ['&', 'status', 15] },
              ],
            },
          ],
          exports: [{ id: 'run', type: { async: true, result: 'u32' }, function: 'run' }],
        },
      ],
      [{ id: 'run', instance: 'c', export: 'run' }],
      {
        instances: [
          { id: 'd', component: 'd' },
          { id: 'c', component: 'c', imports: { f: { instance: 'd', export: 'f' } } },
        ],
      },
    );
    expect(underEach(scenario)).toEqual({
      specification: ['run = 1', 'run = 2'],
      amended: ['run = 1', 'run = 2'],
      wasmtime: ['run = 2'],
      jco: ['run = 1'],
    });
  });

  it('D3: a cancel after a partial copy', () => {
    const scenario = one([
      { op: 'stream.new', type: 'stream<u8>', readable: 'r', writable: 'w' },
      { op: 'stream.write', type: 'stream<u8>', async: true, end: 'w', count: 4 },
      { op: 'stream.read', type: 'stream<u8>', async: true, end: 'r', cell: 4, count: 2 },
      { op: 'stream.cancel-write', type: 'stream<u8>', end: 'w', into: 'result' },
      { op: 'return', value: 'result' },
    ]);
    const completed = [`run = ${2 << 4}`];
    const cancelled = [`run = ${(2 << 4) | 2}`];
    expect(underEach(scenario)).toEqual({
      specification: completed,
      amended: completed,
      wasmtime: cancelled,
      jco: cancelled,
    });
  });

  it('D5: calls between parent and child', () => {
    const scenario = linked(
      [
        {
          id: 'parent',
          imports: [{ id: 'f', type: {} }],
          functions: [{ id: 'run', body: [{ op: 'call', import: 'f' }] }],
          exports: [{ id: 'run', type: {}, function: 'run' }],
        },
        {
          id: 'child',
          functions: [{ id: 'f', body: [] }],
          exports: [{ id: 'f', type: {}, function: 'f' }],
        },
      ],
      [{ id: 'run', instance: 'parent', export: 'run' }],
      {
        instances: [
          {
            id: 'parent',
            component: 'parent',
            imports: { f: { instance: 'child', export: 'f' } },
          },
          { id: 'child', component: 'child', parent: 'parent' },
        ],
      },
    );
    expect(underEach(scenario)).toEqual({
      specification: ['run = 0'],
      amended: ['run = 0'],
      wasmtime: ['cannot-enter'],
      jco: ['run = 0'],
    });
  });

  it('D6: the order in which the gate is passed', () => {
    const call = (into: string): readonly Instruction[] => [
      { op: 'call', import: 'f', async: true, args: [into === 'a' ? 1 : 2], into },
    ];
    const scenario = linked(
      [
        {
          id: 'd',
          globals: [{ id: 'seen' }],
          functions: [
            {
              id: 'f',
              params: ['x'],
              body: [{ op: 'set', name: 'seen', value: ['|', ['<<', 'seen', 4], 'x'] }],
            },
            { id: 'shut', body: [{ op: 'backpressure.inc' }] },
            { id: 'open', body: [{ op: 'backpressure.dec' }] },
            { id: 'seen', body: [{ op: 'return', value: 'seen' }] },
          ],
          exports: [
            { id: 'f', type: { async: true, params: ['u32'] }, function: 'f' },
            { id: 'shut', type: {}, function: 'shut' },
            { id: 'open', type: {}, function: 'open' },
            { id: 'seen', type: { result: 'u32' }, function: 'seen' },
          ],
        },
        {
          id: 'c',
          imports: [
            { id: 'f', type: { async: true, params: ['u32'] } },
            { id: 'shut', type: {} },
            { id: 'open', type: {} },
          ],
          functions: [
            {
              id: 'run',
              body: [
                { op: 'call', import: 'shut' },
                ...call('a'),
                ...call('b'),
                { op: 'call', import: 'open' },
                { op: 'waitable-set.new', into: 'set' },
                ...['a', 'b'].flatMap((each): readonly Instruction[] => [
                  { op: 'waitable.join', waitable: ['>>', each, 4], set: 'set' },
                ]),
                {
                  op: 'loop',
                  body: [
                    { op: 'waitable-set.wait', set: 'set', p2: 'state' },
                    {
                      op: 'if',
                      condition: ['==', 'state', 2],
                      then: [{ op: 'set', name: 'done', value: ['+', 'done', 1] }],
                    },
                    { op: 'if', condition: ['==', 'done', 2], then: [{ op: 'break' }] },
                  ],
                },
              ],
            },
          ],
          exports: [{ id: 'run', type: { async: true }, function: 'run' }],
        },
      ],
      [
        { id: 'run', instance: 'c', export: 'run' },
        { id: 'seen', instance: 'd', export: 'seen', after: ['run'] },
      ],
      {
        instances: [
          { id: 'd', component: 'd' },
          {
            id: 'c',
            component: 'c',
            imports: {
              f: { instance: 'd', export: 'f' },
              shut: { instance: 'd', export: 'shut' },
              open: { instance: 'd', export: 'open' },
            },
          },
        ],
      },
    );
    const any = ['run = 0, seen = 18', 'run = 0, seen = 33'];
    expect(underEach(scenario)).toEqual({
      specification: any,
      amended: any,
      wasmtime: any.slice(0, 1),
      jco: any.slice(0, 1),
    });
  });
});
