import type { Instruction } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  callback,
  component,
  copied,
  drop,
  ends,
  EXIT,
  exported,
  fn,
  give,
  is,
  join,
  linked,
  load,
  newSet,
  read,
  resolve,
  start,
  store,
  wait,
  WAIT,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'stream<u8>';
const TRANSFORM = { async: true, params: [TYPE], result: TYPE } as const;

const transformer = component('transformer', {
  globals: [{ id: 'set' }, { id: 'in' }, { id: 'out' }],
  start: 'init',
  functions: [
    fn('init', [], newSet('set')),
    fn(
      'transform',
      ['end'],
      { op: 'set', name: 'in', value: 'end' },
      ends(TYPE, 'given', 'out'),
      read(TYPE, 'in', BLOCKED, { cell: 0, count: 12 }),
      resolve('given'),
      join('in', 'set'),
      join('out', 'set'),
      WAIT('set'),
    ),
    fn(
      'on-event',
      ['event', 'end', 'result'],
      is('event', 2),
      is('end', 'in'),
      is('result', copied('completed', 12)),
      is(load(0), 1),
      is(load(7), 8),
      is(load(8), 1),
      is(load(11), 4),
      read(TYPE, 'in', copied('completed', 4), { cell: 0, count: 4 }),
      is(load(3), 14),
      read(TYPE, 'in', copied('completed', 2), { cell: 0, count: 2 }),
      is(load(1), 16),
      read(TYPE, 'in', copied('completed', 6), { cell: 0, count: 8 }),
      is(load(5), 22),
      drop('readable', TYPE, 'in'),
      drop('writable', TYPE, 'out'),
      EXIT,
    ),
  ],
  exports: [exported('transform', TRANSFORM, callback('on-event'))],
});

const fill = (count: number, first: number): Instruction[] =>
  Array.from({ length: count }, (_, at) => store(at + 8, first + at));

const caller = component('caller', {
  imports: [{ id: 'transform', type: TRANSFORM }],
  functions: [
    fn(
      'run',
      [],
      ends(TYPE),
      start('transform', ['rx'], { state: 2, cell: 1, into: 'none' }),
      { op: 'set', name: 'out', value: load(1) },
      is('out', 1),
      fill(8, 1),
      write(TYPE, 'tx', copied('completed', 8), { cell: 8, count: 8 }),
      write(TYPE, 'tx', copied('completed', 4), { cell: 8, count: 8 }),
      fill(12, 11),
      write(TYPE, 'tx', BLOCKED, { cell: 8, count: 12 }),
      newSet('set'),
      join('tx', 'set'),
      wait('set', 3, 'tx', copied('dropped', 12)),
      drop('writable', TYPE, 'tx'),
      drop('readable', TYPE, 'out'),
      give(42),
    ),
  ],
  exports: [exported('run', ASYNC_NUMBER)],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'several writes fill a read, several reads drain a write',
    scenario: linked([transformer, caller], [invocation('caller', 'run')]),
    outcomes: ['run=42'],
  },
];
