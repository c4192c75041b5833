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
  join,
  linked,
  newSet,
  read,
  resolve,
  wait,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'future<unit>';

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a wait in the entry function of a callback lift',
    scenario: linked(
      [
        component('c', {
          functions: [
            fn(
              'run',
              [],
              ends(TYPE),
              read(TYPE, 'rx', BLOCKED),
              write(TYPE, 'tx', 0),
              newSet('set'),
              join('rx', 'set'),
              wait('set', 4, 'rx'),
              resolve(42),
              EXIT,
            ),
          ],
          exports: [exported('run', ASYNC_NUMBER, callback('never'))],
        }),
      ],
      [invocation('c', 'run')],
    ),
    outcomes: ['run=42'],
  },
];
