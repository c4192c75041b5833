import type { CoreFunction } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC,
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  callback,
  cancelCopy,
  component,
  copy,
  ends,
  exported,
  fn,
  join,
  linked,
  newSet,
  start,
  WAIT,
  type Part,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const callee = component('callee', {
  functions: [fn('block', [], newSet('set'), WAIT('set'))],
  exports: [exported('block', ASYNC_NUMBER, callback('never'))],
});

const TYPES = ['future<unit>', 'stream<u8>'] as const;
const DIRECTIONS = ['read', 'write'] as const;
type Direction = (typeof DIRECTIONS)[number];

const endOf = (direction: Direction): string => (direction === 'read' ? 'rx' : 'tx');
const SYNC_COPY = { async: false, count: 4 };

const scenario = (threads: readonly CoreFunction[], ...parts: readonly Part[]) =>
  linked(
    [
      callee,
      component('c', {
        imports: [{ id: 'block', type: ASYNC_NUMBER }],
        table: threads.map(({ id }) => id),
        functions: [...threads, fn('run', [], ...parts)],
        exports: [exported('run', ASYNC)],
      }),
    ],
    [invocation('c', 'run')],
  );

const perOperation = TYPES.flatMap((type) =>
  DIRECTIONS.flatMap((direction): UpstreamCase[] => {
    const end = endOf(direction);
    const operation = `${type.split('<')[0]}.${direction}`;
    const blocked = copy(direction, type, end, BLOCKED);
    const inSet: Part = [newSet('set'), join(end, 'set')];
    const copies = fn('copies', ['end'], copy(direction, type, 'end', null, SYNC_COPY));
    return [
      {
        name: `a join while another thread is parked in a sync ${operation}`,
        scenario: scenario(
          [copies],
          ends(type),
          { op: 'thread.new-indirect', index: 0, argument: end, into: 'thread' },
          { op: 'thread.yield-then-resume', thread: 'thread' },
          inSet,
        ),
        outcomes: ['run=trapped, trap sync-waiter'],
      },
      {
        name: `a sync ${operation} of what is in a set`,
        scenario: scenario([], ends(type), inSet, copy(direction, type, end, null, SYNC_COPY)),
        outcomes: ['run=trapped, trap sync-in-set'],
      },
      {
        name: `a sync cancel of a ${operation} of what is in a set`,
        scenario: scenario([], ends(type), blocked, inSet, cancelCopy(direction, type, end)),
        outcomes: ['run=trapped, trap sync-in-set'],
      },
    ];
  }),
);

export const cases: readonly UpstreamCase[] = [
  ...perOperation,
  {
    name: 'a sync cancel of a subtask that is in a set',
    scenario: scenario([], start('block'), newSet('set'), join('subtask', 'set'), {
      op: 'subtask.cancel',
      subtask: 'subtask',
    }),
    outcomes: ['run=trapped, trap sync-in-set'],
  },
];
