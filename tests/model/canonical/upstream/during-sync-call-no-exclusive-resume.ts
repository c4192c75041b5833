import type { CoreFunction, Scenario } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC_NUMBER,
  invocation,
  callback,
  component,
  EXIT,
  exported,
  fn,
  give,
  call,
  linked,
  NUMBER,
  resolve,
  set,
  times,
  YIELD,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

/** Its callback yields until the sync call is over, but must not run during it. */
const IDLE: readonly CoreFunction[] = [
  fn('arm', [], resolve(1), YIELD),
  fn(
    'on-event',
    ['event', 'p1', 'p2'],
    { op: 'if', condition: 'in-sync-call', then: [{ op: 'unreachable' }] },
    { op: 'if', condition: 'over', then: [EXIT], else: [YIELD] },
  ),
];

const inner = component('inner', {
  globals: [{ id: 'other' }, { id: 'implicit' }, { id: 'in-sync-call' }, { id: 'over' }],
  table: ['wakes'],
  functions: [
    ...IDLE,
    fn(
      'wakes',
      ['argument'],
      times(
        'round',
        4,
        { op: 'thread.resume-later', thread: 'implicit' },
        { op: 'thread.suspend' },
      ),
      { op: 'unreachable' },
    ),
    fn('setup', [], { op: 'thread.new-indirect', index: 0, into: 'other' }, resolve(1), EXIT),
    fn(
      'block',
      [],
      set('in-sync-call', 1),
      { op: 'thread.index', into: 'implicit' },
      times('round', 4, { op: 'thread.suspend-then-resume', thread: 'other' }),
      set('in-sync-call', 0),
      set('over', 1),
      give(42),
    ),
  ],
  exports: [
    exported('setup', ASYNC_NUMBER, callback('on-event')),
    exported('arm', ASYNC_NUMBER, callback('on-event')),
    exported('block', NUMBER),
  ],
});

const driver = component('driver', {
  imports: [{ id: 'block', type: NUMBER }],
  functions: [fn('run', [], call('block', [], 'result'), give('result'))],
  exports: [exported('run', NUMBER)],
});

const pingPong: Scenario = linked(
  [inner, driver],
  [
    invocation('inner', 'setup'),
    invocation('inner', 'arm', { id: 'arm', after: ['setup'] }),
    invocation('inner', 'arm', { id: 'arm-too', after: ['arm'] }),
    invocation('driver', 'run', { after: ['arm-too'] }),
  ],
);

const alone: Scenario = linked(
  [
    component('c', {
      globals: [{ id: 'in-sync-call' }, { id: 'over' }],
      functions: [
        ...IDLE,
        fn('block', [], set('in-sync-call', 1), { op: 'thread.suspend' }, { op: 'unreachable' }),
      ],
      exports: [exported('arm', ASYNC_NUMBER, callback('on-event')), exported('block', {})],
    }),
  ],
  [invocation('c', 'arm'), invocation('c', 'block', { after: ['arm'] })],
);

/** The specification runs callbacks in the sync call, which its tests say must not be. */
export const cases: readonly UpstreamCase[] = [
  {
    name: 'none is run while the call and a thread take turns',
    scenario: pingPong,
    profile: 'amended',
    outcomes: ['setup=1, arm=1, arm-too=1, run=42'],
  },
  {
    name: 'one may be run while the call and a thread take turns',
    scenario: pingPong,
    outcomes: [
      'setup=1, arm=1, arm-too=1, run=42',
      'setup=1, arm=1, arm-too=1, run=trapped, trap unreachable',
    ],
  },
  {
    name: 'they do not let a call block',
    scenario: alone,
    profile: 'amended',
    outcomes: ['arm=1, block=trapped, trap cannot-block'],
  },
  {
    name: 'they let a call block, and run',
    scenario: alone,
    outcomes: ['arm=1, block=trapped, trap unreachable'],
  },
];
