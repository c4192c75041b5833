import {
  BLOCKED,
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
  load,
  read,
  store,
  write,
  type Part,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'stream<u8>';

const writer = component('writer', {
  globals: [{ id: 'tx' }],
  functions: [
    fn('make', [], ends(TYPE), give('rx')),
    fn(
      'write-four',
      [],
      store(8, 3),
      write(TYPE, 'tx', copied('completed', 4), { cell: 8, count: 4 }),
    ),
    fn('start-write', [], store(8, 4), write(TYPE, 'tx', BLOCKED, { cell: 8, count: 8 })),
    fn('drop', [], drop('writable', TYPE, 'tx')),
  ],
  exports: [
    exported('make', { result: TYPE }),
    exported('write-four', {}),
    exported('start-write', {}),
    exported('drop', {}),
  ],
});

const world = (...parts: readonly Part[]) =>
  linked(
    [
      writer,
      component('reader', {
        imports: [
          { id: 'make', type: { result: TYPE } },
          { id: 'write-four', type: {} },
          { id: 'start-write', type: {} },
          { id: 'drop', type: {} },
        ],
        functions: [fn('run', [], call('make', [], 'rx'), is('rx', 1), ...parts)],
        exports: [exported('run', {})],
      }),
    ],
    [invocation('reader', 'run')],
  );

export const cases: readonly UpstreamCase[] = [
  {
    name: 'the readable end, whose read was not told of',
    scenario: world(
      read(TYPE, 'rx', BLOCKED, { cell: 8, count: 20 }),
      call('write-four'),
      is(load(8), 3),
      drop('readable', TYPE, 'rx'),
    ),
    outcomes: ['run=trapped, trap drop-busy'],
  },
  {
    name: 'the writable end, whose write was not told of',
    scenario: world(
      call('start-write'),
      read(TYPE, 'rx', copied('completed', 4), { cell: 8, count: 4 }),
      is(load(8), 4),
      call('drop'),
    ),
    outcomes: ['run=trapped, trap drop-busy'],
  },
];
