import type { FunctionType } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC,
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  cancelCopy,
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
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'stream<own<r>>';
const MAKES: FunctionType = { async: true, result: TYPE };
const METHOD: FunctionType = { async: true, params: ['borrow<r>'], result: 'u32' };

const make = (rep: number, into: string) =>
  ({ op: 'resource.new', resource: 'r', rep, into }) as const;
const repOf = (handle: string) =>
  ({ op: 'resource.rep', resource: 'r', handle, into: 'rep' }) as const;

const producer = component('producer', {
  resources: [{ id: 'r' }],
  globals: [{ id: 'tx' }, { id: 'one' }, { id: 'two' }],
  functions: [
    fn(
      'make',
      [],
      ends(TYPE),
      make(50, 'one'),
      make(51, 'two'),
      store(2, 'one'),
      store(3, 'two'),
      write(TYPE, 'tx', BLOCKED, { cell: 2, count: 2 }),
      repOf('one'),
      is('rep', 50),
      repOf('two'),
      is('rep', 51),
      give('rx'),
    ),
    fn(
      'cancel',
      [],
      cancelCopy('write', TYPE, 'tx', copied('dropped', 1)),
      repOf('two'),
      is('rep', 51),
      drop('writable', TYPE, 'tx'),
    ),
    fn('method', ['rep'], give(['+', 'rep', 50])),
    fn('stale', [], repOf('one'), { op: 'unreachable' }),
  ],
  exports: [
    exported('make', MAKES),
    exported('cancel', ASYNC),
    exported('method', METHOD),
    exported('stale', ASYNC),
  ],
});

const consumer = component('consumer', {
  imports: [
    { id: 'make', type: MAKES },
    { id: 'cancel', type: ASYNC },
    { id: 'method', type: METHOD },
  ],
  importedResources: ['r'],
  functions: [
    fn(
      'run',
      [],
      call('make', [], 'rx'),
      is('rx', 1),
      store(3, 99),
      read(TYPE, 'rx', copied('completed', 1), { cell: 2, count: 1 }),
      is(load(3), 99),
      call('method', [load(2)], 'result'),
      is('result', 100),
      drop('readable', TYPE, 'rx'),
      call('cancel'),
      give(42),
    ),
  ],
  exports: [exported('run', ASYNC_NUMBER)],
});

export const cases: readonly UpstreamCase[] = [
  {
    name: 'one of two owned handles is read',
    scenario: linked(
      [producer, consumer],
      [invocation('consumer', 'run'), invocation('producer', 'stale', { after: ['run'] })],
    ),
    outcomes: ['run=42, stale=trapped, trap unknown-handle'],
  },
];
