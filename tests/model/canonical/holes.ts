import type { Component, Instruction, Scenario } from '../../../model/canonical/scenario.ts';
import { linked } from '../../../model/canonical/builder/index.ts';

const newSet: Instruction = { op: 'waitable-set.new', into: 'set' };
const waitFor = (name: string): readonly Instruction[] => [
  { op: 'waitable.join', waitable: name, set: 'set' },
  {
    op: 'loop',
    body: [
      { op: 'waitable-set.wait', set: 'set', p2: 'state' },
      { op: 'if', condition: ['<', 1, 'state'], then: [{ op: 'break' }] },
    ],
  },
];
const callAsync = (name: string, sub: string): readonly Instruction[] => [
  { op: 'call', import: name, async: true, into: 'status' },
  { op: 'set', name: sub, value: ['>>', 'status', 4] },
];

/** A callback task that waits on a set in which nothing is, and confirms a cancel. */
const parked: Pick<Component, 'functions' | 'exports'> = {
  functions: [
    { id: 't', body: [newSet, { op: 'return-wait', set: 'set' }] },
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
      id: 't',
      type: { async: true },
      function: 't',
      lift: { abi: 'callback', callback: 'on-event' },
    },
  ],
};

/** Another task has the lock when the cancel comes, and frees it later. */
export const cancelBehindLock: Scenario = linked(
  [
    {
      id: 'c',
      imports: [{ id: 'h', type: { async: true } }],
      functions: [...parked.functions, { id: 'u', body: [{ op: 'call', import: 'h' }] }],
      exports: [...parked.exports!, { id: 'u', type: { async: true }, function: 'u' }],
    },
    {
      id: 'e',
      imports: [
        { id: 't', type: { async: true } },
        { id: 'u', type: { async: true } },
      ],
      functions: [
        {
          id: 'run',
          body: [
            newSet,
            ...callAsync('t', 't'),
            ...callAsync('u', 'u'),
            { op: 'subtask.cancel', subtask: 't', async: true, into: 'answer' },
            { op: 'assert', condition: ['==', 'answer', -1] },
            ...waitFor('t'),
            { op: 'return', value: 'state' },
          ],
        },
      ],
      exports: [{ id: 'run', type: { async: true, result: 'u32' }, function: 'run' }],
    },
  ],
  [{ id: 'run', instance: 'e', export: 'run' }],
  {
    instances: [
      { id: 'c', component: 'c', imports: { h: { host: 'h' } } },
      {
        id: 'e',
        component: 'e',
        imports: {
          t: { instance: 'c', export: 't' },
          u: { instance: 'c', export: 'u' },
        },
      },
    ],
    hostFunctions: [{ id: 'h', type: { async: true }, resolve: 'later' }],
  },
);

/** A parent cancels the task of its child in a call from that child. */
export const cancelFromWithin: Scenario = linked(
  [
    {
      id: 'parent',
      globals: [{ id: 't' }],
      imports: [
        { id: 't', type: { async: true } },
        { id: 'u', type: {} },
      ],
      functions: [
        {
          id: 'run',
          body: [
            newSet,
            ...callAsync('t', 't'),
            { op: 'call', import: 'u' },
            ...waitFor('t'),
            { op: 'return', value: 'state' },
          ],
        },
        { id: 'cancel', body: [{ op: 'subtask.cancel', subtask: 't', async: true }] },
      ],
      exports: [
        { id: 'run', type: { async: true, result: 'u32' }, function: 'run' },
        { id: 'cancel', type: {}, function: 'cancel' },
      ],
    },
    {
      id: 'child',
      imports: [{ id: 'cancel', type: {} }],
      functions: [...parked.functions, { id: 'u', body: [{ op: 'call', import: 'cancel' }] }],
      exports: [...parked.exports!, { id: 'u', type: {}, function: 'u' }],
    },
  ],
  [{ id: 'run', instance: 'parent', export: 'run' }],
  {
    instances: [
      {
        id: 'parent',
        component: 'parent',
        imports: {
          t: { instance: 'child', export: 't' },
          u: { instance: 'child', export: 'u' },
        },
      },
      {
        id: 'child',
        component: 'child',
        parent: 'parent',
        imports: { cancel: { instance: 'parent', export: 'cancel' } },
      },
    ],
  },
);

