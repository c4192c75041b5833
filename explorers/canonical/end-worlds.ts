import * as fc from 'fast-check';
import type {
  Component,
  CoreFunction,
  Expression,
  HostEnd,
  HostEndStep,
  Instruction,
  Invocation,
  Lift,
  Scenario,
} from '../../model/canonical/scenario.ts';
import type { Move } from './moves.ts';
import { allowed, anyOf, sometimes, type Words } from './vocabulary.ts';
import {
  cancelCopy,
  copy,
  drop,
  ends,
  EXIT,
  exported,
  fn,
  give,
  newSet,
  observe,
  resolve,
  SYNC,
  WAIT,
  type EndType,
} from './words.ts';

/**
 * Small worlds about the two ends of one stream or future: in two instances of one component, in one, or one end with
 * the host. Tasks do few things each to an end, and keep account of what state it is in, so that little of it is wrong;
 * what is, comes last.
 */

const when = (condition: Expression, ...then: readonly Instruction[]): Move => [
  { op: 'if', condition, then },
];
const set = (name: string, value: Expression): Instruction => ({ op: 'set', name, value });

/** Where an end stands, by the account that is kept of it. */
const IDLE = 0;
const COPYING = 1;
const CANCELLING = 2;
const DONE = 3;
const GONE = 4;

/** One of the two ends, by the global that has it, and the one that says where it stands. */
interface End {
  readonly end: 'rx' | 'tx';
  readonly state: 'rx-state' | 'tx-state';
  readonly direction: 'read' | 'write';
  readonly side: 'readable' | 'writable';
  readonly type: EndType;
}

const ENDS = {
  reads: { end: 'rx', state: 'rx-state', direction: 'read', side: 'readable' },
  writes: { end: 'tx', state: 'tx-state', direction: 'write', side: 'writable' },
} as const;

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
const heard = (type: EndType): Move => {
  const [read, write] = type.startsWith('future') ? [4, 5] : [2, 3];
  return [
    ...when(['==', 'code', read], ...note({ ...ENDS.reads, type }, 'p2')),
    ...when(['==', 'code', write], ...note({ ...ENDS.writes, type }, 'p2')),
  ];
};

const isIn = ({ state }: End, is: number): Expression => ['==', state, is];

const alone = ({ end }: End): Instruction => ({ op: 'waitable.join', waitable: end, set: 0 });

const copyMove = (own: End): fc.Arbitrary<Move> =>
  fc
    .record({
      async: fc.integer({ min: 0, max: 3 }).map((at) => at > 0),
      count: fc.constantFrom(0, 1, 2, 2),
    })
    .map(({ async, count }) =>
      when(
        isIn(own, IDLE),
        ...(async ? [] : [alone(own)]),
        ...copy(own.direction, own.type, own.end, null, { async, count }),
        ...settled(own, COPYING),
      ),
    );

const cancelMove = (own: End): fc.Arbitrary<Move> =>
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

const busy = (own: End): Expression => ['&', ['<', IDLE, own.state], ['<', own.state, DONE]];

const hearMove = (words: Words, own: End): fc.Arbitrary<Move> =>
  fc
    .record({
      op: fc.constantFrom('waitable-set.wait' as const, 'waitable-set.poll' as const),
      cancellable: sometimes(words, 'cancel', 20),
    })
    .map(({ op, cancellable }) =>
      when(
        busy(own),
        { op: 'waitable.join', waitable: own.end, set: 'set' },
        { op, set: 'set', cancellable, into: 'code', p1: 'p1', p2: 'p2' },
        observe('code', 'code'),
        ...heard(own.type),
      ),
    );

const dropMove = (own: End): Move =>
  when(
    own.side === 'writable' && own.type.startsWith('future')
      ? isIn(own, DONE)
      : ['|', isIn(own, IDLE), isIn(own, DONE)],
    drop(own.side, own.type, own.end),
    set(own.state, GONE),
  );

const legal = (words: Words, own: End): fc.Arbitrary<Move> =>
  fc.oneof(
    { weight: 5, arbitrary: copyMove(own) },
    { weight: 2, arbitrary: cancelMove(own) },
    ...allowed(words, ['sets', { weight: 4, arbitrary: hearMove(words, own) }]),
    { weight: 2, arbitrary: fc.constant(dropMove(own)) },
    ...allowed(words, [
      'yields',
      { weight: 1, arbitrary: fc.constant<Move>([{ op: 'thread.yield' }]) },
    ]),
  );

