import * as fc from 'fast-check';
import type {
  Component,
  CoreFunction,
  Expression,
  HostFunction,
  Instruction,
  Lift,
  Scenario,
} from '../../model/canonical/scenario.ts';
import type { Move } from './moves.ts';
import { allowed, anyOf, sometimes, type Words } from './vocabulary.ts';
import {
  EXIT,
  exported,
  fn,
  newSet,
  observe,
  resolve,
  set,
  STACKFUL,
  SYNC_LIFT,
  when,
  YIELD,
} from '../../model/canonical/builder/index.ts';

/**
 * Small worlds about one call that is cancelled: its callee sleeps here and there, where it can be told and where it
 * cannot, and has a thread beside it; its caller cancels, waits, and drops.
 */

const EVENT = { into: 'code', p1: 'p1', p2: 'p2' } as const;

/** Remembers that it was told, by the answer of whatever it slept in. */
const note = (answer: Expression): Move => when(answer, set('told', 1));

/** A call of the host whose subtask is waited for with the rest. */
const hostCall: Move = [
  { op: 'call', import: 'host', async: true, into: 'status' },
  set('sub', ['>>', 'status', 4]),
  ...when('sub', { op: 'waitable.join', waitable: 'sub', set: 'set' }),
];

/** What a thread sleeps in, and whether it can be told of a cancel there. */
const parks = (
  words: Words,
  helped: boolean,
  flag: fc.Arbitrary<boolean>,
): readonly fc.Arbitrary<Move>[] => {
  const threads = fc
    .tuple(
      fc.constantFrom(
        'thread.suspend-then-promote' as const,
        'thread.suspend-then-promote' as const,
        'thread.yield-then-promote' as const,
        'thread.yield-then-resume' as const,
      ),
      flag,
    )
    .map(([op, cancellable]): Move =>
      when('helper', { op, thread: 'helper', cancellable, into: 'got' }, ...note('got')),
    );
  const yields = flag.map((cancellable): Move => [
    { op: 'thread.yield', cancellable, into: 'got' },
    ...note('got'),
  ]);
  return [
    fc.constant<Move>([]),
    ...allowed(
      words,
      ['host', fc.constant<Move>([{ op: 'call', import: 'host' }])],
      ['yields', yields, yields],
      [
        'sets',
        fc
          .tuple(fc.constantFrom('waitable-set.wait' as const, 'waitable-set.poll' as const), flag)
          .map(([op, cancellable]): Move => [
            { op, set: 'set', cancellable, ...EVENT },
            observe('code', 'code'),
            ...note(['==', 'code', 6]),
          ]),
      ],
    ),
    ...(words.has('sets') ? allowed(words, ['host', fc.constant(hostCall)]) : []),
    ...(helped ? Array.from({ length: 4 }, () => threads) : []),
  ];
};

/** Sleeps; or sleeps where it cannot be told, and then where it can: a request that came meanwhile is due there. */
const sleepArbitrary = (words: Words, helped: boolean): fc.Arbitrary<Move> => {
  const deaf = fc.oneof(...parks(words, false, fc.constant(false)));
  const told = fc.oneof(...parks(words, helped, fc.constant(true)));
  return fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...parks(words, helped, fc.boolean())) },
    { weight: 2, arbitrary: fc.tuple(deaf, told).map((moves) => moves.flat()) },
  );
};

/** A thread beside the others of the task: asleep, or made ready. */
const helperArbitrary = fc
  .integer({ min: 0, max: 3 })
  .map((at): Move => [
    { op: 'thread.new-indirect', index: 0, into: 'helper' },
    ...(at > 0 ? [{ op: 'thread.resume-later', thread: 'helper' } as const] : []),
  ]);

/** How a task ends: by the cancel if it was told of it, else with its result; or in the wrong way. */
const endArbitrary = (words: Words): fc.Arbitrary<Move> =>
  sometimes(words, 'misuse', 25).map((wrong): Move =>
    wrong
      ? [{ op: 'task.cancel' }]
      : [{ op: 'if', condition: 'told', then: [{ op: 'task.cancel' }], else: [resolve()] }],
  );

