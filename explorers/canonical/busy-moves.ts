import * as fc from 'fast-check';
import type { Instruction } from '../../model/canonical/scenario.ts';
import { allowed, sometimes, type Words } from './vocabulary.ts';
import { set, when } from '../../model/canonical/builder/index.ts';

const ENDS = ['fr', 'fw', 'sr', 'sw'];
/** The globals of an instance: its handles, and what it has to know of them to use them well. */
export const GLOBALS = [
  'set',
  'sub',
  't',
  'h',
  'pressure',
  'turns',
  'made',
  'calls',
  ...ENDS,
  ...ENDS.map((end) => `busy-${end}`),
];
const future = 'future<u8>';
export const stream = 'stream<u8>';

const flag = fc.boolean();

/** A few instructions that belong together. */
export type Body = readonly Instruction[];

/** Does it a few times in all: what goes on for ever says nothing of what is to come in the end. */
export const oneMore = (counter: string, body: Body): Body =>
  when(['<', counter, 3], [set(counter, ['+', counter, 1]), ...body]);

export const newFuture: Body = [
  { op: 'future.new', type: future, readable: 'fr', writable: 'fw' },
  set('busy-fr', 0),
  set('busy-fw', 0),
];

/** What an event tells of: the end is idle again, and the subtask can be dropped. */
export const heard: Body = [
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
    oneMore('calls', [
      { op: 'call', import: name, async: true, into: 'status' },
      set('sub', ['>>', 'status', 4]),
      ...(join ? when('sub', [{ op: 'waitable.join', waitable: 'sub', set: 'set' }]) : []),
    ]),
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
    sync.map((name) => oneMore('calls', [{ op: 'call', import: name }])),
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
export const instructions = (words: Words): fc.Arbitrary<Body> =>
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
