import type { Scenario } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC_NUMBER,
  call,
  component,
  EXIT,
  exported,
  fn,
  linked,
} from '../../../support/canonical.ts';
import { program, type Command } from './big-interleaving-world.ts';
import type { UpstreamCase } from './case.ts';

/** Statuses and codes of events, as commands expect them. */
const BLOCKED = -1;
const FOUR = 0x40;
const RETURNED = 2;
const STREAM_READ = 2;
const STREAM_WRITE = 3;
const FUTURE_WRITE = 5;

const passes = (name: string, ...commands: readonly Command[]): UpstreamCase => ({
  name,
  scenario: program(commands),
  outcomes: ['run=0'],
});

const traps = (name: string, reason: string, ...commands: readonly Command[]): UpstreamCase => ({
  name,
  scenario: program(commands),
  outcomes: [`run=trapped, trap ${reason}`],
});

const blocked = (slot: number, count = 4): Command => ['write', [slot, count], BLOCKED];
const reads = (slot: number): Command => ['read', [slot, 4], FOUR];
const written = (slot: number, payload = FOUR): Command => ['poll', [slot, STREAM_WRITE, payload]];
const drops = (...slots: readonly number[]): readonly Command[] =>
  slots.flatMap((slot): Command[] => [
    ['drop-tx', [slot]],
    ['drop-rx', [slot]],
  ]);
const streams = (...slots: readonly number[]): readonly Command[] =>
  slots.map((slot): Command => ['stream', [slot]]);

const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];

const WAITS_WITH_EVENT: readonly Command[] = [
  ['stream', [3]],
  ['write', [3, 4]],
  reads(3),
  ['await', [3, STREAM_WRITE, FOUR], RETURNED],
];

const PARTIAL: readonly Command[] = [['stream', [0]], blocked(0, 8), reads(0)];
const PARTIAL_READ: readonly Command[] = [
  ['stream', [0]],
  ['read', [0, 8], BLOCKED],
  ['write', [0, 4], FOUR],
];

/** A task returns by other options than those of its lift. */
const otherOptions: Scenario = linked(
  [
    component('c', {
      functions: [fn('run', [], { op: 'task.return', value: 42, options: 'none' }, EXIT)],
      exports: [
        exported('run', ASYNC_NUMBER, { abi: 'callback', callback: 'never', options: 'memory' }),
      ],
    }),
  ],
  [call('c', 'run')],
);

