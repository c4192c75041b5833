import * as fc from 'fast-check';
import type { Expression, Instruction } from '../../model/canonical/scenario.ts';
import type { Move } from './moves.ts';
import { allowed, sometimes, type Words } from './vocabulary.ts';
import {
  cancelCopy,
  copy,
  drop,
  ends,
  observe,
  set,
  when,
  type EndType,
} from '../../model/canonical/builder/index.ts';

/** Where an end stands, by the account that is kept of it. */
const IDLE = 0;
const COPYING = 1;
const CANCELLING = 2;
const DONE = 3;
const GONE = 4;

/** One of the two ends, by the global that has it, and the one that says where it stands. */
export interface End {
  readonly end: 'rx' | 'tx';
  readonly state: 'rx-state' | 'tx-state';
  readonly direction: 'read' | 'write';
  readonly side: 'readable' | 'writable';
  readonly type: EndType;
}

export const ENDS = {
  reads: { end: 'rx', state: 'rx-state', direction: 'read', side: 'readable' },
  writes: { end: 'tx', state: 'tx-state', direction: 'write', side: 'writable' },
} as const;

/** Both ends of one stream or future: the one that is read, the one that is written. */
export const bothEnds = (type: EndType): readonly [End, End] => [
  { ...ENDS.reads, type },
  { ...ENDS.writes, type },
];

/** Notes what came of a copy, from a result other than BLOCKED. */
const note = ({ state, type }: End, result: Expression): Move => [
  {
    op: 'if',
    condition: ['==', ['&', result, 15], type.startsWith('future') ? 2 : 1],
    then: [set(state, type.startsWith('future') ? IDLE : DONE)],
    else: [set(state, type.startsWith('future') ? DONE : IDLE)],
  },
];

const settled = (own: End, blocked: number): Move => [
  {
    op: 'if',
    condition: ['==', 'copied', -1],
    then: [set(own.state, blocked)],
    else: [...note(own, 'copied')],
  },
  observe('copied', 'copied'),
];

/** Notes what an event says, of whichever end it is. */
export const heard = (type: EndType): Move => {
  const [read, write] = type.startsWith('future') ? [4, 5] : [2, 3];
  const [rx, tx] = bothEnds(type);
  return [
    ...when(['==', 'code', read], ...note(rx, 'p2')),
    ...when(['==', 'code', write], ...note(tx, 'p2')),
  ];
};

const isIn = ({ state }: End, is: number): Expression => ['==', state, is];

const alone = ({ end }: End): Instruction => ({ op: 'waitable.join', waitable: end, set: 0 });

/** A copy of so many elements, where the end is idle. */
export const copyMove = (own: End, counts: readonly number[] = [0, 0, 1, 2]): fc.Arbitrary<Move> =>
  fc
    .record({
      async: fc.integer({ min: 0, max: 3 }).map((at) => at > 0),
      count: fc.constantFrom(...counts),
    })
    .map(({ async, count }) =>
      when(
        isIn(own, IDLE),
        ...(async ? [] : [alone(own)]),
        ...copy(own.direction, own.type, own.end, null, { async, count }),
        ...settled(own, COPYING),
      ),
    );

export const cancelMove = (own: End): fc.Arbitrary<Move> =>
  fc
    .boolean()
    .map((async) =>
      when(
        isIn(own, COPYING),
        ...(async ? [] : [alone(own)]),
        ...cancelCopy(own.direction, own.type, own.end, null, async),
        ...settled(own, CANCELLING),
      ),
    );

export const busy = (own: End): Expression => ['&', ['<', IDLE, own.state], ['<', own.state, DONE]];

export const hearMove = (words: Words, own: End): fc.Arbitrary<Move> =>
  fc
    .record({
      op: fc.constantFrom('waitable-set.wait' as const, 'waitable-set.poll' as const),
      cancellable: sometimes(words, 'cancel', 20),
    })
    .map(({ op, cancellable }) =>
      when(
        op === 'waitable-set.poll' ? isThere(own) : busy(own),
        { op: 'waitable.join', waitable: own.end, set: 'set' },
        { op, set: 'set', cancellable, into: 'code', p1: 'p1', p2: 'p2' },
        observe('code', 'code'),
        ...heard(own.type),
      ),
    );

/** Looks at the set as it is. */
export const pollMove = ({ type }: End): Move => [
  { op: 'waitable-set.poll', set: 'set', into: 'code', p1: 'p1', p2: 'p2' },
  observe('code', 'code'),
  ...heard(type),
];

export const dropMove = (own: End): Move =>
  when(
    own.side === 'writable' && own.type.startsWith('future')
      ? isIn(own, DONE)
      : ['|', isIn(own, IDLE), isIn(own, DONE)],
    drop(own.side, own.type, own.end),
    set(own.state, GONE),
  );

export const joinMove = (own: End): Move =>
  when(isThere(own), { op: 'waitable.join', waitable: own.end, set: 'set' });

const isThere = ({ state }: End): Expression => ['<', state, GONE];

/** Both ends anew. */
export const renew = (type: EndType): Move => [
  ends(type),
  set(ENDS.reads.state, IDLE),
  set(ENDS.writes.state, IDLE),
];

/** A copy, and perhaps what comes of it. */
const roundArbitrary = (words: Words, own: End): fc.Arbitrary<Move> =>
  fc
    .tuple(
      copyMove(own),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant<Move>([]) },
        { weight: 2, arbitrary: cancelMove(own) },
        ...allowed(words, ['sets', { weight: 1, arbitrary: hearMove(words, own) }]),
      ),
    )
    .map((moves) => moves.flat());

export const legal = (words: Words, own: End): fc.Arbitrary<Move> =>
  fc.oneof(
    { weight: 8, arbitrary: roundArbitrary(words, own) },
    { weight: 4, arbitrary: cancelMove(own) },
    ...allowed(
      words,
      ['sets', { weight: 4, arbitrary: hearMove(words, own) }],
      ['sets', { weight: 1, arbitrary: fc.constant(pollMove(own)) }],
      ['sets', { weight: 1, arbitrary: fc.constant(joinMove(own)) }],
    ),
    { weight: 3, arbitrary: fc.constant(dropMove(own)) },
    ...allowed(words, [
      'yields',
      { weight: 1, arbitrary: fc.constant<Move>([{ op: 'thread.yield' }]) },
    ]),
  );

/** Whatever the state of the end. */
export const wild = (words: Words, { direction, end, side, type }: End): fc.Arbitrary<Move> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.boolean().map((async): Move => copy(direction, type, end, null, { async })),
    },
    fc.boolean().map((async): Move => cancelCopy(direction, type, end, null, async)),
    fc.constant<Move>([drop(side, type, end)]),
    ...allowed(words, [
      'sets',
      fc.constant<Move>([{ op: 'waitable.join', waitable: end, set: 'set' }]),
      fc.constant<Move>([{ op: 'waitable-set.drop', set: 'set' }]),
    ]),
  );

export const bodyArbitrary = (words: Words, own: End): fc.Arbitrary<Move> =>
  fc
    .record({
      moves: fc.array(legal(words, own), { minLength: 1, maxLength: 4 }),
      goesWild: sometimes(words, 'misuse', 60),
      last: wild(words, own),
    })
    .map(({ moves, goesWild, last }) => [...moves.flat(), ...(goesWild ? last : [])]);
