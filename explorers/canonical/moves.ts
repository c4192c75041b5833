import * as fc from 'fast-check';
import type { Expression, Instruction, ValueType } from '../../model/canonical/scenario.ts';
import { allowed, anyOf, sometimes, type Words } from './vocabulary.ts';
import {
  cancelCopy,
  copy,
  drop,
  ends,
  observe,
  type EndType,
} from '../../model/canonical/builder/index.ts';

/** A few instructions that belong together. */
export type Move = readonly Instruction[];

/**
 * The names that all functions of an instance share: a set, both ends of a stream or future, a subtask, and threads.
 * Its start function makes them, so that most uses of them are good ones.
 */
export const SHARED = [
  'set',
  'rx',
  'tx',
  'sub',
  'thread',
  'turns',
  'shut',
  'gift',
  'made',
] as const;

/** What the moves of a function may name. */
export interface Scope {
  readonly words: Words;
  /** What its two ends are of; null: it has none. */
  readonly type: EndType | null;
  readonly imports: readonly Callee[];
  /** The type of what it was given as `given`. */
  readonly given?: ValueType;
}

/** An import, and how to come by an argument for it, in `gift`. */
export interface Callee {
  readonly id: string;
  readonly async: boolean;
  readonly prepare: Move;
  readonly args: readonly Expression[];
}

const tell = (name: string): Instruction => observe('got', name);
const move = (...instructions: readonly Instruction[]): fc.Arbitrary<Move> =>
  fc.constant(instructions);

/** Nearly always only where the condition holds, for else it would trap. */
const guarded = (
  words: Words,
  condition: Expression,
  made: fc.Arbitrary<Move>,
): fc.Arbitrary<Move> =>
  fc
    .tuple(sometimes(words, 'misuse', 5), made)
    .map(([wrong, then]): Move => (wrong ? then : [{ op: 'if', condition, then }]));

type Weighed = fc.WeightedArbitrary<Move>;

const setMoves = (words: Words, hasEnds: boolean): readonly Weighed[] => [
  {
    weight: 6,
    arbitrary: fc
      .record({
        op: fc.constantFrom('waitable-set.wait', 'waitable-set.wait', 'waitable-set.poll'),
        cancellable: cancellable(words),
      })
      .map(({ op, cancellable }): Move => [
        { op: op as 'waitable-set.wait', set: 'set', cancellable, into: 'got', p1: 'p1', p2: 'p2' },
        tell('got'),
        tell('p2'),
      ]),
  },
  ...(hasEnds
    ? [
        {
          weight: 5,
          arbitrary: fc
            .record({
              waitable: fc.constantFrom('rx', 'tx'),
              set: fc.constantFrom<Expression>('set', 'set', 'set', 0),
            })
            .map(({ waitable, set }): Move => [{ op: 'waitable.join', waitable, set }]),
        },
      ]
    : []),
  ...allowed<Weighed>(words, [
    'subtasks',
    {
      weight: 4,
      arbitrary: guarded(words, 'sub', move({ op: 'waitable.join', waitable: 'sub', set: 'set' })),
    },
  ]),
  ...allowed<Weighed>(words, [
    'misuse',
    {
      weight: 1,
      arbitrary: move(
        { op: 'waitable-set.drop', set: 'set' },
        { op: 'waitable-set.new', into: 'set' },
      ),
    },
  ]),
];

const cancellable = (words: Words): fc.Arbitrary<boolean> => sometimes(words, 'cancel', 50);

const park = (words: Words): Weighed => ({
  weight: 4,
  arbitrary: fc
    .record({
      op: anyOf<'thread.yield' | 'thread.suspend'>(
        words,
        [null, 'thread.yield', 'thread.yield'],
        ['threads', 'thread.suspend'],
      ),
      cancellable: cancellable(words),
    })
    .map(({ op, cancellable }): Move => [{ op, cancellable, into: 'got' }, tell('got')]),
});

/** A thread makes others, but not for ever. */
const newThread = (argument: number, ...more: Move): Move => [
  {
    op: 'if',
    condition: ['<', 'made', 3],
    then: [
      { op: 'set', name: 'made', value: ['+', 'made', 1] },
      { op: 'thread.new-indirect', index: 0, argument, into: 'thread' },
      ...more,
    ],
  },
];

const threadMoves = (words: Words): readonly Weighed[] => [
  {
    weight: 2,
    arbitrary: guarded(
      words,
      'thread',
      fc
        .record({
          op: fc.constantFrom(
            'thread.suspend-then-resume',
            'thread.yield-then-resume',
            'thread.suspend-then-promote',
            'thread.yield-then-promote',
          ),
          cancellable: cancellable(words),
        })
        .map(({ op, cancellable }): Move => [
          { op: op as 'thread.yield-then-resume', thread: 'thread', cancellable, into: 'got' },
          tell('got'),
        ]),
    ),
  },
  {
    weight: 2,
    arbitrary: move(...newThread(5)),
  },
  {
    weight: 2,
    arbitrary: move(...newThread(6, { op: 'thread.resume-later', thread: 'thread' })),
  },
  {
    weight: 1,
    arbitrary: guarded(words, 'thread', move({ op: 'thread.resume-later', thread: 'thread' })),
  },
  { weight: 1, arbitrary: move({ op: 'thread.index', into: 'thread' }) },
];

