import type { Scenario } from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';

/** A call waits at the gate until another lowers the backpressure that a third has raised; so does one behind it. */
export const gateOpenedByDec: Scenario = linked(
  [
    {
      id: 'c',
      functions: [
        { id: 'inc', body: [{ op: 'backpressure.inc' }] },
        { id: 'dec', body: [{ op: 'backpressure.dec' }] },
        { id: 'f', body: [{ op: 'task.return', value: 7 }] },
      ],
      exports: [
        { id: 'inc', type: {}, function: 'inc' },
        { id: 'dec', type: {}, function: 'dec' },
        { id: 'f', type: { async: true, result: 'u32' }, function: 'f', lift: { abi: 'stackful' } },
      ],
    },
  ],
  [
    { id: 'raise', instance: 'c', export: 'inc' },
    { id: 'first', instance: 'c', export: 'f', after: ['raise'] },
    { id: 'second', instance: 'c', export: 'f', after: ['raise'] },
    { id: 'lower', instance: 'c', export: 'dec', after: ['raise'] },
  ],
);

/** A task waits for a call that the host resolves when it likes, while the task falls asleep among other times. */
export const resolvedByTheHost: Scenario = linked(
  [
    {
      id: 'c',
      imports: [{ id: 'h', type: { async: true, result: 'u32' } }],
      memory: 1,
      functions: [
        {
          id: 'run',
          body: [
            { op: 'call', import: 'h', async: true, cell: 0, into: 'status' },
            { op: 'waitable-set.new', into: 'set' },
            { op: 'waitable.join', waitable: ['>>', 'status', 4], set: 'set' },
            { op: 'waitable-set.wait', set: 'set', into: 'event' },
            { op: 'task.return', value: ['load', 0] },
          ],
        },
      ],
      exports: [
        {
          id: 'run',
          type: { async: true, result: 'u32' },
          function: 'run',
          lift: { abi: 'stackful' },
        },
      ],
    },
  ],
  [{ id: 'run', instance: 'c', export: 'run' }],
  {
    instances: [{ id: 'c', component: 'c', imports: { h: { host: 'host' } } }],
    hostFunctions: [
      { id: 'host', type: { async: true, result: 'u32' }, resolve: 'later', result: 42 },
    ],
  },
);

/** A task waits on an empty set, and another call joins what has its event already. */
export const joinedReady: Scenario = linked(
  [
    {
      id: 'c',
      globals: [{ id: 'set' }],
      memory: 2,
      functions: [
        { id: 'make', body: [{ op: 'waitable-set.new', into: 'set' }] },
        {
          id: 'wait',
          body: [
            { op: 'waitable-set.wait', set: 'set', into: 'event' },
            { op: 'task.return', value: 'event' },
          ],
        },
        {
          id: 'join',
          body: [
            { op: 'future.new', type: 'future<u8>', readable: 'reader', writable: 'writer' },
            { op: 'future.read', type: 'future<u8>', async: true, end: 'reader', into: 'status' },
            {
              op: 'future.write',
              type: 'future<u8>',
              async: true,
              end: 'writer',
              cell: 1,
              into: 'status',
            },
            { op: 'waitable.join', waitable: 'reader', set: 'set' },
          ],
        },
      ],
      exports: [
        { id: 'make', type: {}, function: 'make' },
        {
          id: 'wait',
          type: { async: true, result: 'u32' },
          function: 'wait',
          lift: { abi: 'stackful' },
        },
        { id: 'join', type: {}, function: 'join' },
      ],
    },
  ],
  [
    { id: 'making', instance: 'c', export: 'make' },
    { id: 'waiting', instance: 'c', export: 'wait', after: ['making'] },
    { id: 'joining', instance: 'c', export: 'join', after: ['making'] },
  ],
);

/** Two calls that need the lock: the first keeps it while it waits for the host. */
export const lockFreed: Scenario = linked(
  [
    {
      id: 'c',
      imports: [{ id: 'h', type: { async: true, result: 'u32' } }],
      functions: [
        {
          id: 'run',
          body: [
            { op: 'call', import: 'h', into: 'value' },
            { op: 'return', value: 'value' },
          ],
        },
      ],
      exports: [{ id: 'run', type: { async: true, result: 'u32' }, function: 'run' }],
    },
  ],
  [
    { id: 'first', instance: 'c', export: 'run' },
    { id: 'second', instance: 'c', export: 'run' },
  ],
  {
    instances: [{ id: 'c', component: 'c', imports: { h: { host: 'host' } } }],
    hostFunctions: [
      { id: 'host', type: { async: true, result: 'u32' }, resolve: 'later', result: 42 },
    ],
  },
);
