import {
  invocation,
  component,
  drop,
  ends,
  exported,
  fn,
  give,
  call,
  is,
  linked,
  NUMBER,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'future<u8>';

const writer = component('writer', {
  globals: [{ id: 'tx' }],
  functions: [
    fn('make', [], ends(TYPE), give('rx')),
    fn('write', [], write(TYPE, 'tx', 1), give(42)),
    fn('drop', [], drop('writable', TYPE, 'tx')),
  ],
  exports: [exported('make', { result: TYPE }), exported('write', NUMBER), exported('drop', {})],
});

const reader = component('reader', {
  imports: [
    { id: 'make', type: { result: TYPE } },
    { id: 'write', type: NUMBER },
    { id: 'drop', type: {} },
  ],
  functions: [
    fn(
      'drop-reader',
      [],
      call('make', [], 'rx'),
      is('rx', 1),
      drop('readable', TYPE, 'rx'),
      call('write', [], 'result'),
      give('result'),
    ),
    fn('drop-writer', [], call('make', [], 'rx'), call('drop')),
  ],
  exports: [exported('drop-reader', NUMBER), exported('drop-writer', {})],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a write after the reader has gone, and a drop before any write',
    scenario: linked(
      [writer, reader],
      [
        invocation('reader', 'drop-reader'),
        invocation('reader', 'drop-writer', { after: ['drop-reader'] }),
      ],
    ),
    outcomes: ['drop-reader=42, drop-writer=trapped, trap future-unwritten'],
  },
];