export const cases: readonly UpstreamCase[] = [
  passes('nothing'),
  passes('drops', ...streams(0), ...drops(0)),
  traps('a code that is not expected', 'unreachable', ...streams(0), ['write', [0, 4], FOUR]),
  passes('a write, a read', ...streams(0), blocked(0), reads(0), written(0), ...drops(0)),
  passes(
    'a sink',
    ...streams(2),
    ['sink', [2], RETURNED],
    ['write', [2, 4], FOUR],
    ['drop-tx', [2]],
  ),
  passes(
    'a future',
    ['future', [4]],
    ['write-future', [4], BLOCKED],
    ['read-future', [4], 0],
    ['poll', [4, FUTURE_WRITE, 0]],
    ['drop-tx-future', [4]],
    ['drop-rx-future', [4]],
  ),
  passes(
    'a sink of a future',
    ['future', [5]],
    ['sink-future', [5], RETURNED],
    ['write-future', [5], 0],
    ['drop-tx-future', [5]],
  ),
  traps(
    'a future that was not written',
    'future-unwritten',
    ['future', [3]],
    ['drop-tx-future', [3]],
  ),
  passes(
    'polls of what has no event',
    ...streams(6, 7),
    blocked(6),
    blocked(7),
    ['poll', [6, 0, 0]],
    reads(7),
    ['poll', [6, 0, 0]],
    written(7),
    reads(6),
    written(6),
    ...drops(6, 7),
  ),
  passes(
    'eight streams at once',
    ...streams(...EIGHT),
    ...EIGHT.map((slot) => blocked(slot)),
    ...[3, 7, 0, 5, 1, 6, 2, 4].map(reads),
    ...EIGHT.map((slot) => written(slot)),
    ...drops(...EIGHT),
  ),
  passes(
    'sinks in another order',
    ...streams(0, 1, 2),
    ...[0, 1, 2].map((slot): Command => ['sink', [slot], RETURNED]),
    ...[2, 0, 1].map((slot): Command => ['write', [slot, 4], FOUR]),
    ...[0, 1, 2].map((slot): Command => ['drop-tx', [slot]]),
  ),
  passes(
    'two reads drain a write',
    ...streams(0),
    blocked(0, 8),
    reads(0),
    reads(0),
    written(0, 0x80),
    ...drops(0),
  ),
  traps('a second write', 'end-busy', ...streams(0), blocked(0), ['write', [0, 4]]),
  passes(
    'a sink takes a part',
    ...streams(0),
    ['sink', [0], RETURNED],
    ['write', [0, 12], FOUR],
    ['drop-tx', [0]],
  ),
  passes(
    'the reader goes while a write is pending',
    ...streams(0),
    blocked(0),
    ['drop-rx', [0]],
    written(0, 1),
    ['drop-tx', [0]],
  ),
  traps('the writer goes while its write is pending', 'drop-busy', ...streams(0), blocked(0), [
    'drop-tx',
    [0],
  ]),
  passes(
    'a read after the writer has gone',
    ...streams(0),
    ['drop-tx', [0]],
    ['read', [0, 4], 1],
    ['drop-rx', [0]],
  ),
  passes(
    'a write into a longer read',
    ...PARTIAL_READ,
    ['poll-rx', [0, STREAM_READ, FOUR]],
    ...drops(0),
  ),
  passes(
    'a write of nothing does not wake a read',
    ...streams(0),
    ['read', [0, 8], BLOCKED],
    ['write', [0, 0], 0],
    ['poll-rx', [0, 0, 0]],
    ['write', [0, 4], FOUR],
    ['poll-rx', [0, STREAM_READ, FOUR]],
    ...drops(0),
  ),
  passes(
    'nothing meets nothing',
    ...streams(0),
    ['write', [0, 0], BLOCKED],
    ['read', [0, 0], BLOCKED],
    written(0, 0),
    ['drop-tx', [0]],
    ['poll-rx', [0, STREAM_READ, 1]],
    ['drop-rx', [0]],
  ),
  passes(
    'a read after the rest was taken back',
    ...PARTIAL,
    written(0),
    ['read', [0, 4], BLOCKED],
    ['cancel-read', [0], 2],
    ...drops(0),
  ),
  passes(
    'cancels of what nobody met',
    ...streams(0),
    blocked(0),
    ['cancel-write', [0], 2],
    ['read', [0, 4], BLOCKED],
    ['cancel-read', [0], 2],
    ...drops(0),
  ),
  passes(
    'cancels of futures',
    ['future', [0]],
    ['write-future', [0], BLOCKED],
    ['cancel-write-future', [0], 2],
    ['read-future', [0], BLOCKED],
    ['cancel-read-future', [0], 2],
    ['drop-rx-future', [0]],
  ),
  passes('a cancel of a task', ['block-empty', [0], 1], ['cancel', [0], 4], ['drop', [0]]),
  traps(
    'a drop of a task that has not resolved',
    'subtask-unresolved',
    ['block-empty', [0], 1],
    ['drop', [0]],
  ),
  passes(
    'three tasks cancelled in another order',
    ...[0, 1, 2].map((slot): Command => ['block-empty', [slot], 1]),
    ...[2, 0, 1].map((slot): Command => ['cancel', [slot], 4]),
    ...[0, 1, 2].map((slot): Command => ['drop', [slot]]),
  ),
  passes(
    'a task that waits for a future',
    ['future', [0]],
    ['block-future', [0, 0], 1],
    ['write-future', [0], 0],
    ['await-subtask', [0, 2]],
    ['drop-tx-future', [0]],
  ),
  passes(
    'a task cancelled at the gate',
    ['inc-mock', []],
    ['block-empty', [0], 0],
    ['cancel', [0], 3],
    ['drop', [0]],
    ['dec-mock', []],
  ),
  passes(
    'backpressure is a count',
    ['inc-mock', []],
    ['inc-mock', []],
    ['block-empty', [0], 0],
    ['cancel', [0], 3],
    ['dec-mock', []],
    ['block-empty', [1], 0],
    ['cancel', [1], 3],
    ['dec-mock', []],
    ['block-empty', [2], 1],
  ),

  {
    name: 'a wait for what is there goes on or not',
    scenario: program(WAITS_WITH_EVENT),
    outcomes: ['run=0', 'run=trapped, trap unreachable'],
  },
  {
    name: 'a wait for what is there goes on',
    scenario: program(WAITS_WITH_EVENT),
    profile: 'wasmtime',
    outcomes: ['run=0'],
  },
  passes(
    'a cancel after a part was read gives the event',
    ...PARTIAL,
    ['cancel-write', [0], 0x40],
    ...drops(0),
  ),
  passes(
    'a cancel after a part was written gives the event',
    ...PARTIAL_READ,
    ['cancel-read', [0], 0x40],
    ...drops(0),
  ),
  {
    ...passes(
      'a cancel after a part was read is told',
      ...PARTIAL,
      ['cancel-write', [0], 0x42],
      ...drops(0),
    ),
    profile: 'wasmtime',
  },
  {
    ...passes(
      'a cancel after a part was written is told',
      ...PARTIAL_READ,
      ['cancel-read', [0], 0x42],
      ...drops(0),
    ),
    profile: 'wasmtime',
  },
  {
    name: 'a return by other options',
    scenario: otherOptions,
    outcomes: ['run=trapped, trap options-differ'],
  },
  {
    name: 'a return by other options passes',
    scenario: otherOptions,
    profile: 'wasmtime',
    outcomes: ['run=42'],
  },
];
