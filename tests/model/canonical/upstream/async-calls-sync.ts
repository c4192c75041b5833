import type { Component, Lift, Scenario } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC,
  ASYNC_NUMBER,
  invocation,
  callback,
  component,
  EXIT,
  exported,
  fn,
  give,
  instance,
  call,
  is,
  join,
  load,
  newSet,
  resolve,
  set,
  start,
  SYNC_LIFT,
  WAIT,
  YIELD,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

/** Spins until it is told to stop, and returns its number: they count from 2. */
const inner = component('inner', {
  globals: [
    { id: 'blocked', value: 1 },
    { id: 'counter', value: 2 },
  ],
  functions: [
    fn(
      'spin',
      [],
      { op: 'context.set', slot: 0, value: 'counter' },
      set('counter', ['+', 'counter', 1]),
      YIELD,
    ),
    fn('spin-on', ['event', 'p1', 'p2'], {
      op: 'if',
      condition: 'blocked',
      then: [YIELD],
      else: [{ op: 'context.get', slot: 0, into: 'number' }, resolve('number'), EXIT],
    }),
    fn('unblock', [], set('blocked', 0), resolve(), EXIT),
  ],
  exports: [
    exported('spin', ASYNC_NUMBER, callback('spin-on')),
    exported('unblock', ASYNC, callback('never')),
  ],
});

/** Its calls hold the lock while they wait for the spinner. */
const middle = (id: string, lift: Lift): Component =>
  component(id, {
    imports: [{ id: 'spin', type: ASYNC_NUMBER }],
    functions: [
      lift.abi === 'sync'
        ? fn('middle', [], call('spin', [], 'number'), give('number'))
        : fn('middle', [], call('spin', [], 'number'), resolve('number'), EXIT),
    ],
    exports: [exported('middle', ASYNC_NUMBER, lift)],
  });

const outer = component('outer', {
  imports: [
    { id: 'one', type: ASYNC_NUMBER },
    { id: 'two', type: ASYNC_NUMBER },
    { id: 'unblock', type: ASYNC },
  ],
  globals: [{ id: 'set' }, { id: 'remain', value: 4 }],
  start: 'init',
  functions: [
    fn('init', [], newSet('set')),
    fn(
      'run',
      [],
      ['one', 'two', 'one', 'two'].flatMap((name, at) => [
        ...start(name, [], { state: at < 2 ? 1 : 0, cell: at + 2 }),
        is('subtask', at + 2),
        join('subtask', 'set'),
      ]),
      call('unblock'),
      WAIT('set'),
    ),
    fn(
      'on-event',
      ['event', 'subtask', 'state'],
      is('event', 1),
      {
        op: 'if',
        condition: ['==', 'state', 1],
        then: [{ op: 'assert', condition: ['<', 3, 'subtask'] }, WAIT('set')],
      },
      is('state', 2),
      { op: 'assert', condition: ['==', load('subtask'), 'subtask'] },
      { op: 'subtask.drop', subtask: 'subtask' },
      set('remain', ['-', 'remain', 1]),
      { op: 'if', condition: 'remain', then: [WAIT('set')] },
      resolve(42),
      EXIT,
    ),
  ],
  exports: [exported('run', ASYNC_NUMBER, callback('on-event'))],
});

const world = (second: Lift): Scenario => {
  const components = [inner, middle('plain', SYNC_LIFT), middle('other', second), outer];
  return {
    format: 1,
    machine: 'canonical-abi',
    components,
    instances: [
      { id: 'inner', component: 'inner' },
      instance('first', components[1]!, [inner]),
      instance('second', components[2]!, [inner]),
      {
        id: 'outer',
        component: 'outer',
        imports: {
          one: { instance: 'first', export: 'middle' },
          two: { instance: 'second', export: 'middle' },
          unblock: { instance: 'inner', export: 'unblock' },
        },
      },
    ],
    invocations: [invocation('outer', 'run')],
  };
};

/** The numbers tell in which order the queued calls started: that is a choice, so the check of them may fail. */
const outcomes = ['run=42', 'run=trapped, trap unreachable'];

export const cases: readonly UpstreamCase[] = [
  { name: 'two calls of each of two sync-lifted middles', scenario: world(SYNC_LIFT), outcomes },
  { name: 'one of the middles callback-lifted', scenario: world(callback('never')), outcomes },
];
