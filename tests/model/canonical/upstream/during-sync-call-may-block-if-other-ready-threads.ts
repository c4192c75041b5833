import type { Instruction } from '../../../../model/canonical/scenario.ts';
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
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const eager = component('eager', {
  functions: [fn('eager', [], give(43))],
  exports: [exported('eager', ASYNC_NUMBER)],
});

/** Leaves a thread ready, and calls what returns at once though its type says that it may block. */
const armAndCall = (into: string): Instruction[] => [
  { op: 'thread.new-indirect', index: 0, into: 'thread' },
  { op: 'thread.resume-later', thread: 'thread' },
  call('eager', [], into),
];

const main = component('main', {
  imports: [{ id: 'eager', type: ASYNC_NUMBER }],
  globals: [{ id: 'other' }, { id: 'implicit' }, { id: 'result' }],
  table: ['nothing', 'calls'],
  functions: [
    fn('nothing', ['argument']),
    fn('calls', ['argument'], armAndCall('result'), {
      op: 'thread.suspend-then-resume',
      thread: 'implicit',
    }),
    fn('setup', [], { op: 'thread.new-indirect', index: 1, into: 'other' }, resolve(1), EXIT),
    fn('own-thread', [], armAndCall('number'), give('number')),
    fn(
      'other-thread',
      [],
      { op: 'thread.index', into: 'implicit' },
      { op: 'thread.suspend-then-resume', thread: 'other' },
      give('result'),
    ),
  ],
  exports: [
    exported('setup', ASYNC_NUMBER, callback('never')),
    exported('own-thread', NUMBER),
    exported('other-thread', NUMBER),
  ],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'from a thread of a task that has returned',
    scenario: linked(
      [eager, main],
      [invocation('main', 'setup'), invocation('main', 'other-thread', { after: ['setup'] })],
    ),
    outcomes: ['setup=1, other-thread=43'],
  },
  {
    name: "from the call's own thread",
    scenario: linked([eager, main], [invocation('main', 'own-thread')]),
    outcomes: ['own-thread=43'],
  },
  {
    name: 'the sync lowering of an async type is judged before it is tried',
    scenario: linked([eager, main], [invocation('main', 'own-thread')]),
    profile: 'wasmtime',
    outcomes: ['own-thread=trapped, trap cannot-block'],
  },
];
