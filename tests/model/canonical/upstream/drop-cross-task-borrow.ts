import {
  ASYNC,
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
  join,
  linked,
  load,
  newSet,
  NUMBER,
  read,
  resolve,
  set,
  start,
  wait,
  WAIT,
  write,
} from '../../../support/canonical.ts';
import type { FunctionType, Instruction } from '../../../../model/canonical/scenario.ts';
import type { UpstreamCase } from './case.ts';

const TYPE = 'future<unit>';
const MAKES: FunctionType = { params: ['u32'], result: 'own<r>' };
const REP: FunctionType = { params: ['borrow<r>'], result: 'u32' };
const LENDS: FunctionType = { async: true, params: ['borrow<r>'], result: 'u32' };

const owner = component('owner', {
  resources: [{ id: 'r' }],
  functions: [
    fn(
      'make',
      ['rep'],
      { op: 'resource.new', resource: 'r', rep: 'rep', into: 'handle' },
      give('handle'),
    ),
    fn('rep', ['rep'], give('rep')),
  ],
  exports: [exported('make', MAKES), exported('rep', REP)],
});

const dropOf = (handle: string): Instruction => ({ op: 'resource.drop', resource: 'r', handle });

const borrower = component('borrower', {
  imports: [{ id: 'rep', type: REP }],
  importedResources: ['r'],
  globals: [{ id: 'kept' }, { id: 'rep-of-kept' }, { id: 'set' }],
  functions: [
    fn(
      'keep',
      ['handle'],
      set('kept', 'handle'),
      call('rep', ['handle'], 'rep-of-kept'),
      newSet('set'),
      WAIT('set'),
    ),
    fn('on-event', ['event', 'p1', 'p2'], resolve('rep-of-kept'), EXIT),
    fn('drop-kept', [], call('rep', ['kept'], 'rep'), dropOf('kept'), give('rep')),
    fn('wake', [], ends(TYPE), read(TYPE, 'rx', BLOCKED), write(TYPE, 'tx', 0), join('rx', 'set')),
    fn(
      'drop-both',
      ['handle'],
      call('rep', ['kept'], 'rep'),
      dropOf('kept'),
      dropOf('handle'),
      resolve('rep'),
      EXIT,
    ),
    fn('drop-wrong', ['handle'], dropOf('kept'), resolve(), EXIT),
  ],
  exports: [
    exported('keep', LENDS, callback('on-event')),
    exported('drop-kept', NUMBER),
    exported('wake', {}),
    exported('drop-both', LENDS, callback('never')),
    exported('drop-wrong', { async: true, params: ['borrow<r>'] }, callback('never')),
  ],
});

/** Lends a resource to a task that parks with it. */
const lend = (rep: number): Instruction[] => [
  call('make', [rep], 'handle'),
  ...start('keep', ['handle'], { cell: 4 }),
];

const finish = (rep: number, result: number): Instruction[] => [
  call('wake'),
  newSet('set'),
  join('subtask', 'set'),
  ...wait('set', 1, 'subtask', 2),
  is(load(4), rep),
  give(result),
];

const lender = component('lender', {
  imports: [
    { id: 'make', type: MAKES },
    { id: 'keep', type: LENDS },
    { id: 'drop-kept', type: NUMBER },
    { id: 'wake', type: {} },
    { id: 'drop-both', type: LENDS },
    { id: 'drop-wrong', type: { async: true, params: ['borrow<r>'] } },
  ],
  importedResources: ['r'],
  functions: [
    fn('other', [], lend(10), call('drop-kept', [], 'rep'), is('rep', 10), finish(10, 42)),
    fn('both', [], lend(11), call('drop-both', ['handle'], 'rep'), is('rep', 11), finish(11, 43)),
    fn('wrong', [], lend(42), call('drop-wrong', ['handle'])),
  ],
  exports: [
    exported('other', ASYNC_NUMBER),
    exported('both', ASYNC_NUMBER),
    exported('wrong', ASYNC),
  ],
});

const world = (run: string) => linked([owner, borrower, lender], [invocation('lender', run)]);

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a sync-typed call drops what a parked task has borrowed',
    scenario: world('other'),
    outcomes: ['other=42'],
  },
  {
    name: 'a task drops its own borrow and that of another',
    scenario: world('both'),
    outcomes: ['both=43'],
  },
  {
    name: 'a task drops that of another and not its own',
    scenario: world('wrong'),
    outcomes: ['wrong=trapped, trap borrows-remain'],
  },
];
