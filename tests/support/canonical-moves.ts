import * as fc from 'fast-check';
import type {
  Element,
  Expression,
  Instruction,
  ValueType,
} from '../../model/canonical/scenario.ts';
import { cancelCopy, copy, drop, ends, observe } from './canonical.ts';

/** A few instructions that belong together. */
export type Move = readonly Instruction[];

/**
 * The names that all functions of an instance share: a set, both ends of a stream or future, a subtask, and threads.
 * Its start function makes them, so that most uses of them are good ones.
 */
export const SHARED = ['set', 'rx', 'tx', 'sub', 'thread', 'turns', 'shut', 'gift'] as const;

export type EndType = `stream<${Element}>` | `future<${Element}>`;

/** What the moves of a function may name. */
export interface Scope {
  readonly type: EndType;
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
const guarded = (condition: Expression, made: fc.Arbitrary<Move>): fc.Arbitrary<Move> =>
  fc
    .tuple(fc.integer({ min: 0, max: 19 }), made)
    .map(([at, then]): Move => (at === 0 ? then : [{ op: 'if', condition, then }]));

const setMoves: readonly fc.WeightedArbitrary<Move>[] = [
  {
    weight: 6,
    arbitrary: fc
      .record({
        op: fc.constantFrom('waitable-set.wait', 'waitable-set.wait', 'waitable-set.poll'),
        cancellable: fc.boolean(),
      })
      .map(({ op, cancellable }): Move => [
        { op: op as 'waitable-set.wait', set: 'set', cancellable, into: 'got', p1: 'p1', p2: 'p2' },
        tell('got'),
        tell('p2'),
      ]),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({
        waitable: fc.constantFrom('rx', 'tx'),
        set: fc.constantFrom<Expression>('set', 'set', 'set', 0),
      })
      .map(({ waitable, set }): Move => [{ op: 'waitable.join', waitable, set }]),
  },
  {
    weight: 4,
    arbitrary: guarded('sub', move({ op: 'waitable.join', waitable: 'sub', set: 'set' })),
  },
  {
    weight: 1,
    arbitrary: move(
      { op: 'waitable-set.drop', set: 'set' },
      { op: 'waitable-set.new', into: 'set' },
    ),
  },
];

const threadMoves: readonly fc.WeightedArbitrary<Move>[] = [
  {
    weight: 4,
    arbitrary: fc
      .record({
        op: fc.constantFrom('thread.yield', 'thread.yield', 'thread.suspend'),
        cancellable: fc.boolean(),
      })
      .map(({ op, cancellable }): Move => [
        { op: op as 'thread.yield', cancellable, into: 'got' },
        tell('got'),
      ]),
  },
  {
    weight: 2,
    arbitrary: guarded(
      'thread',
      fc
        .record({
          op: fc.constantFrom(
            'thread.suspend-then-resume',
            'thread.yield-then-resume',
            'thread.suspend-then-promote',
            'thread.yield-then-promote',
          ),
          cancellable: fc.boolean(),
        })
        .map(({ op, cancellable }): Move => [
          { op: op as 'thread.yield-then-resume', thread: 'thread', cancellable, into: 'got' },
          tell('got'),
        ]),
    ),
  },
  {
    weight: 2,
    arbitrary: move({ op: 'thread.new-indirect', index: 0, argument: 5, into: 'thread' }),
  },
  {
    weight: 2,
    arbitrary: move(
      { op: 'thread.new-indirect', index: 0, argument: 6, into: 'thread' },
      { op: 'thread.resume-later', thread: 'thread' },
    ),
  },
  {
    weight: 1,
    arbitrary: guarded('thread', move({ op: 'thread.resume-later', thread: 'thread' })),
  },
  { weight: 1, arbitrary: move({ op: 'thread.index', into: 'thread' }) },
];

const taskMoves: readonly fc.WeightedArbitrary<Move>[] = [
  { weight: 1, arbitrary: guarded(['==', 'got', 6], move({ op: 'task.cancel' })) },
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
      'shut',
      move({ op: 'backpressure.dec' }, { op: 'set', name: 'shut', value: ['-', 'shut', 1] }),
    ),
  },
  {
    weight: 4,
    arbitrary: guarded(
      'sub',
      fc
        .boolean()
        .map((async): Move => [
          { op: 'subtask.cancel', subtask: 'sub', async, into: 'got' },
          tell('got'),
        ]),
    ),
  },
  {
    weight: 1,
    arbitrary: guarded(
      ['==', 'got', 4],
      move({ op: 'subtask.drop', subtask: 'sub' }, { op: 'set', name: 'sub', value: 0 }),
    ),
  },
  {
    weight: 1,
    arbitrary: move({ op: 'context.get', slot: 0, into: 'got' }, tell('got'), {
      op: 'context.set',
      slot: 0,
      value: 8,
    }),
  },
];

const endMoves = (type: EndType, rx: string, tx: string): readonly fc.WeightedArbitrary<Move>[] => [
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

const callMoves = ({ imports }: Scope): readonly fc.WeightedArbitrary<Move>[] =>
  imports.map(({ id, async, prepare, args }) => ({
    weight: 6,
    arbitrary: fc.integer({ min: 0, max: 2 }).map((at): Move =>
      async && at > 0
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

const resourceMoves: readonly fc.WeightedArbitrary<Move>[] = [
  {
    weight: 5,
    arbitrary: guarded(
      'given',
      move(
        { op: 'resource.drop', resource: 'r', handle: 'given' },
        { op: 'set', name: 'given', value: 0 },
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: guarded(
      'gift',
      move(
        { op: 'resource.drop', resource: 'r', handle: 'gift' },
        { op: 'set', name: 'gift', value: 0 },
      ),
    ),
  },
];

const givenMoves = (given: ValueType | undefined): readonly fc.WeightedArbitrary<Move>[] => {
  if (given === undefined || given === 'u32' || given === 'string') return [];
  return given === 'own<r>' || given === 'borrow<r>'
    ? resourceMoves
    : endMoves(given as EndType, 'given', 'tx');
};

/** What a function may do at one point. */
export const moveArbitrary = (scope: Scope): fc.Arbitrary<Move> =>
  fc.oneof(
    ...setMoves,
    ...threadMoves,
    ...taskMoves,
    ...endMoves(scope.type, 'rx', 'tx'),
    ...givenMoves(scope.given),
    ...callMoves(scope),
    ...callMoves(scope),
  );

export const movesArbitrary = (scope: Scope, most: number): fc.Arbitrary<Move> =>
  fc.array(moveArbitrary(scope), { minLength: 0, maxLength: most }).map((moves) => moves.flat());
