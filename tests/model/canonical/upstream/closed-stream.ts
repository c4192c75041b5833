import {
  invocation,
  component,
  copied,
  drop,
  ends,
  exported,
  fn,
  give,
  call,
  is,
  linked,
  read,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'stream<u8>';

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a read after the writable end was dropped',
    scenario: linked(
      [
        component('writer', {
          globals: [{ id: 'tx' }],
          functions: [
            fn('make', [], ends(TYPE), give('rx')),
            fn('drop', [], drop('writable', TYPE, 'tx')),
          ],
          exports: [exported('make', { result: TYPE }), exported('drop', {})],
        }),
        component('reader', {
          imports: [
            { id: 'make', type: { result: TYPE } },
            { id: 'drop', type: {} },
          ],
          functions: [
            fn(
              'run',
              [],
              call('make', [], 'rx'),
              is('rx', 1),
              call('drop'),
              read(TYPE, 'rx', copied('dropped'), { count: 4 }),
            ),
          ],
          exports: [exported('run', {})],
        }),
      ],
      [invocation('reader', 'run')],
    ),
    outcomes: ['run=0'],
  },
];
