import * as fc from 'fast-check';
import {
  GLOBALS,
  heard,
  instructions,
  newFuture,
  stream,
  type Body,
} from '../explorers/canonical/busy-moves.ts';
import { when } from '../model/canonical/builder/index.ts';
import type { Component, CoreFunction, Export, Scenario } from '../model/canonical/scenario.ts';

/** What the tasks of the shape do. */
const CALLER: ReadonlySet<string> = new Set([
  'sets',
  'streams',
  'futures',
  'threads',
  'yields',
  'subtasks',
  'cancel',
  'backpressure',
]);

/** Who is called has no set. */
const CALLEE: ReadonlySet<string> = new Set(
  [...CALLER].filter((word) => word !== 'sets' && word !== 'subtasks'),
);

const calls = (body: Body): boolean => JSON.stringify(body).includes('"op":"call"');

const moves = (words: ReadonlySet<string>, count: number): fc.Arbitrary<Body> =>
  fc
    .array(
      instructions(words).filter((body) => !calls(body)),
      { minLength: count, maxLength: count },
    )
    .map((bodies) => bodies.flat());

/** The one call: its subtask joins the set. */
const CALL: Body = [
  { op: 'call', import: 'd', async: true, into: 'status' },
  { op: 'set', name: 'sub', value: ['>>', 'status', 4] },
  ...when('sub', [{ op: 'waitable.join', waitable: 'sub', set: 'set' }]),
];

/** How a task ends: at once, or in its callback after it has waited or yielded. */
type Ending = 'stackful' | 'return-wait' | 'return-yield';

const taskOf = (id: string, body: Body, ending: Ending): CoreFunction => {
  if (ending === 'stackful') return { id, body: [...body, { op: 'task.return' }] };
  const last = ending === 'return-wait' ? ({ op: ending, set: 'set' } as const) : { op: ending };
  return { id, body: [...body, last] };
};

const exportOf = (id: string, ending: Ending): Export => ({
  id,
  type: { async: true },
  function: id,
  lift: ending === 'stackful' ? { abi: ending } : { abi: 'callback', callback: 'back' },
});

const BACK: CoreFunction = {
  id: 'back',
  params: ['code', 'p1', 'p2'],
  body: [
    ...when(['==', 'code', 6], [{ op: 'task.cancel' }, { op: 'return-exit' }]),
    ...heard,
    { op: 'task.return' },
    { op: 'return-exit' },
  ],
};

const componentOf = (
  id: string,
  hasSet: boolean,
  tasks: readonly (readonly [id: string, body: Body, ending: Ending])[],
): Component => ({
  id,
  memory: 4,
  globals: GLOBALS.map((name) => ({ id: name })),
  imports: hasSet ? [{ id: 'd', type: { async: true } }] : [],
  table: ['thread'],
  start: 'start',
  functions: [
    {
      id: 'start',
      body: [
        ...(hasSet ? ([{ op: 'waitable-set.new', into: 'set' }] as const) : []),
        { op: 'stream.new', type: stream, readable: 'sr', writable: 'sw' },
        ...newFuture,
        { op: 'thread.new-indirect', index: 0, into: 't' },
      ],
    },
    BACK,
    { id: 'thread', params: ['x'], body: [{ op: 'observe', name: 'thread', value: 1 }] },
    ...tasks.map(([name, body, ending]) => taskOf(name, body, ending)),
  ],
  exports: tasks.map(([name, , ending]) => exportOf(name, ending)),
});

/**
 * Worlds of 2 instances, 3 tasks, 1 set and 8 operations: two calls of the host, each cancelled or not, of which one
 * calls a third task of the other instance; 3, 3 and 2 operations, which are the moves of drawn worlds.
 */
export const shapedWorlds: fc.Arbitrary<Scenario> = fc
  .record({
    a: moves(CALLER, 2),
    b: moves(CALLER, 3),
    d: moves(CALLEE, 2),
    endings: fc.tuple(
      fc.constantFrom<Ending[]>('stackful', 'return-wait', 'return-yield'),
      fc.constantFrom<Ending[]>('stackful', 'return-wait', 'return-yield'),
      fc.constantFrom<Ending[]>('stackful', 'return-yield'),
    ),
    cancels: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ a, b, d, endings, cancels }) => ({
    format: 1,
    machine: 'canonical-abi',
    components: [
      componentOf('caller', true, [
        ['a', [...CALL, ...a], endings[0]],
        ['b', b, endings[1]],
      ]),
      componentOf('callee', false, [['d', d, endings[2]]]),
    ],
    instances: [
      { id: 'callee', component: 'callee' },
      { id: 'caller', component: 'caller', imports: { d: { instance: 'callee', export: 'd' } } },
    ],
    invocations: [
      { id: 'a', instance: 'caller', export: 'a', cancel: cancels[0] },
      { id: 'b', instance: 'caller', export: 'b', cancel: cancels[1] },
    ],
  }));
