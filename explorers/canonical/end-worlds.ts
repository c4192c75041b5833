import * as fc from 'fast-check';
import type {
  Component,
  CoreFunction,
  HostEnd,
  HostEndStep,
  Invocation,
  Lift,
  Scenario,
} from '../../model/canonical/scenario.ts';
import type { Move } from './moves.ts';
import { allowed, anyOf, sometimes, type Words } from './vocabulary.ts';
import {
  ends,
  EXIT,
  exported,
  fn,
  give,
  newSet,
  resolve,
  set,
  SYNC_LIFT,
  WAIT,
  when,
  type EndType,
} from '../../model/canonical/builder/index.ts';
import {
  bodyArbitrary,
  bothEnds,
  busy,
  cancelMove,
  copyMove,
  dropMove,
  ENDS,
  heard,
  hearMove,
  joinMove,
  legal,
  pollMove,
  renew,
  wild,
  type End,
} from './end-moves.ts';

/**
 * Small worlds about the two ends of one stream or future: in two instances of one component, in one, or one end with
 * the host. Tasks do few things each to an end, and keep account of what state it is in, so that little of it is wrong;
 * what is, comes last.
 */

/** An end goes out of a set, and others come, one of which may be found in its place. */
const replaced = (type: EndType): fc.Arbitrary<Move> => {
  const [rx, tx] = bothEnds(type);
  return fc
    .tuple(fc.constantFrom(rx, tx), fc.constantFrom(rx, tx), copyMove(rx), copyMove(tx))
    .map(([own, other, reads, writes]) => [
      ...joinMove(own),
      ...dropMove(own),
      ...renew(type),
      ...(own === other ? [] : joinMove(other)),
      ...reads,
      ...writes,
      ...pollMove(own),
    ]);
};

/** One end begins a copy, the other answers, the first hears of it or takes it back, and one of them goes on. */
const exchange = (words: Words, type: EndType): fc.Arbitrary<Move> =>
  fc.constantFrom(...bothEnds(type)).chain((own) => {
    const other = bothEnds(type).find(({ end }) => end !== own.end)!;
    const nothing = fc.constant<Move>([]);
    return fc
      .tuple(
        copyMove(own, [0, 1, 2]),
        fc.oneof(
          { weight: 2, arbitrary: copyMove(other, [0, 1, 2]) },
          fc.constant(dropMove(other)),
        ),
        fc.oneof(cancelMove(own), ...allowed(words, ['sets', hearMove(words, own)]), nothing),
        fc.oneof(
          copyMove(own, [1]),
          { weight: 2, arbitrary: copyMove(other, [1]) },
          fc.constant(dropMove(own)),
          nothing,
          ...allowed(words, ['misuse', wild(words, own)]),
        ),
      )
      .map((moves) => moves.flat());
  });

/** One function that has both ends, and does one thing after the other. */
const soloArbitrary = (words: Words, type: EndType): fc.Arbitrary<Task> => {
  const [rx, tx] = bothEnds(type);
  return fc
    .record({
      moves: fc.array(
        fc.oneof(
          { weight: 6, arbitrary: legal(words, rx) },
          { weight: 6, arbitrary: legal(words, tx) },
          { weight: 6, arbitrary: exchange(words, type) },
          { weight: 1, arbitrary: fc.constant(renew(type)) },
          ...allowed(words, ['sets', { weight: 3, arbitrary: replaced(type) }]),
        ),
        { minLength: 4, maxLength: 11 },
      ),
      goesWild: sometimes(words, 'misuse', 60),
      last: fc.oneof(wild(words, rx), wild(words, tx)),
    })
    .map(({ moves, goesWild, last }) => ({
      functions: [fn('solo', [], newSet('set'), ends(type), moves.flat(), goesWild ? last : [])],
      lift: SYNC_LIFT,
    }));
};

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
        ['stackful', 'stackful'],
        ['sync-lifted', 'sync'],
        ...(words.has('sets') ? [['callback', 'callback'] as const] : []),
      ),
      first: bodyArbitrary(words, own),
      second: bodyArbitrary(words, own),
    })
    .map(({ abi, first, second }): Task => {
      if (abi === 'sync') return { functions: [fn(id, [], first)], lift: SYNC_LIFT };
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

type Peer = 'other-instance' | 'same-instance' | 'same-function' | 'host-writes' | 'host-reads';

const TASKS = ['r1', 'r2', 'w1', 'w2', 'solo'] as const;

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
  if (peer.startsWith('same')) return [other, fn('begin', [], newSet('set'), ends(type))];
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
      ...TASKS.map((id) => exported(id, { async: id !== 'solo' }, tasks[id].lift)),
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
  const begin = {
    id: 'begin',
    instance: 'c',
    export: 'begin',
    ...(peer === 'host-writes' ? { args: [{ end: 'writer' }] } : {}),
  } as const;
  // A function that has both ends makes them itself.
  const begins = peer === 'same-function' ? [] : [begin];
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
      ...begins,
      ...called.map((id): Invocation => ({
        id,
        instance: id.startsWith('w') ? writers : 'c',
        export: id,
        ...(begins.length === 0 ? {} : { after: ['begin'] }),
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
    ['futures', 'future<u8>', 'future<u8>', 'future<char>'],
  );

/** Worlds about the ends of one stream or future; null where a word is missing that they cannot do without. */
export const endWorlds = (words: Words): fc.Arbitrary<Scenario> | null => {
  const types = typesOf(words);
  if (types.length === 0 || !words.has('stackful') || !words.has('sync-lifted')) return null;
  return fc
    .record({
      type: fc.constantFrom(...types),
      peer: anyOf<Peer>(
        words,
        [
          null,
          'other-instance',
          'other-instance',
          'same-instance',
          'same-function',
          'same-function',
          'same-function',
          'same-function',
        ],
        ['host-ends', 'host-writes', 'host-writes', 'host-writes', 'host-reads', 'host-reads'],
      ),
    })
    .chain(({ type, peer }) => {
      const task = (id: (typeof TASKS)[number]): fc.Arbitrary<Task> =>
        taskArbitrary(words, id, { ...ENDS[id.startsWith('r') ? 'reads' : 'writes'], type });
      const sides = TASKS.filter((id) =>
        id === 'solo' || peer === 'same-function'
          ? id === 'solo' && peer === 'same-function'
          : !(id.startsWith('r') ? peer === 'host-reads' : peer === 'host-writes'),
      );
      return fc
        .record({
          given: sometimes(words, 'misuse', 8).map((joined): Drawn['given'] =>
            joined && words.has('sets') ? 'in-a-set' : 'plain',
          ),
          tasks: fc.record({
            r1: task('r1'),
            r2: task('r2'),
            w1: task('w1'),
            w2: task('w2'),
            solo: soloArbitrary(words, type),
          }),
          called: fc.subarray(sides, { minLength: 1 }),
          cancel: sometimes(words, 'cancel', 20),
          steps: stepsOf(peer, type),
          slow: sometimes(words, 'cancel', 50),
        })
        .map((rest) => worldOf({ type, peer, ...rest }));
    });
};