interface Callee {
  readonly functions: readonly CoreFunction[];
  readonly lift: Lift;
}

const calleeArbitrary = (words: Words): fc.Arbitrary<Callee> =>
  sometimes(words, 'threads', 75).chain((helped) => calleeWith(words, helped));

const calleeWith = (words: Words, helped: boolean): fc.Arbitrary<Callee> => {
  const sleeps = sleepArbitrary(words, helped);
  return fc
    .record({
      abi: anyOf<'sync' | 'stackful' | 'callback'>(
        words,
        ['stackful', 'stackful', 'stackful'],
        ['sync-lifted', 'sync'],
        words.has('sets') || words.has('yields') ? ['callback', 'callback'] : ['callback'],
      ),
      helper: helped ? helperArbitrary : fc.constant<Move>([]),
      first: fc.array(sleeps, { minLength: 1, maxLength: 3 }),
      second: fc.array(sleeps, { maxLength: 2 }),
      end: endArbitrary(words),
      waits: words.has('yields') ? sometimes(words, 'sets', 50) : fc.constant(true),
    })
    .map(({ abi, helper, first, second, end, waits }): Callee => {
      if (abi === 'sync') {
        return { functions: [fn('f', [], newSet('set'), helper, first.flat())], lift: SYNC_LIFT };
      }
      if (abi === 'stackful') {
        const body = fn('f', [], newSet('set'), helper, first.flat(), end);
        return { functions: [body], lift: { abi: 'stackful' } };
      }
      const sleep: Instruction = waits ? { op: 'return-wait', set: 'set' } : YIELD;
      return {
        functions: [
          fn('f', [], newSet('set'), helper, first.flat(), sleep),
          fn('on-event', ['code', 'p1', 'p2'], note(['==', 'code', 6]), second.flat(), end, EXIT),
        ],
        lift: { abi: 'callback', callback: 'on-event' },
      };
    });
};

const alone = (async: boolean): Move =>
  async ? [] : [{ op: 'waitable.join', waitable: 'sub', set: 0 }];

/** What the caller does with its subtask. */
const callerMoves = (words: Words): fc.Arbitrary<Move> => {
  const cancels = fc.boolean().map((async) =>
    when(
      ['==', 'state', 1],
      ...alone(async),
      { op: 'subtask.cancel', subtask: 'sub', async, into: 'got' },
      observe('got', 'got'),
      {
        op: 'if',
        condition: ['==', 'got', -1],
        then: [set('state', 2)],
        else: [set('state', 3)],
      },
    ),
  );
  const hears = fc
    .constantFrom('waitable-set.wait' as const, 'waitable-set.poll' as const)
    .map((op) =>
      when(
        ['&', ['<', 0, 'state'], ['<', 'state', 3]],
        { op: 'waitable.join', waitable: 'sub', set: 'set' },
        { op, set: 'set', ...EVENT },
        observe('code', 'p2'),
        ...when(['&', ['==', 'code', 1], ['<', 1, 'p2']], set('state', 3)),
      ),
    );
  const drops = fc.constant(
    when(['==', 'state', 3], { op: 'subtask.drop', subtask: 'sub' }, set('state', 0)),
  );
  return fc.oneof(
    { weight: 6, arbitrary: cancels },
    ...allowed(words, ['sets', { weight: 3, arbitrary: hears }]),
    ...allowed(words, [
      'yields',
      { weight: 2, arbitrary: fc.constant<Move>([{ op: 'thread.yield' }]) },
    ]),
    { weight: 1, arbitrary: drops },
  );
};

const wildMoves = (words: Words): fc.Arbitrary<Move> =>
  sometimes(words, 'misuse', 20).chain((wrong) =>
    wrong
      ? fc.constantFrom<Move>(
          [{ op: 'subtask.drop', subtask: 'sub' }],
          [{ op: 'subtask.cancel', subtask: 'sub', async: true, into: 'got' }],
        )
      : fc.constant([]),
  );

