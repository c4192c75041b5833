import type { FunctionType, Instruction, ValueType } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC,
  ASYNC_NUMBER,
  BLOCKED,
  invocation,
  component,
  copied,
  drop,
  ends,
  exported,
  fn,
  give,
  call,
  is,
  join,
  linked,
  load,
  newSet,
  read,
  store,
  wait,
  write,
  type Part,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

type EndType = ValueType & ('future<u8>' | 'stream<u8>');

const makes = (type: EndType): FunctionType => ({ async: true, result: type });

/** Writes a future or stream as it is told to, whose readable end it gives away. */
const writer = (type: EndType, event: number, acknowledged: number) =>
  component('writer', {
    globals: [{ id: 'tx' }, { id: 'set' }],
    start: 'init',
    functions: [
      fn('init', [], newSet('set')),
      fn('make', [], ends(type), join('tx', 'set'), give('rx')),
      fn('write', [], store(4, 42), write(type, 'tx', null, { cell: 4 }), give('copied')),
      fn('acknowledge', [], wait('set', event, 'tx', acknowledged)),
      fn('drop', [], drop('writable', type, 'tx')),
    ],
    exports: [
      exported('make', makes(type)),
      exported('write', ASYNC_NUMBER),
      exported('acknowledge', ASYNC),
      exported('drop', ASYNC),
    ],
  });

const world = (type: EndType, result: FunctionType, ...parts: readonly Part[]) =>
  linked(
    [
      type === 'future<u8>' ? writer(type, 5, 0) : writer(type, 3, copied('dropped', 1)),
      component('reader', {
        imports: [
          { id: 'make', type: makes(type) },
          { id: 'write', type: ASYNC_NUMBER },
          { id: 'acknowledge', type: ASYNC },
          { id: 'drop', type: ASYNC },
        ],
        functions: [fn('run', [], call('make', [], 'rx'), ...parts)],
        exports: [exported('run', result)],
      }),
    ],
    [invocation('reader', 'run')],
  );

const FUTURE = 'future<u8>';
const STREAM = 'stream<u8>';
const TO = { cell: 4 };
const MANY = { cell: 4, count: 20 };

const writes = (result: number): Instruction[] => [
  call('write', [], 'result'),
  is('result', result),
];

const afterWrite = (name: string, type: EndType, ...parts: readonly Part[]): UpstreamCase => ({
  name: `a write after ${name}`,
  scenario: world(type, ASYNC, ...parts, call('write', [], 'result')),
  outcomes: ['run=trapped, trap end-done'],
});

/** What has been told that it is done can neither be read nor given away. */
const afterRead = (
  name: string,
  type: EndType,
  ...parts: readonly Part[]
): readonly UpstreamCase[] => [
  {
    name: `a read after ${name}`,
    scenario: world(type, ASYNC, ...parts, read(type, 'rx', null, MANY)),
    outcomes: ['run=trapped, trap end-done'],
  },
  {
    name: `a lift after ${name}`,
    scenario: world(type, makes(type), ...parts, give('rx')),
    outcomes: ['run=trapped, trap lift-done'],
  },
];

const told = (event: number, payload: number): Part => [
  newSet('set'),
  join('rx', 'set'),
  ...wait('set', event, 'rx', payload),
  join('rx', 0),
];

export const cases: readonly UpstreamCase[] = [
  afterWrite(
    'a write that met a read',
    FUTURE,
    read(FUTURE, 'rx', BLOCKED, TO),
    writes(0),
    is(load(4), 42),
  ),
  afterWrite(
    'a write that a read met',
    FUTURE,
    writes(BLOCKED),
    read(FUTURE, 'rx', 0, TO),
    is(load(4), 42),
    call('acknowledge'),
  ),
  afterWrite('the reader was dropped', FUTURE, drop('readable', FUTURE, 'rx'), writes(1)),
  ...afterRead(
    'a read that met a write',
    FUTURE,
    writes(BLOCKED),
    read(FUTURE, 'rx', 0, TO),
    is(load(4), 42),
  ),
  ...afterRead(
    'a read that a write met',
    FUTURE,
    read(FUTURE, 'rx', BLOCKED, TO),
    writes(0),
    is(load(4), 42),
    told(4, 0),
  ),
  afterWrite(
    'the reader was dropped',
    STREAM,
    drop('readable', STREAM, 'rx'),
    writes(copied('dropped')),
  ),
  afterWrite(
    'the reader was dropped that had read',
    STREAM,
    writes(BLOCKED),
    read(STREAM, 'rx', copied('completed', 1), MANY),
    is(load(4), 42),
    drop('readable', STREAM, 'rx'),
    call('acknowledge'),
  ),
  ...afterRead(
    'the writer was dropped',
    STREAM,
    call('drop'),
    read(STREAM, 'rx', copied('dropped'), MANY),
  ),
  ...afterRead(
    'the writer was dropped before a read',
    STREAM,
    read(STREAM, 'rx', BLOCKED, MANY),
    call('drop'),
    told(2, copied('dropped')),
  ),
];