/** Whatever the state of the end. */
const wild = (words: Words, { direction, end, side, type }: End): fc.Arbitrary<Move> =>
  fc.oneof(
    fc.boolean().map((async): Move => copy(direction, type, end, null, { async })),
    fc.boolean().map((async): Move => cancelCopy(direction, type, end, null, async)),
    fc.constant<Move>([drop(side, type, end)]),
    ...allowed(words, [
      'sets',
      fc.constant<Move>([{ op: 'waitable.join', waitable: end, set: 'set' }]),
      fc.constant<Move>([{ op: 'waitable-set.drop', set: 'set' }]),
    ]),
  );

const bodyArbitrary = (words: Words, own: End): fc.Arbitrary<Move> =>
  fc
    .record({
      moves: fc.array(legal(words, own), { minLength: 1, maxLength: 4 }),
      goesWild: sometimes(words, 'misuse', 30),
      last: wild(words, own),
    })
    .map(({ moves, goesWild, last }) => [...moves.flat(), ...(goesWild ? last : [])]);

interface Task {
  readonly functions: readonly CoreFunction[];
  readonly lift: Lift;
}

/** A task of an async type. A callback waits for what its first part has begun, and goes on with the second. */
const taskArbitrary = (words: Words, id: string, own: End): fc.Arbitrary<Task> =>
  fc
    .record({
      abi: anyOf<'sync' | 'stackful' | 'callback'>(
        words,
        [null, 'stackful'],
        ['sync-lifted', 'sync'],
        ...(words.has('sets') ? [['callback', 'callback'] as const] : []),
      ),
      first: bodyArbitrary(words, own),
      second: bodyArbitrary(words, own),
    })
    .map(({ abi, first, second }): Task => {
      if (abi === 'sync') return { functions: [fn(id, [], first)], lift: SYNC };
      if (abi === 'stackful') {
        return { functions: [fn(id, [], first, resolve())], lift: { abi: 'stackful' } };
      }
      const joins = when(busy(own), { op: 'waitable.join', waitable: own.end, set: 'set' });
      const hears = heard(own.type);
      return {
        functions: [
          fn(id, [], first, joins, when(busy(own), WAIT('set')), resolve(), EXIT),
          fn(`${id}-on-event`, ['code', 'p1', 'p2'], hears, second, resolve(), EXIT),
        ],
        lift: { abi: 'callback', callback: `${id}-on-event` },
      };
    });

type Peer = 'other-instance' | 'same-instance' | 'host-writes' | 'host-reads';

const TASKS = ['r1', 'r2', 'w1', 'w2'] as const;

interface Drawn {
  readonly type: EndType;
  readonly peer: Peer;
  readonly given: 'plain' | 'in-a-set';
  readonly tasks: Readonly<Record<(typeof TASKS)[number], Task>>;
  readonly called: readonly (typeof TASKS)[number][];
  readonly cancel: boolean;
  readonly steps: readonly HostEndStep[];
  readonly slow: boolean;
}

/** How the first call, `begin`, gets hold of the ends. */
const beginOf = ({ type, peer, given }: Drawn): readonly CoreFunction[] => {
  const joined: Move =
    given === 'plain' ? [] : [{ op: 'waitable.join', waitable: 'gift', set: 'set' }];
  const other = fn('give', [], newSet('set'), ends(type, 'gift', 'tx'), joined, give('gift'));
  if (peer === 'other-instance') {
    return [other, fn('begin', [], newSet('set'), { op: 'call', import: 'give', into: 'rx' })];
  }
  if (peer === 'same-instance') return [other, fn('begin', [], newSet('set'), ends(type))];
  return peer === 'host-writes'
    ? [other, fn('begin', ['given'], newSet('set'), set('rx', 'given'))]
    : [other, fn('begin', [], newSet('set'), ends(type, 'gift', 'tx'), joined, give('gift'))];
};

const componentOf = (drawn: Drawn): Component => {
  const { type, peer, tasks } = drawn;
  const begins = {
    ...(peer === 'host-writes' ? { params: [type] } : {}),
    ...(peer === 'host-reads' ? { result: type } : {}),
  };
  return {
    id: 'c',
    memory: 4,
    globals: ['set', 'rx', 'tx', 'rx-state', 'tx-state'].map((id) => ({ id })),
    imports: [{ id: 'give', type: { result: type } }],
    functions: [...beginOf(drawn), ...TASKS.flatMap((id) => tasks[id].functions)],
    exports: [
      exported('give', { result: type }),
      exported('begin', begins),
      ...TASKS.map((id) => exported(id, { async: true }, tasks[id].lift)),
    ],
  };
};

