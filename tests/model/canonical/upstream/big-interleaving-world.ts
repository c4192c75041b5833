import type {
  Component,
  Expression,
  FunctionType,
  Instruction,
} from '../../../../model/canonical/scenario.ts';
import {
  ASYNC,
  BLOCKED,
  invocation,
  callback,
  cancelCopy,
  component,
  drop,
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
  STACKFUL,
  store,
  wait,
  WAIT,
  write,
  type Part,
} from '../../../support/canonical.ts';

const STREAM = 'stream<u8>';
const FUTURE = 'future<u8>';
type EndType = typeof STREAM | typeof FUTURE;

const takes = (type: EndType): FunctionType => ({ async: true, params: [type] });
const parked = (drops: Part, ...then: readonly Part[]): Part => [
  drops as Instruction,
  { op: 'context.get', slot: 0, into: 'set' },
  { op: 'waitable-set.drop', set: 'set' },
  ...then.flat(),
  EXIT,
];

const parks = (...parts: readonly Part[]): Part => [
  newSet('set'),
  { op: 'context.set', slot: 0, value: 'set' },
  ...parts.flat(),
  WAIT('set'),
];

/** What the testee calls: it reads what it is given, or blocks. */
const mock = component('mock', {
  functions: [
    fn(
      'sink',
      ['rx'],
      parks(read(STREAM, 'rx', BLOCKED, { count: 4 }), resolve(), join('rx', 'set')),
    ),
    fn('sink-future', ['rx'], parks(read(FUTURE, 'rx', BLOCKED), resolve(), join('rx', 'set'))),
    fn('block-empty', [], parks()),
    fn('block-future', ['rx'], parks(read(FUTURE, 'rx', BLOCKED), join('rx', 'set'))),
    fn('on-sink', ['event', 'end', 'p2'], is('event', 2), parked(drop('readable', STREAM, 'end'))),
    fn(
      'on-sink-future',
      ['event', 'end', 'p2'],
      is('event', 4),
      parked(drop('readable', FUTURE, 'end')),
    ),
    fn('on-cancel', ['event', 'end', 'p2'], is('event', 6), parked({ op: 'task.cancel' })),
    fn(
      'on-future',
      ['event', 'end', 'p2'],
      is('event', 4),
      parked(drop('readable', FUTURE, 'end'), resolve()),
    ),
    fn('inc', [], { op: 'backpressure.inc' }),
    fn('dec', [], { op: 'backpressure.dec' }),
  ],
  exports: [
    exported('sink', takes(STREAM), callback('on-sink')),
    exported('sink-future', takes(FUTURE), callback('on-sink-future')),
    exported('block-empty', ASYNC, callback('on-cancel')),
    exported('block-future', takes(FUTURE), callback('on-future')),
    exported('inc', {}),
    exported('dec', {}),
  ],
});

const RX = 0;
const TX = 8;
const SUB = 16;
const BUFFER = 32;
const at = (base: number, slot: Expression = 'slot'): Expression => load(['+', base, slot]);

/** Notes the subtask of an async call, and returns its state. */
const noted = (name: string, args: readonly Expression[], slot: Expression): Part => [
  { op: 'call', import: name, async: true, args, into: 'status' },
  store(['+', SUB, slot], ['>>', 'status', 4]),
  give(['&', 'status', 15]),
];

const made = (type: EndType): Part => [
  ends(type),
  store(['+', RX, 'slot'], 'rx'),
  store(['+', TX, 'slot'], 'tx'),
];

const watched = (base: number, how: 'poll' | 'wait'): Part => [
  newSet('set'),
  join(at(base), 'set'),
  { op: `waitable-set.${how}`, set: 'set', into: 'event', p1: 'p1', p2: 'p2' },
  is('event', 'expected'),
  is('p2', 'payload'),
  join(at(base), 0),
  { op: 'waitable-set.drop', set: 'set' },
  ...(how === 'wait' ? [resolve()] : []),
];

const SLOT: FunctionType = { params: ['u32'] };
const TWO: FunctionType = { params: ['u32', 'u32'] };
const THREE: FunctionType = { params: ['u32', 'u32', 'u32'] };
const numbered = (type: FunctionType): FunctionType => ({ ...type, ...NUMBER });
const async = (type: FunctionType): FunctionType => ({ ...type, ...ASYNC });