/** A sync cancel of a subtask of which its caller has not heard that it started. */
export const cancelMeetsStart: Scenario = linked(
  [
    {
      id: 'd',
      imports: [{ id: 'h', type: { async: true } }],
      functions: [
        { id: 'f', body: [{ op: 'call', import: 'h' }] },
        { id: 'shut', body: [{ op: 'backpressure.inc' }] },
        { id: 'open', body: [{ op: 'backpressure.dec' }] },
      ],
      exports: [
        { id: 'f', type: { async: true }, function: 'f' },
        { id: 'shut', type: {}, function: 'shut' },
        { id: 'open', type: {}, function: 'open' },
      ],
    },
    {
      id: 'e',
      imports: [
        { id: 'f', type: { async: true } },
        { id: 'shut', type: {} },
        { id: 'open', type: {} },
      ],
      functions: [
        {
          id: 'run',
          body: [
            { op: 'call', import: 'shut' },
            ...callAsync('f', 'f'),
            { op: 'call', import: 'open' },
            { op: 'thread.yield' },
            { op: 'subtask.cancel', subtask: 'f', into: 'state' },
            { op: 'return', value: 'state' },
          ],
        },
      ],
      exports: [{ id: 'run', type: { async: true, result: 'u32' }, function: 'run' }],
    },
  ],
  [{ id: 'run', instance: 'e', export: 'run' }],
  {
    instances: [
      { id: 'd', component: 'd', imports: { h: { host: 'h' } } },
      {
        id: 'e',
        component: 'e',
        imports: {
          f: { instance: 'd', export: 'f' },
          shut: { instance: 'd', export: 'shut' },
          open: { instance: 'd', export: 'open' },
        },
      },
    ],
    hostFunctions: [{ id: 'h', type: { async: true }, resolve: 'later' }],
  },
);

/** A call of a sync type can only go on if a callback runs meanwhile. */
export const callbackDuringSyncCall: Scenario = linked(
  [
    {
      id: 'c',
      globals: [{ id: 'main' }],
      functions: [
        { id: 'idle', body: [{ op: 'return-yield' }] },
        {
          id: 'on-event',
          params: ['event', 'p1', 'p2'],
          body: [
            { op: 'if', condition: 'main', then: [{ op: 'thread.resume-later', thread: 'main' }] },
            { op: 'task.return' },
            { op: 'return-exit' },
          ],
        },
        { id: 'sync', body: [{ op: 'thread.index', into: 'main' }, { op: 'thread.suspend' }] },
      ],
      exports: [
        {
          id: 'idle',
          type: { async: true },
          function: 'idle',
          lift: { abi: 'callback', callback: 'on-event' },
        },
        { id: 'sync', type: {}, function: 'sync' },
      ],
    },
    {
      id: 'e',
      imports: [
        { id: 'idle', type: { async: true } },
        { id: 'sync', type: {} },
      ],
      functions: [
        {
          id: 'run',
          body: [
            { op: 'call', import: 'idle', async: true, into: 'status' },
            {
              op: 'if',
              condition: ['==', ['&', 'status', 15], 1],
              then: [{ op: 'call', import: 'sync' }],
            },
          ],
        },
      ],
      exports: [{ id: 'run', type: { async: true }, function: 'run' }],
    },
  ],
  [{ id: 'run', instance: 'e', export: 'run' }],
  {
    instances: [
      { id: 'c', component: 'c' },
      {
        id: 'e',
        component: 'e',
        imports: {
          idle: { instance: 'c', export: 'idle' },
          sync: { instance: 'c', export: 'sync' },
        },
      },
    ],
  },
);

/** A task that was parked once cancels itself while it runs. */
export const cancelOfRunning: Scenario = linked(
  [
    {
      id: 'c',
      globals: [{ id: 'x' }],
      imports: [{ id: 'x', type: { async: true } }],
      functions: [
        {
          id: 'run',
          body: [
            newSet,
            { op: 'backpressure.inc' },
            ...callAsync('x', 'x'),
            { op: 'backpressure.dec' },
            ...waitFor('x'),
            { op: 'task.return', value: 'state' },
          ],
        },
        {
          id: 'x',
          body: [
            { op: 'thread.yield', cancellable: true },
            { op: 'subtask.cancel', subtask: 'x', async: true, into: 'answer' },
            { op: 'thread.yield', cancellable: true, into: 'cancelled' },
            { op: 'assert', condition: 'cancelled' },
            { op: 'task.cancel' },
          ],
        },
      ],
      exports: [
        { id: 'x', type: { async: true }, function: 'x', lift: { abi: 'stackful' } },
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
    instances: [{ id: 'c', component: 'c', imports: { x: { instance: 'c', export: 'x' } } }],
  },
);