const hostEndsOf = ({ peer, type, steps, slow }: Drawn): readonly HostEnd[] => {
  if (peer === 'host-writes') {
    return [{ id: 'writer', end: 'writable', type, steps, slowCancel: slow }];
  }
  return peer === 'host-reads'
    ? [
        {
          id: 'reader',
          end: 'readable',
          type,
          from: { invocation: 'begin' },
          steps,
          slowCancel: slow,
        },
      ]
    : [];
};

const worldOf = (drawn: Drawn): Scenario => {
  const { peer, called, cancel } = drawn;
  const hostEnds = hostEndsOf(drawn);
  const writers = peer === 'other-instance' ? 'd' : 'c';
  return {
    format: 1,
    machine: 'canonical-abi',
    components: [componentOf(drawn)],
    instances: [
      { id: 'c', component: 'c', imports: { give: { instance: 'd', export: 'give' } } },
      { id: 'd', component: 'c', imports: { give: { instance: 'c', export: 'give' } } },
    ],
    ...(hostEnds.length === 0 ? {} : { hostEnds }),
    invocations: [
      {
        id: 'begin',
        instance: 'c',
        export: 'begin',
        ...(peer === 'host-writes' ? { args: [{ end: 'writer' }] } : {}),
      },
      ...called.map((id): Invocation => ({
        id,
        instance: id.startsWith('w') ? writers : 'c',
        export: id,
        after: ['begin'],
        ...(cancel ? { cancel } : {}),
      })),
    ],
  };
};

const stepsOf = (peer: Peer, type: EndType): fc.Arbitrary<readonly HostEndStep[]> => {
  const isFuture = type.startsWith('future');
  const copies: fc.Arbitrary<HostEndStep> =
    peer === 'host-writes'
      ? fc.constantFrom(...(isFuture ? [[1]] : [[1], [1, 2], []])).map((values) => ({
          op: 'write',
          values,
        }))
      : fc.constantFrom(...(isFuture ? [1] : [0, 1, 2])).map((count) => ({ op: 'read', count }));
  const mayDrop = !(peer === 'host-writes' && isFuture);
  return fc
    .tuple(fc.array(copies, { maxLength: 2 }), fc.boolean())
    .map(([some, drops]) => [...some, ...(drops && mayDrop ? [{ op: 'drop' } as const] : [])]);
};

const typesOf = (words: Words): readonly EndType[] =>
  allowed<EndType>(
    words,
    ['streams', 'stream<u8>', 'stream<u8>', 'stream<unit>'],
    ['futures', 'future<u8>', 'future<char>'],
  );

/** Worlds about the ends of one stream or future; null where there are none of either. */
export const endWorlds = (words: Words): fc.Arbitrary<Scenario> | null => {
  const types = typesOf(words);
  if (types.length === 0) return null;
  return fc
    .record({
      type: fc.constantFrom(...types),
      peer: anyOf<Peer>(
        words,
        [null, 'other-instance', 'other-instance', 'same-instance'],
        ['host-ends', 'host-writes', 'host-reads'],
      ),
    })
    .chain(({ type, peer }) => {
      const task = (id: (typeof TASKS)[number]): fc.Arbitrary<Task> =>
        taskArbitrary(words, id, { ...ENDS[id.startsWith('r') ? 'reads' : 'writes'], type });
      const sides = TASKS.filter(
        (id) => !(id.startsWith('r') ? peer === 'host-reads' : peer === 'host-writes'),
      );
      return fc
        .record({
          given: sometimes(words, 'misuse', 5).map((joined): Drawn['given'] =>
            joined && words.has('sets') ? 'in-a-set' : 'plain',
          ),
          tasks: fc.record({ r1: task('r1'), r2: task('r2'), w1: task('w1'), w2: task('w2') }),
          called: fc.subarray(sides, { minLength: 1 }),
          cancel: sometimes(words, 'cancel', 20),
          steps: stepsOf(peer, type),
          slow: sometimes(words, 'cancel', 50),
        })
        .map((rest) => worldOf({ type, peer, ...rest }));
    });
};
