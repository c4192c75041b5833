import * as fc from 'fast-check';
import type {
  Component,
  Export,
  Instruction,
  Scenario,
} from '../../../model/canonical/scenario.ts';

const ENDS = ['fr', 'fw', 'sr', 'sw'];
const GLOBALS = ['set', 'sub', 't', 'h', 'pressure', ...ENDS, ...ENDS.map((end) => `busy-${end}`)];
const future = 'future<u8>';
const stream = 'stream<u8>';

const flag = fc.boolean();

type Body = readonly Instruction[];
type Operand = Extract<Instruction, { op: 'set' }>['value'];

const when = (condition: Operand, then: Body): Body => [{ op: 'if', condition, then }];
const set = (name: string, value: Operand): Instruction => ({ op: 'set', name, value });

const newFuture: Body = [
  { op: 'future.new', type: future, readable: 'fr', writable: 'fw' },
  set('busy-fr', 0),
  set('busy-fw', 0),
];

/** What an event tells of: the end is idle again, and the subtask can be dropped. */
const heard: Body = [
  ...when(['==', 'code', 2], [set('busy-sr', 0)]),
  ...when(['==', 'code', 3], [set('busy-sw', 0)]),
  ...when(['==', 'code', 4], newFuture),
  ...when(['==', 'code', 5], newFuture),
  ...when(
    ['==', 'code', 1],
    when(
      ['<', 1, 'p2'],
      [{ op: 'subtask.drop', subtask: 'p1' }, ...when(['==', 'sub', 'p1'], [set('sub', 0)])],
    ),
  ),
];

interface Copy {
  readonly end: string;
  readonly async: boolean;
  readonly count: number;
  readonly cancel: boolean;
}

/** A copy where none is under way; one that blocks is cancelled at once, or waited for in the set. */
const copy = ({ end, async, count, cancel }: Copy): Body => {
  const isFuture = end.startsWith('f');
  const name = end.endsWith('r') ? 'read' : 'write';
  const type = isFuture ? future : stream;
  const verb = isFuture ? 'future' : 'stream';
  const operate = {
    op: `${verb}.${name}`,
    type,
    async,
    end,
    into: 'status',
    ...(isFuture ? {} : { count }),
  } as Instruction;
  const stop = { op: `${verb}.cancel-${name}`, type, end } as Instruction;
  const blocked: Body = cancel
    ? [stop]
    : [set(`busy-${end}`, 1), { op: 'waitable.join', waitable: end, set: 'set' }];
  return when(
    ['==', `busy-${end}`, 0],
    [
      { op: 'waitable.join', waitable: end, set: 0 },
      operate,
      {
        op: 'if',
        condition: ['==', 'status', -1],
        then: blocked,
        ...(isFuture ? { else: [set(`busy-${end}`, 1)] } : {}),
      },
    ],
  );
};

const callAsync = (name: string, join: boolean): Body =>
  when(
    ['==', 'sub', 0],
    [
      { op: 'call', import: name, async: true, into: 'status' },
      set('sub', ['>>', 'status', 4]),
      ...(join ? when('sub', [{ op: 'waitable.join', waitable: 'sub', set: 'set' }]) : []),
    ],
  );

const cancelSubtask = (async: boolean): Body =>
  when('sub', [
    { op: 'waitable.join', waitable: 'sub', set: 0 },
    { op: 'set', name: 'old', value: 'sub' },
    set('sub', 0),
    { op: 'subtask.cancel', subtask: 'old', async, into: 'status' },
    {
      op: 'if',
      condition: ['==', 'status', -1],
      then: [{ op: 'waitable.join', waitable: 'old', set: 'set' }],
      else: [{ op: 'subtask.drop', subtask: 'old' }],
    },
  ]);

const thread = (op: string, cancellable: boolean): Body =>
  when('t', [
    set('target', 't'),
    set('t', 0),
    {
      op: `thread.${op}`,
      thread: 'target',
      ...(op === 'resume-later' ? {} : { cancellable }),
    } as Instruction,
  ]);

/** What a function does, each a few instructions; few of them trap. */
const instruction: fc.Arbitrary<Body> = fc.oneof(
  fc
    .record({ end: fc.constantFrom(...ENDS), count: fc.nat({ max: 2 }), cancel: flag })
    .chain((each) =>
      fc.constantFrom(true, true, true, false).map((async) => copy({ ...each, async })),
    ),
  fc.tuple(fc.constantFrom('a', 'b', 'host'), flag).map(([name, join]) => callAsync(name, join)),
  fc.tuple(fc.constantFrom('a', 'b', 'host'), flag).map(([name, join]) => callAsync(name, join)),
  fc.constantFrom('sync', 'a', 'b', 'host').map((name): Body => [{ op: 'call', import: name }]),
  flag.map(cancelSubtask),
  fc
    .tuple(fc.constantFrom('wait' as const, 'poll' as const), flag)
    .map(([op, cancellable]): Body => [
      { op: `waitable-set.${op}`, set: 'set', cancellable, into: 'code', p1: 'p1', p2: 'p2' },
      ...heard,
    ]),
  fc
    .tuple(fc.constantFrom('thread.suspend' as const, 'thread.yield' as const), flag)
    .map(([op, cancellable]): Body => [{ op, cancellable }]),
  fc
    .tuple(
      fc.constantFrom(
        'suspend-then-resume',
        'yield-then-resume',
        'suspend-then-promote',
        'yield-then-promote',
        'resume-later',
      ),
      flag,
    )
    .map(([op, cancellable]) => thread(op, cancellable)),
  fc.constantFrom<Body>(
    [{ op: 'backpressure.inc' }, set('pressure', ['+', 'pressure', 1])],
    when('pressure', [{ op: 'backpressure.dec' }, set('pressure', ['-', 'pressure', 1])]),
    when(['==', 't', 0], [{ op: 'thread.new-indirect', index: 0, into: 't' }]),
    when('h', [{ op: 'resource.drop', resource: 'R', handle: 'h' }, set('h', 0)]),
    when(
      ['==', 'busy-sr', 0],
      [
        { op: 'waitable.join', waitable: 'sr', set: 0 },
        { op: 'stream.drop-readable', type: stream, end: 'sr' },
        set('busy-sr', 2),
      ],
    ),
  ),
);

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

const body = (max: number): fc.Arbitrary<readonly Instruction[]> =>
  fc.array(instruction, { maxLength: max }).map((parts) => parts.flat());

const ending: fc.Arbitrary<Instruction> = fc.constantFrom<Instruction>(
  { op: 'return-exit' },
  { op: 'return-yield' },
  { op: 'return-wait', set: 'set' },
);

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
        { id: 'a', body: asyncBody(a, abis[0], endings[0]) },
        { id: 'b', body: asyncBody(b, abis[1], endings[1]) },
        {
          id: 'back',
          params: ['code', 'p1', 'p2'],
          body: [...confirm, ...back, ...finish, endings[2]],
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