/** Each function does one thing with the ends or the subtask of a slot. */
const FUNCTIONS: readonly (readonly [string, FunctionType, readonly string[], Part])[] = [
  ['sink', numbered(SLOT), ['slot'], noted('sink', [at(RX)], 7)],
  ['sink-future', numbered(SLOT), ['slot'], noted('sink-future', [at(RX)], 7)],
  ['block-empty', numbered(SLOT), ['slot'], noted('block-empty', [], 'slot')],
  ['block-future', numbered(TWO), ['slot', 'sub'], noted('block-future', [at(RX)], 'sub')],
  [
    'cancel',
    numbered(SLOT),
    ['slot'],
    [{ op: 'subtask.cancel', async: true, subtask: at(SUB), into: 'state' }, give('state')],
  ],
  ['drop', SLOT, ['slot'], [{ op: 'subtask.drop', subtask: at(SUB) }]],
  ['inc-mock', {}, [], [call('inc')]],
  ['dec-mock', {}, [], [call('dec')]],
  [
    'await-subtask',
    async(TWO),
    ['slot', 'payload'],
    [
      newSet('set'),
      join(at(SUB), 'set'),
      ...wait('set', 1, at(SUB), 'payload'),
      join(at(SUB), 0),
      { op: 'waitable-set.drop', set: 'set' },
      { op: 'subtask.drop', subtask: at(SUB) },
      resolve(),
    ],
  ],
  ['stream', SLOT, ['slot'], made(STREAM)],
  ['future', SLOT, ['slot'], made(FUTURE)],
  [
    'write',
    numbered(TWO),
    ['slot', 'count'],
    [...write(STREAM, at(TX), null, { cell: BUFFER, count: 'count' }), give('copied')],
  ],
  [
    'read',
    numbered(TWO),
    ['slot', 'count'],
    [...read(STREAM, at(RX), null, { cell: BUFFER, count: 'count' }), give('copied')],
  ],
  [
    'write-future',
    numbered(SLOT),
    ['slot'],
    [...write(FUTURE, at(TX), null, { cell: BUFFER }), give('copied')],
  ],
  [
    'read-future',
    numbered(SLOT),
    ['slot'],
    [...read(FUTURE, at(RX), null, { cell: BUFFER }), give('copied')],
  ],
  [
    'cancel-write',
    numbered(SLOT),
    ['slot'],
    [...cancelCopy('write', STREAM, at(TX), null, true), give('copied')],
  ],
  [
    'cancel-read',
    numbered(SLOT),
    ['slot'],
    [...cancelCopy('read', STREAM, at(RX), null, true), give('copied')],
  ],
  [
    'cancel-write-future',
    numbered(SLOT),
    ['slot'],
    [...cancelCopy('write', FUTURE, at(TX), null, true), give('copied')],
  ],
  [
    'cancel-read-future',
    numbered(SLOT),
    ['slot'],
    [...cancelCopy('read', FUTURE, at(RX), null, true), give('copied')],
  ],
  ['drop-tx', SLOT, ['slot'], [drop('writable', STREAM, at(TX))]],
  ['drop-rx', SLOT, ['slot'], [drop('readable', STREAM, at(RX))]],
  ['drop-tx-future', SLOT, ['slot'], [drop('writable', FUTURE, at(TX))]],
  ['drop-rx-future', SLOT, ['slot'], [drop('readable', FUTURE, at(RX))]],
  ['poll', THREE, ['slot', 'expected', 'payload'], watched(TX, 'poll')],
  ['poll-rx', THREE, ['slot', 'expected', 'payload'], watched(RX, 'poll')],
  ['await', async(THREE), ['slot', 'expected', 'payload'], watched(TX, 'wait')],
  ['await-rx', async(THREE), ['slot', 'expected', 'payload'], watched(RX, 'wait')],
];

const testee: Component = component('testee', {
  memory: 64,
  imports: mock.exports!.map(({ id, type }) => ({ id, type })),
  functions: FUNCTIONS.map(([id, , params, body]) => fn(id, params, body)),
  exports: FUNCTIONS.map(([id, type]) =>
    exported(id, type, type.async ? STACKFUL : { abi: 'sync' }),
  ),
});

/** One command to the testee: what to do, with what, and what it should give. */
export type Command = readonly [name: string, args: readonly number[], expected?: number];

const commanded = ([name, args, expected]: Command): Part => {
  const { type } = testee.exports!.find(({ id }) => id === name)!;
  return [
    { op: 'call', import: name, args, into: 'code', ...(type.async ? { async: true } : {}) },
    ...(expected === undefined ? [] : [is('code', expected)]),
  ];
};

/** A sync-typed call that gives the testee these commands, one after the other. */
export const program = (commands: readonly Command[]) => {
  const driver = component('driver', {
    imports: testee.exports!.map(({ id, type }) => ({ id, type })),
    functions: [fn('run', [], ...commands.map(commanded))],
    exports: [exported('run', {})],
  });
  const scenario = linked([mock, testee, driver], [invocation('driver', 'run')]);
  const imports = Object.fromEntries(
    testee.exports!.map(({ id }) => [id, { instance: 'testee', export: id }]),
  );
  return {
    ...scenario,
    instances: scenario.instances.map((each) =>
      each.id === 'driver' ? { ...each, imports } : each,
    ),
  };
};
