import * as fc from 'fast-check';
import type {
  Component,
  Export,
  Instruction,
  Scenario,
} from '../../../model/canonical/scenario.ts';

const GLOBALS = ['set', 'r', 'w', 'sub', 't', 'me', 'h'];
const future = 'future<u8>';
const stream = 'stream<u8>';

const flag = fc.boolean();

/** Built-ins about the handles that the globals have: they trap where these are not what they take. */
const instruction: fc.Arbitrary<readonly Instruction[]> = fc.oneof(
  fc.constant<readonly Instruction[]>([{ op: 'waitable-set.new', into: 'set' }]),
  fc.constantFrom<readonly Instruction[]>(
    [{ op: 'future.new', type: future, readable: 'r', writable: 'w' }],
    [{ op: 'stream.new', type: stream, readable: 'r', writable: 'w' }],
    [{ op: 'backpressure.inc' }],
    [{ op: 'backpressure.dec' }],
    [{ op: 'task.return', value: 1 }],
    [{ op: 'task.cancel' }],
    [{ op: 'waitable-set.drop', set: 'set' }],
    [{ op: 'subtask.drop', subtask: 'sub' }],
    [{ op: 'future.drop-readable', type: future, end: 'r' }],
    [{ op: 'stream.drop-readable', type: stream, end: 'r' }],
    [{ op: 'stream.drop-writable', type: stream, end: 'w' }],
    [{ op: 'future.drop-writable', type: future, end: 'w' }],
    [{ op: 'thread.new-indirect', index: 0, into: 't' }],
    [{ op: 'thread.index', into: 'me' }],
    [{ op: 'resource.new', resource: 'R', rep: 1, into: 'h' }],
    [{ op: 'resource.drop', resource: 'R', handle: 'h' }],
  ),
  fc
    .record({
      waitable: fc.constantFrom('r', 'w', 'sub'),
      set: fc.constantFrom('set', 0),
    })
    .map((each): readonly Instruction[] => [{ op: 'waitable.join', ...each }]),
  fc
    .record({
      op: fc.constantFrom('waitable-set.wait' as const, 'waitable-set.poll' as const),
      cancellable: flag,
    })
    .map((each): readonly Instruction[] => [{ ...each, set: 'set' }]),
  fc
    .record({
      name: fc.constantFrom('read', 'write', 'cancel-read', 'cancel-write'),
      isFuture: flag,
      async: fc.constantFrom(true, true, false),
      count: fc.nat({ max: 2 }),
    })
    .map(({ name, isFuture, async, count }): readonly Instruction[] => [
      {
        op: `${isFuture ? 'future' : 'stream'}.${name}`,
        type: isFuture ? future : stream,
        async,
        end: name.endsWith('read') ? 'r' : 'w',
        ...(isFuture || name.startsWith('cancel') ? {} : { count }),
      } as Instruction,
    ]),
  fc
    .record({
      import: fc.constantFrom('sync', 'a', 'b', 'host'),
      async: flag,
    })
    .map((each): readonly Instruction[] =>
      each.async && each.import !== 'sync'
        ? [
            { op: 'call', import: each.import, async: true, into: 'status' },
            { op: 'set', name: 'sub', value: ['>>', 'status', 4] },
          ]
        : [{ op: 'call', import: each.import }],
    ),
  flag.map((async): readonly Instruction[] => [{ op: 'subtask.cancel', subtask: 'sub', async }]),
  fc
    .record({
      op: fc.constantFrom('thread.suspend' as const, 'thread.yield' as const),
      cancellable: flag,
    })
    .map((each): readonly Instruction[] => [each]),
  fc
    .record({
      op: fc.constantFrom(
        'thread.suspend-then-resume' as const,
        'thread.yield-then-resume' as const,
        'thread.suspend-then-promote' as const,
        'thread.yield-then-promote' as const,
        'thread.resume-later' as const,
      ),
      thread: fc.constantFrom('t', 'me'),
    })
    .map((each): readonly Instruction[] => [each]),
);

