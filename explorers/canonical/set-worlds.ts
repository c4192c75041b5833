import * as fc from 'fast-check';
import type { CoreFunction, Lift, Scenario } from '../../model/canonical/scenario.ts';
import {
  ASYNC,
  BLOCKED,
  EXIT,
  callback,
  ends,
  exported,
  fn,
  invocation,
  join,
  linked,
  newSet,
  observe,
  read,
  resolve,
  set,
  STACKFUL,
  SYNC_LIFT,
  WAIT,
  when,
  write,
} from '../../model/canonical/builder/index.ts';
import type { Move } from './moves.ts';
import { allowed, anyOf, sometimes, type Words } from './vocabulary.ts';

/**
 * Small worlds about one set: tasks of one instance wait on it and look into it, while others put futures into it that
 * are read, take them out again, and write them.
 */

const FUTURE = 'future<unit>';
const FUTURES = ['1', '2'] as const;
const EVENT = { into: 'code', p1: 'p1', p2: 'p2' } as const;

const hears = (op: 'waitable-set.wait' | 'waitable-set.poll', cancellable: boolean): Move => [
  { op, set: 'set', cancellable, ...EVENT },
  observe('code', 'code'),
  observe('end', 'p1'),
];

/** Writes a future, once; whoever reads it has an event. */
const writes = (id: string): Move =>
  when(
    ['==', `written${id}`, 0],
    set(`written${id}`, 1),
    write(FUTURE, `w${id}`, null, { cell: 0 }),
  );

const moveArbitrary = (words: Words): fc.Arbitrary<Move> => {
  const one = fc.constantFrom(...FUTURES);
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(
          fc.constantFrom('waitable-set.wait', 'waitable-set.wait', 'waitable-set.poll' as const),
          sometimes(words, 'cancel', 50),
        )
        .map(([op, cancellable]) => hears(op, cancellable)),
    },
    { weight: 3, arbitrary: one.map((id): Move => [join(`r${id}`, 'set')]) },
    { weight: 1, arbitrary: one.map((id): Move => [join(`r${id}`, 0)]) },
    { weight: 4, arbitrary: one.map(writes) },
    ...allowed(words, [
      'yields',
      { weight: 1, arbitrary: fc.constant<Move>([{ op: 'thread.yield' }]) },
    ]),
    ...allowed(words, [
      'misuse',
      {
        weight: 1,
        arbitrary: fc.constant<Move>([{ op: 'waitable-set.drop', set: 'set' }]),
      },
    ]),
  );
};

interface Task {
  readonly functions: readonly CoreFunction[];
  readonly lift: Lift;
}

const TASKS = ['a', 'b', 'c', 'd'] as const;

const taskArbitrary = (words: Words, id: string): fc.Arbitrary<Task> =>
  fc
    .record({
      abi: anyOf<'sync' | 'stackful' | 'callback'>(
        words,
        ['stackful', 'stackful', 'stackful'],
        ['callback', 'callback', 'callback'],
        ['sync-lifted', 'sync'],
      ),
      first: fc.array(moveArbitrary(words), { maxLength: 3 }),
      second: fc.array(moveArbitrary(words), { maxLength: 2 }),
      last: fc.constantFrom<Move>([], hears('waitable-set.wait', false)),
    })
    .map(({ abi, first, second, last }): Task => {
      if (abi === 'sync') return { functions: [fn(id, [], first.flat())], lift: SYNC_LIFT };
      if (abi === 'stackful')
        return { functions: [fn(id, [], first.flat(), last, resolve())], lift: STACKFUL };
      const told = when(['==', 'code', 6], { op: 'task.cancel' }, EXIT);
      return {
        functions: [
          fn(id, [], first.flat(), WAIT('set')),
          fn(
            `${id}-on-event`,
            ['code', 'p1', 'p2'],
            observe('code', 'code'),
            told,
            second.flat(),
            resolve(),
            EXIT,
          ),
        ],
        lift: callback(`${id}-on-event`),
      };
    });

/** Worlds about a set; null where a word is missing that they cannot do without. */
export const setWorlds = (words: Words): fc.Arbitrary<Scenario> | null =>
  ['sets', 'futures', 'stackful', 'callback'].every((word) => words.has(word))
    ? aboutSet(words)
    : null;

const aboutSet = (words: Words): fc.Arbitrary<Scenario> =>
  fc
    .record({
      tasks: fc.record({
        a: taskArbitrary(words, 'a'),
        b: taskArbitrary(words, 'b'),
        c: taskArbitrary(words, 'c'),
        d: taskArbitrary(words, 'd'),
      }),
      called: fc.subarray([...TASKS], { minLength: 3, maxLength: 4 }),
      joined: fc.subarray([...FUTURES]),
      cancel: sometimes(words, 'cancel', 25),
    })
    .map(({ tasks, called, joined, cancel }) => {
      const own = called.map((id) => [id, tasks[id]] as const);
      const prepared = FUTURES.flatMap((id) => [
        ends(FUTURE, `r${id}`, `w${id}`),
        ...read(FUTURE, `r${id}`, BLOCKED),
      ]);
      const component = {
        id: 'i',
        memory: 1,
        globals: ['set', ...FUTURES.flatMap((id) => [`r${id}`, `w${id}`, `written${id}`])].map(
          (id) => ({ id }),
        ),
        start: 'begin',
        functions: [
          fn(
            'begin',
            [],
            newSet('set'),
            prepared,
            joined.map((id) => join(`r${id}`, 'set')),
          ),
          ...own.flatMap(([, { functions }]) => functions),
        ],
        exports: own.map(([id, { lift }]) => exported(id, ASYNC, lift)),
      };
      return linked(
        [component],
        own.map(([id], at) => invocation('i', id, cancel && at === 0 ? { cancel } : {})),
      );
    });
