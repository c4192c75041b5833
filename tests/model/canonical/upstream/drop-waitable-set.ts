import {
  ASYNC,
  ASYNC_NUMBER,
  invocation,
  callback,
  component,
  exported,
  fn,
  call,
  is,
  linked,
  newSet,
  WAIT,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

export const cases: readonly UpstreamCase[] = [
  {
    name: 'while a callback task waits on it',
    scenario: linked(
      [
        component('callee', {
          globals: [{ id: 'set' }],
          start: 'init',
          functions: [
            fn('init', [], newSet('set')),
            fn('wait', [], WAIT('set')),
            fn('drop', [], { op: 'waitable-set.drop', set: 'set' }, { op: 'unreachable' }),
          ],
          exports: [
            exported('wait', ASYNC, callback('never')),
            exported('drop', ASYNC, callback('never')),
          ],
        }),
        component('caller', {
          imports: [
            { id: 'wait', type: ASYNC },
            { id: 'drop', type: ASYNC },
          ],
          functions: [
            fn(
              'run',
              [],
              { op: 'call', import: 'wait', async: true, into: 'status' },
              is('status', 0x11),
              call('drop'),
              { op: 'unreachable' },
            ),
          ],
          exports: [exported('run', ASYNC_NUMBER)],
        }),
      ],
      [invocation('caller', 'run')],
    ),
    outcomes: ['run=trapped, trap set-has-waiters'],
  },
];
