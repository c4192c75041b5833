import type { FunctionType, Instruction, Scenario } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  callback,
  component,
  ends,
  EXIT,
  exported,
  fn,
  give,
  call,
  is,
  join,
  linked,
  load,
  newSet,
  read,
  resolve,
  set,
  STACKFUL,
  start,
  wait,
  WAIT,
  write,
  YIELD,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'future<unit>';
const NUMBER_TO: FunctionType = { params: ['u32'] };
const makes = (resource: 'r' | 's'): FunctionType => ({
  params: ['u32'],
  result: `own<${resource}>`,
});

const make = (resource: 'r' | 's') =>
  fn(
    `make-${resource}`,
    ['rep'],
    { op: 'resource.new', resource, rep: 'rep', into: 'handle' },
    give('handle'),
  );

const callee = component('callee', {
  resources: [
    { id: 'r', destructor: 'unblock' },
    { id: 's', destructor: 'poke' },
  ],
  globals: [{ id: 'value' }, { id: 'set' }, { id: 'poked' }],
  start: 'init',
  functions: [
    fn('init', [], newSet('set')),
    fn('block', [], wait('set', 4, undefined, 0), resolve('value')),
    fn('block-in-loop', [], WAIT('set')),
    fn('on-event', ['event', 'p1', 'p2'], is('event', 4), is('p2', 0), resolve('value'), EXIT),
    fn(
      'unblock',
      ['number'],
      ends(TYPE),
      read(TYPE, 'rx', BLOCKED),
      join('rx', 'set'),
      write(TYPE, 'tx', 0),
      set('value', 'number'),
    ),
    fn(
      'spin',
      [],
      set('poked', 0),
      {
        op: 'loop',
        body: [{ op: 'thread.yield' }, { op: 'if', condition: 'poked', then: [{ op: 'break' }] }],
      },
      resolve('value'),
    ),
    fn('spin-in-loop', [], set('poked', 0), YIELD),
    fn('on-turn', ['event', 'p1', 'p2'], is('event', 0), {
      op: 'if',
      condition: 'poked',
      then: [resolve('value'), EXIT],
      else: [YIELD],
    }),
    fn('poke', ['number'], set('poked', 1), set('value', 'number')),
    make('r'),
    make('s'),
  ],
  exports: [
    exported('make-r', makes('r')),
    exported('make-s', makes('s')),
    exported('block', ASYNC_NUMBER, STACKFUL),
    exported('block-in-loop', ASYNC_NUMBER, callback('on-event')),
    exported('unblock', NUMBER_TO),
    exported('spin', ASYNC_NUMBER, STACKFUL),
    exported('spin-in-loop', ASYNC_NUMBER, callback('on-turn')),
    exported('poke', NUMBER_TO),
  ],
});

const finish = (value: number): Instruction[] => [
  newSet('set'),
  join('subtask', 'set'),
  ...wait('set', 1, 'subtask', 2),
  is(load(1), value),
  { op: 'subtask.drop', subtask: 'subtask' },
  { op: 'waitable-set.drop', set: 'set' },
];

/** A task blocks; a sync-typed call lets it go on. */
const byCall = (blocker: string, unblocker: string, value: number): Instruction[] => [
  ...start(blocker, [], { cell: 1 }),
  call(unblocker, [value]),
  ...finish(value),
];

/** A task blocks; the destructor of a resource lets it go on. */
const byDrop = (blocker: string, resource: 'r' | 's', value: number): Instruction[] => [
  call(`make-${resource}`, [value], 'handle'),
  ...start(blocker, [], { cell: 1 }),
  { op: 'resource.drop', resource, handle: 'handle' },
  ...finish(value),
];

const world = (...parts: readonly Instruction[][]): Scenario =>
  linked(
    [
      callee,
      component('caller', {
        imports: callee.exports!.map(({ id, type }) => ({ id, type })),
        importedResources: ['r', 's'],
        functions: [fn('run', [], ...parts, give(100))],
        exports: [exported('run', ASYNC_NUMBER)],
      }),
    ],
    [invocation('caller', 'run')],
  );

export const cases: readonly UpstreamCase[] = [
  {
    name: 'tasks that wait',
    scenario: world(
      byCall('block', 'unblock', 90),
      byDrop('block', 'r', 91),
      byCall('block-in-loop', 'unblock', 92),
      byDrop('block-in-loop', 'r', 93),
    ),
    outcomes: ['run=100'],
  },
  {
    name: 'tasks that yield',
    scenario: world(
      byCall('spin', 'poke', 94),
      byDrop('spin', 's', 95),
      byCall('spin-in-loop', 'poke', 96),
      byDrop('spin-in-loop', 's', 97),
    ),
    outcomes: ['run=100'],
  },
];
