import * as fc from 'fast-check';
import type { Component, Export, Instruction, Scenario } from '../../model/canonical/scenario.ts';
import {
  GLOBALS,
  heard,
  instructions,
  newFuture,
  oneMore,
  stream,
  type Body,
} from './busy-moves.ts';
import { allowed, sometimes, type Words } from './vocabulary.ts';
import { when } from '../../model/canonical/builder/index.ts';

const finish: Body = [
  { op: 'context.get', slot: 0, into: 'returned' },
  ...when(['==', 'returned', 0], [{ op: 'context.set', slot: 0, value: 1 }, { op: 'task.return' }]),
];

/** Confirms a cancel, where the task has not resolved. */
const confirm: Body = [
  ...when(
    ['==', 'code', 6],
    [
      { op: 'context.get', slot: 0, into: 'returned' },
      ...when(
        ['==', 'returned', 0],
        [{ op: 'context.set', slot: 0, value: 1 }, { op: 'task.cancel' }],
      ),
    ],
  ),
  ...heard,
];

const endings = (words: Words): fc.Arbitrary<Instruction> =>
  fc.constantFrom<Instruction[]>(
    ...allowed<Instruction>(
      words,
      [null, { op: 'return-exit' }],
      ['yields', { op: 'return-yield' }],
      ['sets', { op: 'return-wait', set: 'set' }],
    ),
  );

/** Which of the three: 0 is a sync lift, 1 one with a callback, 2 a stackful one. */
const abis = (words: Words): fc.Arbitrary<number> => {
  const any = allowed(words, ['sync-lifted', 0], ['callback', 1], ['stackful', 2]);
  return fc.constantFrom(...(any.length === 0 ? [1] : any));
};

/** By how it is lifted: synchronously, with a callback, or stackful. */
const asyncBody = (body: Body, abi: number, ending: Instruction): Body =>
  abi === 0
    ? body
    : abi === 1
      ? [...body, ...(ending.op === 'return-exit' ? finish : []), ending]
      : [...body, ...finish];

const START: readonly Instruction[] = [
  { op: 'waitable-set.new', into: 'set' },
  { op: 'stream.new', type: stream, readable: 'sr', writable: 'sw' },
  ...newFuture,
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

const component = (words: Words, id: string): fc.Arbitrary<Component> => {
  const one = instructions(words);
  const body = (max: number): fc.Arbitrary<Body> =>
    fc.array(one, { maxLength: max }).map((parts) => parts.flat());
  const ending = endings(words);
  return fc
    .record({
      sync: body(4),
      a: body(6),
      b: body(6),
      back: body(3),
      drop: body(1),
      thread: body(3),
      endings: fc.tuple(ending, ending, ending),
      abis: fc.tuple(abis(words), abis(words)),
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
        { id: 'a', body: asyncBody(a, abis[0], endings[0]) },
        { id: 'b', body: asyncBody(b, abis[1], endings[1]) },
        {
          id: 'back',
          params: ['code', 'p1', 'p2'],
          body: [
            ...confirm,
            ...back,
            ...finish,
            ...oneMore('turns', [endings[2]]),
            { op: 'return-exit' },
          ],
        },
        { id: 'drop', params: ['rep'], body: drop },
        { id: 'thread', params: ['x'], body: thread },
      ],
      exports: [
        exportOf('sync', false, 0),
        exportOf('a', true, abis[0]),
        exportOf('b', true, abis[1]),
      ],
    }));
};

const links = (instance: string) => ({
  sync: { instance, export: 'sync' },
  a: { instance, export: 'a' },
  b: { instance, export: 'b' },
  host: { host: 'host' },
});

/** Two instances that call one another and the host, at random. Most traps come late enough to see much before. */
export const busyWorlds = (words: Words): fc.Arbitrary<Scenario> =>
  fc
    .record({
      c: component(words, 'c'),
      d: component(words, 'd'),
      cancelled: sometimes(words, 'cancel', 100),
      syncCall: sometimes(words, 'sync-typed', 100),
      nested: sometimes(words, 'nested', 50),
      resolve: fc.constantFrom(
        'now' as const,
        'later' as const,
        'either' as const,
        'never' as const,
      ),
      cancel: fc.constantFrom('honour' as const, 'ignore' as const, 'delay' as const),
      start: fc.constantFrom('now' as const, 'later' as const),
    })
    .map(({ c, d, nested, cancelled, syncCall, ...host }) => {
      const cancel = cancelled ? { cancel: true } : {};
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
          { id: 'ca', instance: 'c', export: 'a', ...cancel },
          { id: 'cb', instance: 'c', export: 'b', ...cancel },
          ...(syncCall ? [{ id: 'ds', instance: 'd', export: 'sync' }] : []),
          { id: 'da', instance: 'd', export: 'a' },
        ],
      };
    });