const cancelMoves = (words: Words): readonly Weighed[] => [
  { weight: 1, arbitrary: guarded(words, ['==', 'got', 6], move({ op: 'task.cancel' })) },
  ...allowed<Weighed>(words, [
    'subtasks',
    {
      weight: 4,
      arbitrary: guarded(
        words,
        'sub',
        fc
          .boolean()
          .map((async): Move => [
            { op: 'subtask.cancel', subtask: 'sub', async, into: 'got' },
            tell('got'),
          ]),
      ),
    },
  ]),
];

const pressureMoves = (words: Words): readonly Weighed[] => [
  {
    weight: 2,
    arbitrary: move(
      { op: 'backpressure.inc' },
      { op: 'set', name: 'shut', value: ['+', 'shut', 1] },
    ),
  },
  {
    weight: 3,
    arbitrary: guarded(
      words,
      'shut',
      move({ op: 'backpressure.dec' }, { op: 'set', name: 'shut', value: ['-', 'shut', 1] }),
    ),
  },
];

const subtaskMoves = (words: Words): readonly Weighed[] => [
  {
    weight: 1,
    arbitrary: guarded(
      words,
      ['==', 'got', 4],
      move({ op: 'subtask.drop', subtask: 'sub' }, { op: 'set', name: 'sub', value: 0 }),
    ),
  },
];

const contextMoves: readonly Weighed[] = [
  {
    weight: 1,
    arbitrary: move({ op: 'context.get', slot: 0, into: 'got' }, tell('got'), {
      op: 'context.set',
      slot: 0,
      value: 8,
    }),
  },
];

const endMoves = (words: Words, type: EndType, rx: string, tx: string): readonly Weighed[] => [
  {
    weight: 8,
    arbitrary: fc
      .record({
        writes: fc.boolean(),
        async: fc.integer({ min: 0, max: 3 }).map((at) => at > 0),
        count: fc.constantFrom(1, 1, 2, 2, 0),
        cell: fc.constantFrom(1, 2, 4),
      })
      .map(({ writes, ...options }): Move => [
        ...(writes
          ? copy('write', type, tx, null, options)
          : copy('read', type, rx, null, options)),
        tell('copied'),
      ]),
  },
  {
    weight: 3,
    arbitrary: guarded(
      words,
      ['==', 'copied', -1],
      fc
        .record({ writes: fc.boolean(), async: fc.boolean() })
        .map(({ writes, async }): Move => [
          ...cancelCopy(writes ? 'write' : 'read', type, writes ? tx : rx, null, async),
          tell('copied'),
        ]),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .boolean()
      .map((writes): Move => [drop(writes ? 'writable' : 'readable', type, writes ? tx : rx)]),
  },
  { weight: 2, arbitrary: move(ends(type, rx, tx)) },
];

const callMoves = ({ imports, words }: Scope): readonly Weighed[] =>
  imports.map(({ id, async, prepare, args }) => ({
    weight: 6,
    arbitrary: sometimes(words, 'subtasks', 67).map((lowered): Move =>
      async && lowered
        ? [
            ...prepare,
            {
              op: 'call',
              import: id,
              async: true,
              args,
              cell: 6,
              into: 'got',
              realloc: 'find-memory',
            },
            tell('got'),
            {
              op: 'if',
              condition: ['>>', 'got', 4],
              then: [{ op: 'set', name: 'sub', value: ['>>', 'got', 4] }],
            },
          ]
        : [
            ...prepare,
            { op: 'call', import: id, args, into: 'got', realloc: 'find-memory' },
            tell('got'),
          ],
    ),
  }));

const resourceMoves = (words: Words): readonly Weighed[] =>
  (['given', 'gift', 'made'] as const).map((name) => ({
    weight: name === 'given' ? 5 : 3,
    arbitrary: guarded(
      words,
      name,
      move({ op: 'resource.drop', resource: 'r', handle: name }, { op: 'set', name, value: 0 }),
    ),
  }));

const givenMoves = ({ given, words }: Scope): readonly Weighed[] => {
  if (given === undefined || given === 'u32' || given === 'string') return [];
  return given === 'own<r>' || given === 'borrow<r>'
    ? resourceMoves(words)
    : endMoves(words, given as EndType, 'given', 'tx');
};

/** What a function may do at one point. */
export const moveArbitrary = (scope: Scope): fc.Arbitrary<Move> => {
  const { words, type } = scope;
  return fc.oneof(
    ...allowed<readonly Weighed[]>(
      words,
      [null, [{ weight: 1, arbitrary: move(observe('here', 1)) }]],
      ['sets', setMoves(words, type !== null)],
      ['yields', [park(words)]],
      ['threads', threadMoves(words)],
      ['cancel', cancelMoves(words)],
      ['backpressure', pressureMoves(words)],
      ['subtasks', subtaskMoves(words)],
      ['context', contextMoves],
    ).flat(),
    ...(type === null ? [] : endMoves(words, type, 'rx', 'tx')),
    ...givenMoves(scope),
    ...callMoves(scope),
    ...callMoves(scope),
  );
};

export const movesArbitrary = (scope: Scope, most: number): fc.Arbitrary<Move> =>
  fc.array(moveArbitrary(scope), { minLength: 0, maxLength: most }).map((moves) => moves.flat());
