import * as fc from 'fast-check';
import type { Component, Export, Instruction, Scenario } from '../../model/canonical/scenario.ts';
import { allowed, sometimes, type Words } from './vocabulary.ts';

const ENDS = ['fr', 'fw', 'sr', 'sw'];
const GLOBALS = [
  'set',
  'sub',
  't',
  'h',
  'pressure',
  'turns',
  'made',
  ...ENDS,
  ...ENDS.map((end) => `busy-${end}`),
];
const future = 'future<u8>';
const stream = 'stream<u8>';

const flag = fc.boolean();

type Body = readonly Instruction[];
type Operand = Extract<Instruction, { op: 'set' }>['value'];

const when = (condition: Operand, then: Body): Body => [{ op: 'if', condition, then }];
const set = (name: string, value: Operand): Instruction => ({ op: 'set', name, value });

/** Does it a few times in all: what goes on for ever says nothing of what is to come in the end. */
const oneMore = (counter: string, body: Body): Body =>
  when(['<', counter, 3], [set(counter, ['+', counter, 1]), ...body]);

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

/** The calls of an instance: of the other, lowered async or sync, and of the host. */
const calls = (words: Words): readonly fc.Arbitrary<Body>[] => {
  const host = allowed<string>(words, ['host', 'host']);
  const lowered = fc
    .tuple(fc.constantFrom('a', 'b', ...host), flag)
    .map(([name, join]) => callAsync(name, join && words.has('sets')));
  const sync = fc.constantFrom(
    ...allowed(words, [null, 'a', 'b'], ['sync-typed', 'sync']),
    ...host,
  );
  return [
    ...allowed(words, ['subtasks', lowered, lowered]),
    sync.map((name): Body => [{ op: 'call', import: name }]),
  ];
};

const threadOps = (words: Words): fc.Arbitrary<Body> =>
  fc
    .tuple(
      fc.constantFrom(
        'suspend-then-resume',
        'yield-then-resume',
        'suspend-then-promote',
        'yield-then-promote',
        'resume-later',
      ),
      sometimes(words, 'cancel', 50),
    )
    .map(([op, cancellable]) => thread(op, cancellable));

const park = (words: Words): fc.Arbitrary<Body> =>
  fc
    .tuple(
      fc.constantFrom(
        ...allowed<'thread.suspend' | 'thread.yield'>(
          words,
          [null, 'thread.yield'],
          ['threads', 'thread.suspend'],
        ),
      ),
      sometimes(words, 'cancel', 50),
    )
    .map(([op, cancellable]): Body => [{ op, cancellable }]);

const waits = (words: Words): fc.Arbitrary<Body> =>
  fc
    .tuple(fc.constantFrom('wait' as const, 'poll' as const), sometimes(words, 'cancel', 50))
    .map(([op, cancellable]): Body => [
      { op: `waitable-set.${op}`, set: 'set', cancellable, into: 'code', p1: 'p1', p2: 'p2' },
      ...heard,
    ]);

const copies = (words: Words): readonly fc.Arbitrary<Body>[] => {
  const ends = allowed(words, ['futures', 'fr', 'fw'], ['streams', 'sr', 'sw']);
  if (ends.length === 0) return [];
  return [
    fc
      .record({
        end: fc.constantFrom(...ends),
        count: fc.nat({ max: 2 }),
        async: fc.constantFrom(true, true, true, false),
        cancel: flag,
      })
      .map((each) => copy({ ...each, cancel: each.cancel || !words.has('sets') })),
  ];
};

const shortMoves = (words: Words): fc.Arbitrary<Body> =>
  fc.constantFrom<Body[]>(
    ...allowed<Body>(
      words,
      [null, [{ op: 'observe', name: 'here', value: 1 }]],
      [
        'backpressure',
        [{ op: 'backpressure.inc' }, set('pressure', ['+', 'pressure', 1])],
        when('pressure', [{ op: 'backpressure.dec' }, set('pressure', ['-', 'pressure', 1])]),
      ],
      [
        'threads',
        when(['==', 't', 0], oneMore('made', [{ op: 'thread.new-indirect', index: 0, into: 't' }])),
      ],
      ['resources', when('h', [{ op: 'resource.drop', resource: 'R', handle: 'h' }, set('h', 0)])],
      [
        'streams',
        when(
          ['==', 'busy-sr', 0],
          [
            { op: 'waitable.join', waitable: 'sr', set: 0 },
            { op: 'stream.drop-readable', type: stream, end: 'sr' },
            set('busy-sr', 2),
          ],
        ),
      ],
    ),
  );

/** What a function does, each a few instructions; few of them trap. */
const instructions = (words: Words): fc.Arbitrary<Body> =>
  fc.oneof(
    ...copies(words),
    ...calls(words),
    ...(words.has('subtasks') && words.has('cancel') ? [flag.map(cancelSubtask)] : []),
    ...allowed(
      words,
      ['sets', waits(words)],
      ['yields', park(words)],
      ['threads', threadOps(words)],
    ),
    shortMoves(words),
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
