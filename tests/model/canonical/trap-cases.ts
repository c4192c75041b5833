import type {
  Component,
  HostFunction,
  Instruction,
  Scenario,
} from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';

const stream: Instruction = { op: 'stream.new', type: 'stream<u8>', readable: 'r', writable: 'w' };

/** A component `c` with a host function `h`, and a thread that another function can be. */
const withHost = (
  body: readonly Instruction[],
  host: Omit<HostFunction, 'id' | 'type'>,
  thread: readonly Instruction[] = [],
): Scenario =>
  linked(
    [
      {
        id: 'c',
        memory: 4,
        globals: ['r', 'w', 'set'].map((id) => ({ id })),
        imports: [{ id: 'h', type: { async: true } }],
        functions: [
          { id: 'run', body },
          { id: 'thread', params: ['x'], body: thread },
        ],
        table: ['thread'],
        exports: [{ id: 'run', type: { async: true }, function: 'run', lift: { abi: 'stackful' } }],
      },
    ],
    [{ id: 'run', instance: 'c', export: 'run' }],
    {
      instances: [{ id: 'c', component: 'c', imports: { h: { host: 'h' } } }],
      hostFunctions: [{ id: 'h', type: { async: true }, ...host }],
    },
  );

const callHost: readonly Instruction[] = [
  { op: 'call', import: 'h', async: true, into: 'status' },
  { op: 'set', name: 'sub', value: ['>>', 'status', 4] },
];
const cancel: Instruction = { op: 'subtask.cancel', subtask: 'sub', async: true };
const spawn: readonly Instruction[] = [
  { op: 'thread.new-indirect', index: 0, into: 't' },
  { op: 'thread.yield-then-resume', thread: 't' },
];
const readSync: Instruction = { op: 'stream.read', type: 'stream<u8>', end: 'r', count: 1 };
const newSet: Instruction = { op: 'waitable-set.new', into: 'set' };

/** A component `c` that makes a resource and lends or gives it to `d`. */
const lending = (run: readonly Instruction[], hold: readonly Instruction[]): Scenario => {
  const d: Component = {
    id: 'd',
    importedResources: ['R'],
    imports: [{ id: 'give', type: { params: ['own<R>'] } }],
    functions: [
      { id: 'hold', params: ['h'], body: hold },
      { id: 'two', params: ['a', 'b'], body: [] },
    ],
    exports: [
      { id: 'hold', type: { params: ['borrow<R>'] }, function: 'hold' },
      { id: 'two', type: { params: ['borrow<R>', 'own<R>'] }, function: 'two' },
    ],
  };
  const c: Component = {
    id: 'c',
    resources: [{ id: 'R' }],
    imports: [
      { id: 'hold', type: { params: ['borrow<R>'] } },
      { id: 'two', type: { params: ['borrow<R>', 'own<R>'] } },
    ],
    functions: [
      {
        id: 'run',
        body: [{ op: 'resource.new', resource: 'R', rep: 7, into: 'h' }, ...run],
      },
    ],
    exports: [{ id: 'run', type: { async: true }, function: 'run' }],
  };
  return linked([d, c], [{ id: 'run', instance: 'c', export: 'run' }], {
    instances: [
      {
        id: 'd',
        component: 'd',
        imports: { give: { host: 'give' } },
        resources: { R: { instance: 'c', resource: 'R' } },
      },
      {
        id: 'c',
        component: 'c',
        imports: {
          hold: { instance: 'd', export: 'hold' },
          two: { instance: 'd', export: 'two' },
        },
      },
    ],
    hostFunctions: [{ id: 'give', type: { params: ['own<c.R>'] } }],
  });
};

/** Reasons that need more than one component, thread or step to come to. */
export const MORE_CASES: Readonly<Record<string, readonly Scenario[]>> = {
  'cannot-enter': [
    withHost([{ op: 'call', import: 'h' }], { calls: [{ instance: 'c', export: 'run' }] }),
  ],
  'sync-waiter': [
    withHost([newSet, stream, ...spawn, { op: 'waitable.join', waitable: 'r', set: 'set' }], {}, [
      readSync,
    ]),
    // Before the set is looked at.
    withHost([stream, ...spawn, { op: 'waitable.join', waitable: 'r', set: 99 }], {}, [readSync]),
  ],
  'cancel-sync-waiter': [
    withHost([stream, ...spawn, { op: 'stream.cancel-read', type: 'stream<u8>', end: 'r' }], {}, [
      readSync,
    ]),
  ],
  'set-has-waiters': [
    withHost([newSet, ...spawn, { op: 'waitable-set.drop', set: 'set' }], {}, [
      { op: 'waitable-set.wait', set: 'set' },
    ]),
  ],
  'borrows-remain': [lending([{ op: 'call', import: 'hold', args: ['h'] }], [])],
  lent: [lending([{ op: 'call', import: 'two', args: ['h', 'h'] }], [])],
  'not-owned': [
    lending(
      [{ op: 'call', import: 'hold', args: ['h'] }],
      [{ op: 'call', import: 'give', args: ['h'] }],
    ),
  ],
  'cancel-requested': [
    withHost([...callHost, cancel, cancel], { resolve: 'never', cancel: 'ignore' }),
  ],
  'terminal-delivered': [
    withHost(
      [
        ...callHost,
        newSet,
        { op: 'waitable.join', waitable: 'sub', set: 'set' },
        { op: 'waitable-set.wait', set: 'set' },
        cancel,
      ],
      { resolve: 'later' },
    ),
  ],
};
