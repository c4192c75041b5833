import { linked } from '../../../model/canonical/builder/index.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';

/** A callback task waits for a future that a later call writes. */
export const futureWrittenLater: Scenario = linked(
  [
    {
      id: 'c',
      globals: [{ id: 'writer' }],
      memory: 2,
      functions: [
        {
          id: 'read',
          body: [
            { op: 'future.new', type: 'future<u8>', readable: 'reader', writable: 'writer' },
            { op: 'future.read', type: 'future<u8>', async: true, end: 'reader', into: 'status' },
            { op: 'assert', condition: ['==', 'status', -1] },
            { op: 'waitable-set.new', into: 'set' },
            { op: 'waitable.join', waitable: 'reader', set: 'set' },
            { op: 'return-wait', set: 'set' },
          ],
        },
        {
          id: 'on-event',
          params: ['event', 'p1', 'p2'],
          body: [
            { op: 'assert', condition: ['==', 'event', 4] },
            { op: 'task.return', value: ['load', 0] },
            { op: 'return-exit' },
          ],
        },
        {
          id: 'write',
          body: [
            { op: 'store', cell: 1, value: 42 },
            {
              op: 'future.write',
              type: 'future<u8>',
              async: true,
              end: 'writer',
              cell: 1,
              into: 'status',
            },
            { op: 'assert', condition: ['==', 'status', 0] },
          ],
        },
      ],
      exports: [
        {
          id: 'read',
          type: { async: true, result: 'u32' },
          function: 'read',
          lift: { abi: 'callback', callback: 'on-event' },
        },
        { id: 'write', type: {}, function: 'write' },
      ],
    },
  ],
  [
    { id: 'reading', instance: 'c', export: 'read' },
    { id: 'writing', instance: 'c', export: 'write' },
  ],
);

/** A call of a sync type waits on a set that nothing is in. */
export const syncTypedBlocks: Scenario = linked(
  [
    {
      id: 'c',
      functions: [
        {
          id: 'wait',
          body: [
            { op: 'waitable-set.new', into: 'set' },
            { op: 'waitable-set.wait', set: 'set', into: 'event' },
          ],
        },
      ],
      exports: [{ id: 'wait', type: {}, function: 'wait' }],
    },
  ],
  [{ id: 'waiting', instance: 'c', export: 'wait' }],
);

/** A caller cancels a callback task that is parked on a set that nothing is in. */
export const cancelOfParked: Scenario = linked(
  [
    {
      id: 'callee',
      functions: [
        {
          id: 'f',
          body: [
            { op: 'waitable-set.new', into: 'set' },
            { op: 'return-wait', set: 'set' },
          ],
        },
        {
          id: 'on-event',
          params: ['event', 'p1', 'p2'],
          body: [
            { op: 'assert', condition: ['==', 'event', 6] },
            { op: 'task.cancel' },
            { op: 'return-exit' },
          ],
        },
      ],
      exports: [
        {
          id: 'f',
          type: { async: true },
          function: 'f',
          lift: { abi: 'callback', callback: 'on-event' },
        },
      ],
    },
    {
      id: 'caller',
      imports: [{ id: 'f', type: { async: true } }],
      functions: [
        {
          id: 'run',
          body: [
            { op: 'call', import: 'f', async: true, into: 'status' },
            { op: 'assert', condition: ['==', ['&', 'status', 15], 1] },
            { op: 'set', name: 'subtask', value: ['>>', 'status', 4] },
            { op: 'subtask.cancel', subtask: 'subtask', into: 'state' },
            { op: 'observe', name: 'state', value: 'state' },
            { op: 'subtask.drop', subtask: 'subtask' },
            { op: 'return', value: 'state' },
          ],
        },
      ],
      exports: [{ id: 'run', type: { async: true, result: 'u32' }, function: 'run' }],
    },
  ],
  [{ id: 'run', instance: 'caller', export: 'run' }],
  {
    instances: [
      { id: 'callee', component: 'callee' },
      {
        id: 'caller',
        component: 'caller',
        imports: { f: { instance: 'callee', export: 'f' } },
      },
    ],
  },
);