/** What a start function does, besides: it may not block. */
const startArbitrary = (words: Words): fc.Arbitrary<Move> =>
  sometimes(words, 'misuse', 8).chain((blocks) =>
    blocks
      ? anyOf<Move>(
          words,
          [null, []],
          ['sets', [newSet('set'), { op: 'waitable-set.wait', set: 'set' }]],
          ['threads', [{ op: 'thread.suspend' }]],
          ['yields', [{ op: 'thread.yield' }]],
        )
      : fc.constant([]),
  );

const hostArbitrary = (words: Words): fc.Arbitrary<HostFunction> =>
  fc.record({
    id: fc.constant('host'),
    type: fc.constant({ async: true }),
    start: fc.constantFrom('now' as const, 'now' as const, 'later' as const),
    resolve: fc.constantFrom('later' as const, 'later' as const, 'either' as const),
    cancel: anyOf<'honour' | 'ignore' | 'delay'>(words, [null, 'honour', 'ignore', 'delay']),
  });

/** Worlds about calls that are cancelled; null where a word is missing that they cannot do without. */
export const cancelWorlds = (words: Words): fc.Arbitrary<Scenario> | null =>
  ['subtasks', 'cancel', 'stackful'].every((word) => words.has(word)) ? cancelled(words) : null;

const cancelled = (words: Words): fc.Arbitrary<Scenario> =>
  fc
    .record({
      callee: calleeArbitrary(words),
      calls: anyOf<'f' | 'host'>(words, [null, 'f', 'f', 'f'], ['host', 'host']),
      helper: fc.array(sleepArbitrary(words, false), { maxLength: 1 }),
      start: startArbitrary(words),
      moves: fc.array(callerMoves(words), { minLength: 1, maxLength: 4 }),
      wild: wildMoves(words),
      twice: fc.boolean(),
      shut: sometimes(words, 'backpressure', 25),
      host: hostArbitrary(words),
    })
    .map(({ callee, calls, helper, start, moves, wild, twice, shut, host }): Scenario => {
      const shuts: Move = shut ? [{ op: 'backpressure.inc' }] : [];
      const beside: Component = {
        id: 'callee',
        globals: ['set', 'sub', 'helper', 'told'].map((id) => ({ id })),
        imports: [{ id: 'host', type: { async: true } }],
        table: ['beside'],
        start: 'init',
        functions: [
          fn('init', [], start, shuts),
          fn('beside', ['argument'], helper.flat(), set('helper', 0)),
          ...callee.functions,
        ],
        exports: [exported('f', { async: true }, callee.lift)],
      };
      const caller: Component = {
        id: 'caller',
        globals: ['sub', 'state'].map((id) => ({ id })),
        imports: [
          { id: 'f', type: { async: true } },
          { id: 'host', type: { async: true } },
        ],
        functions: [
          fn(
            'run',
            [],
            newSet('set'),
            { op: 'call', import: calls, async: true, into: 'got' },
            observe('got', 'got'),
            set('sub', ['>>', 'got', 4]),
            when('sub', set('state', 1)),
            moves.flat(),
            wild,
            resolve(),
          ),
        ],
        exports: [exported('run', { async: true }, STACKFUL)],
      };
      return {
        format: 1,
        machine: 'canonical-abi',
        components: [beside, caller],
        instances: [
          { id: 'callee', component: 'callee', imports: { host: { host: 'host' } } },
          {
            id: 'caller',
            component: 'caller',
            imports: { f: { instance: 'callee', export: 'f' }, host: { host: 'host' } },
          },
        ],
        hostFunctions: [host],
        invocations: [
          { id: 'run', instance: 'caller', export: 'run' },
          ...(twice ? [{ id: 'f', instance: 'callee', export: 'f', cancel: true }] : []),
        ],
      };
    });
