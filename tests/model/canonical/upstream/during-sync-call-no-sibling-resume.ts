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
  times,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const inner = component('inner', {
  globals: [{ id: 'other' }, { id: 'implicit' }],
  table: ['wakes'],
  functions: [
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
      { op: 'thread.index', into: 'implicit' },
      times('round', 4, { op: 'thread.suspend-then-resume', thread: 'other' }),
      give(42),
    ),
    fn('suspend', [], { op: 'thread.suspend' }, { op: 'unreachable' }),
  ],
  exports: [
    exported('setup', ASYNC_NUMBER, callback('never')),
    exported('block', NUMBER),
    exported('suspend', {}),
  ],
});

const COUNT = { params: ['u32'] } as const;

/** Its threads are ready all the time, and trap where they run. */
const sibling = component('sibling', {
  table: ['traps'],
  functions: [
    fn('traps', ['argument'], { op: 'unreachable' }),
    fn(
      'arm',
      ['count'],
      times(
        'made',
        'count',
        { op: 'thread.new-indirect', index: 0, into: 'thread' },
        { op: 'thread.resume-later', thread: 'thread' },
      ),
    ),
  ],
  exports: [exported('arm', COUNT)],
});

const driver = component('driver', {
  imports: [
    { id: 'arm', type: COUNT },
    { id: 'block', type: NUMBER },
    { id: 'suspend', type: {} },
  ],
  functions: [
    fn('run', [], call('arm', [8]), call('block', [], 'result'), give('result')),
    fn('fail', [], call('arm', [1]), call('suspend')),
  ],
  exports: [exported('run', NUMBER), exported('fail', {})],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'none is run while the call and a thread take turns',
    scenario: linked(
      [inner, sibling, driver],
      [invocation('inner', 'setup'), invocation('driver', 'run', { after: ['setup'] })],
    ),
    // Once the call is over they run, and that is no longer its business.
    outcomes: ['setup=1, run=42, trap unreachable'],
  },
  {
    name: 'they do not let a call block',
    scenario: linked([inner, sibling, driver], [invocation('driver', 'fail')]),
    outcomes: ['fail=trapped, trap cannot-block'],
  },
];
