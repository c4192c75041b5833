import type { Component, Instruction, Scenario } from '../../../model/canonical/scenario.ts';

/** Where a thread runs when it comes to a built-in that may block. */
export const COLUMNS = [
  'S',
  'S-thr',
  'S-foreign',
  'S-after',
  'dtor',
  'A-sync',
  'cb0',
  'cb1',
  'A-full',
  'PR',
  'RA',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What comes before (in the start function, as handles in globals), and the built-in itself. */
export interface Situation {
  readonly setup?: readonly Instruction[];
  readonly operation: readonly Instruction[];
  /** What a spawned thread does, by index of the table from 1 on. */
  readonly threads?: readonly (readonly Instruction[])[];
}

const GLOBALS = ['done', 'main', 'foreign', 'set', 'r', 'w', 'sub', 't', 'status', 'me'];

/** The callee `d`: it blocks for good, returns, can be cancelled, or is behind backpressure. */
const callee: Component = {
  id: 'd',
  globals: [{ id: 'empty' }],
  start: 'start',
  functions: [
    { id: 'start', body: [{ op: 'waitable-set.new', into: 'empty' }] },
    { id: 'block', body: [{ op: 'waitable-set.wait', set: 'empty' }] },
    { id: 'return', body: [] },
    { id: 'park', body: [{ op: 'return-wait', set: 'empty' }] },
    {
      id: 'confirm',
      params: ['event', 'p1', 'p2'],
      body: [{ op: 'task.cancel' }, { op: 'return-exit' }],
    },
  ],
  exports: [
    { id: 'blocks', type: { async: true }, function: 'block' },
    { id: 'returns', type: { async: true }, function: 'return' },
    { id: 'blocks-sync', type: {}, function: 'block' },
    { id: 'returns-sync', type: {}, function: 'return' },
    {
      id: 'parks',
      type: { async: true },
      function: 'park',
      lift: { abi: 'callback', callback: 'confirm' },
    },
  ],
};

const full: Component = {
  ...callee,
  id: 'full',
  functions: callee.functions.map((each) =>
    each.id === 'start' ? { ...each, body: [...each.body, { op: 'backpressure.inc' }] } : each,
  ),
};

const IMPORTS = [
  { id: 'blocks', type: { async: true } },
  { id: 'returns', type: { async: true } },
  { id: 'blocks-sync', type: {} },
  { id: 'returns-sync', type: {} },
  { id: 'parks', type: { async: true } },
  { id: 'full', type: { async: true } },
];

const spawnAndSwitch: readonly Instruction[] = [
  { op: 'thread.index', into: 'main' },
  { op: 'thread.new-indirect', index: 0, into: 'spawned' },
  { op: 'thread.suspend-then-resume', thread: 'spawned' },
];

/** The component under test: the built-in is in the place of the column, and sets `done` behind it. */
const tested = (column: Column, { setup = [], operation, threads = [] }: Situation): Component => {
  const operate: readonly Instruction[] = [...operation, { op: 'set', name: 'done', value: 1 }];
  const wakeMain: readonly Instruction[] = [
    ...operate,
    { op: 'if', condition: 'main', then: [{ op: 'thread.resume-later', thread: 'main' }] },
  ];
  const finish: readonly Instruction[] = [{ op: 'task.return' }, { op: 'return-exit' }];
  const body = (it: Partial<Record<Column, readonly Instruction[]>>): readonly Instruction[] =>
    it[column] ?? [];
  const async = !['S', 'S-thr', 'S-foreign', 'S-after'].includes(column);
  const callback = column === 'cb0' || column === 'cb1';
  return {
    id: 'c',
    imports: IMPORTS,
    memory: 4,
    globals: GLOBALS.map((id) => ({ id })),
    resources: [{ id: 'R', destructor: 'drop' }],
    table: ['thread', ...threads.map((_, i) => `t${i}`)],
    start: 'start',
    functions: [
      { id: 'start', body: setup },
      { id: 'thread', params: ['x'], body: wakeMain },
      ...threads.map((each, i) => ({ id: `t${i}`, params: ['x'], body: each })),
      { id: 'drop', params: ['rep'], body: operate },
      {
        id: 'make-foreign',
        body: [{ op: 'thread.new-indirect', index: 0, into: 'foreign' }, { op: 'task.return' }],
      },
      {
        id: 'run',
        body: body({
          S: operate,
          'S-thr': spawnAndSwitch,
          'S-foreign': [
            { op: 'thread.index', into: 'main' },
            { op: 'thread.suspend-then-resume', thread: 'foreign' },
          ],
          'S-after': [
            { op: 'thread.new-indirect', index: 0, into: 'spawned' },
            { op: 'thread.resume-later', thread: 'spawned' },
          ],
          dtor: [
            { op: 'resource.new', resource: 'R', rep: 7, into: 'handle' },
            { op: 'resource.drop', resource: 'R', handle: 'handle' },
            { op: 'task.return' },
          ],
          'A-sync': operate,
          cb0: [...operate, ...finish],
          cb1: [{ op: 'return-yield' }],
          'A-full': [...operate, { op: 'task.return' }],
        }),
      },
      { id: 'back', params: ['event', 'p1', 'p2'], body: [...operate, ...finish] },
      { id: 'bare', params: ['a', 'b', 'x', 'y'], body: operate },
      { id: 'post', params: ['result'], body: operate },
    ],
    exports: [
      { id: 'foreign', type: { async: true }, function: 'make-foreign', lift: { abi: 'stackful' } },
      {
        id: 'run',
        type: { ...(async ? { async } : {}), ...(column === 'RA' ? { params: ['string'] } : {}) },
        function: 'run',
        lift: callback
          ? { abi: 'callback', callback: 'back' }
          : column === 'A-full' || column === 'dtor'
            ? { abi: 'stackful' }
            : {
                abi: 'sync',
                ...(column === 'PR' ? { postReturn: 'post' } : {}),
                ...(column === 'RA' ? { realloc: 'bare' } : {}),
              },
      },
    ],
  };
};

/** A world in which a thread of that column comes to the built-in in this situation. */
export const cell = (column: Column, situation: Situation): Scenario => ({
  format: 1,
  machine: 'canonical-abi',
  components: [callee, full, tested(column, situation)],
  instances: [
    { id: 'd', component: 'd' },
    { id: 'full', component: 'full' },
    {
      id: 'c',
      component: 'c',
      imports: Object.fromEntries(
        IMPORTS.map(({ id }) => [
          id,
          id === 'full' ? { instance: 'full', export: 'returns' } : { instance: 'd', export: id },
        ]),
      ),
    },
  ],
  invocations:
    column === 'S-foreign'
      ? [
          { id: 'foreign', instance: 'c', export: 'foreign' },
          { id: 'run', instance: 'c', export: 'run', after: ['foreign'] },
        ]
      : [{ id: 'run', instance: 'c', export: 'run', ...(column === 'RA' ? { args: [1] } : {}) }],
});
