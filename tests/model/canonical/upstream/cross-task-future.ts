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
  linked,
  load,
  read,
  resolve,
  store,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'future<u8>';
const GIVES = { async: true, result: TYPE } as const;

export const cases: readonly UpstreamCase[] = [
  {
    name: 'one task makes a future, another gives it away and writes it',
    scenario: linked(
      [
        component('callee', {
          globals: [{ id: 'rx' }, { id: 'tx' }],
          functions: [
            fn('one', [], ends(TYPE)),
            fn(
              'two',
              [],
              resolve('rx'),
              store(5, 66),
              write(TYPE, 'tx', BLOCKED, { cell: 5 }),
              EXIT,
            ),
          ],
          exports: [exported('one', {}), exported('two', GIVES, callback('never'))],
        }),
        component('caller', {
          imports: [
            { id: 'one', type: {} },
            { id: 'two', type: GIVES },
          ],
          functions: [
            fn(
              'run',
              [],
              call('one'),
              call('two', [], 'rx'),
              read(TYPE, 'rx', 0, { cell: 4 }),
              is(load(4), 66),
              give(42),
            ),
          ],
          exports: [exported('run', ASYNC_NUMBER)],
        }),
      ],
      [invocation('caller', 'run')],
    ),
    outcomes: ['run=42'],
  },
];