const body = (max: number): fc.Arbitrary<readonly Instruction[]> =>
  fc.array(instruction, { maxLength: max }).map((parts) => parts.flat());

const ending: fc.Arbitrary<Instruction> = fc.constantFrom<Instruction>(
  { op: 'return-exit' },
  { op: 'return-yield' },
  { op: 'return-wait', set: 'set' },
);

const START: readonly Instruction[] = [
  { op: 'waitable-set.new', into: 'set' },
  { op: 'stream.new', type: stream, readable: 'r', writable: 'w' },
  { op: 'thread.new-indirect', index: 0, into: 't' },
  { op: 'resource.new', resource: 'R', rep: 1, into: 'h' },
];

const exportOf = (id: string, async: boolean, abi: number): Export => ({
  id,
  type: { async },
  function: id,
  lift:
    !async || abi === 0
      ? { abi: 'sync' }
      : abi === 1
        ? { abi: 'callback', callback: 'back' }
        : { abi: 'stackful' },
});

const component = (id: string): fc.Arbitrary<Component> =>
  fc
    .record({
      sync: body(4),
      a: body(6),
      b: body(6),
      back: body(3),
      drop: body(1),
      thread: body(3),
      endings: fc.tuple(ending, ending, ending),
      abis: fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })),
    })
    .map(({ sync, a, b, back, drop, thread, endings, abis }) => ({
      id,
      memory: 4,
      globals: GLOBALS.map((name) => ({ id: name })),
      resources: [{ id: 'R', destructor: 'drop' }],
      imports: [
        { id: 'sync', type: {} },
        { id: 'a', type: { async: true } },
        { id: 'b', type: { async: true } },
        { id: 'host', type: { async: true } },
      ],
      table: ['thread'],
      start: 'start',
      functions: [
        { id: 'start', body: START },
        { id: 'sync', body: sync },
        { id: 'a', body: abis[0] === 1 ? [...a, endings[0]] : a },
        { id: 'b', body: abis[1] === 1 ? [...b, endings[1]] : b },
        { id: 'back', params: ['event', 'p1', 'p2'], body: [...back, endings[2]] },
        { id: 'drop', params: ['rep'], body: drop },
        { id: 'thread', params: ['x'], body: thread },
      ],
      exports: [
        exportOf('sync', false, 0),
        exportOf('a', true, abis[0]),
        exportOf('b', true, abis[1]),
      ],
    }));

/** Two instances that call one another and the host, at random. Most traps come late enough to see much before. */
export const randomWorld: fc.Arbitrary<Scenario> = fc
  .record({
    c: component('c'),
    d: component('d'),
    nested: flag,
    resolve: fc.constantFrom('now' as const, 'later' as const, 'either' as const, 'never' as const),
    cancel: fc.constantFrom('honour' as const, 'ignore' as const, 'delay' as const),
    start: fc.constantFrom('now' as const, 'later' as const),
  })
  .map(({ c, d, nested, ...host }) => {
    const links = (instance: string) => ({
      sync: { instance, export: 'sync' },
      a: { instance, export: 'a' },
      b: { instance, export: 'b' },
      host: { host: 'host' },
    });
    return {
      format: 1,
      machine: 'canonical-abi',
      components: [c, d],
      instances: [
        { id: 'c', component: 'c', imports: links('d') },
        { id: 'd', component: 'd', imports: links('c'), ...(nested ? { parent: 'c' } : {}) },
      ],
      hostFunctions: [{ id: 'host', type: { async: true }, ...host }],
      invocations: [
        { id: 'ca', instance: 'c', export: 'a', cancel: true },
        { id: 'cb', instance: 'c', export: 'b', cancel: true },
        { id: 'ds', instance: 'd', export: 'sync' },
        { id: 'da', instance: 'd', export: 'a' },
      ],
    };
  });
