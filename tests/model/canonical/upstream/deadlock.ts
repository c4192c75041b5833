import {
  ASYNC_NUMBER,
  invocation,
  callback,
  component,
  exported,
  fn,
  join,
  linked,
  newSet,
  start,
  wait,
  WAIT,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a caller waits for a callee that waits for nothing',
    scenario: linked(
      [
        component('callee', {
          functions: [fn('f', [], newSet('set'), WAIT('set'))],
          exports: [exported('f', ASYNC_NUMBER, callback('never'))],
        }),
        component('caller', {
          imports: [{ id: 'f', type: ASYNC_NUMBER }],
          functions: [
            fn('run', [], start('f'), newSet('set'), join('subtask', 'set'), wait('set'), {
              op: 'unreachable',
            }),
          ],
          exports: [exported('run', ASYNC_NUMBER)],
        }),
      ],
      [invocation('caller', 'run')],
    ),
    outcomes: ['run=called'],
  },
];
