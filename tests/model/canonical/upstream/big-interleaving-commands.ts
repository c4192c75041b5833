import { program, type Command } from './big-interleaving-world.ts';
import type { UpstreamCase } from './case.ts';

/** Statuses and codes of events, as commands expect them. */
export const BLOCKED = -1;
export const FOUR = 0x40;
export const RETURNED = 2;
export const STREAM_READ = 2;
export const STREAM_WRITE = 3;
export const FUTURE_WRITE = 5;

type Slots = readonly number[];

export const passes = (name: string, ...commands: readonly Command[]): UpstreamCase => ({
  name,
  scenario: program(commands),
  outcomes: ['run=0'],
});

export const traps = (
  name: string,
  reason: string,
  ...commands: readonly Command[]
): UpstreamCase => ({
  name,
  scenario: program(commands),
  outcomes: [`run=trapped, trap ${reason}`],
});

/** What a wait that may park although its event is there comes to: the commands expect it to go on. */
export const waits = (name: string, ...commands: readonly Command[]): readonly UpstreamCase[] => [
  {
    name: `${name}, or not`,
    scenario: program(commands),
    outcomes: ['run=0', 'run=trapped, trap unreachable'],
  },
  { name, scenario: program(commands), profile: 'wasmtime', outcomes: ['run=0'] },
];

/** Streams and futures of these slots. */
export const streams = (...slots: Slots): readonly Command[] =>
  slots.map((slot): Command => ['stream', [slot]]);
export const futures = (...slots: Slots): readonly Command[] =>
  slots.map((slot): Command => ['future', [slot]]);

export const blocked = (slot: number, count = 4): Command => ['write', [slot, count], BLOCKED];
export const blockedFuture = (slot: number): Command => ['write-future', [slot], BLOCKED];
export const reads = (slot: number): Command => ['read', [slot, 4], FOUR];
export const readsFuture = (slot: number): Command => ['read-future', [slot], 0];

/** Somebody reads these streams and futures; writes of theirs find them reading. */
export const sinks = (...slots: Slots): readonly Command[] =>
  slots.map((slot): Command => ['sink', [slot], RETURNED]);
export const futureSinks = (...slots: Slots): readonly Command[] =>
  slots.map((slot): Command => ['sink-future', [slot], RETURNED]);
export const writes = (slot: number): Command => ['write', [slot, 4], FOUR];
export const writesFuture = (slot: number): Command => ['write-future', [slot], 0];

/** A poll tells of a write that was met, or of nothing yet. */
export const written = (slot: number, payload = FOUR): Command => [
  'poll',
  [slot, STREAM_WRITE, payload],
];
export const writtenFuture = (slot: number): Command => ['poll', [slot, FUTURE_WRITE, 0]];
export const nothingYet = (slot: number): Command => ['poll', [slot, 0, 0]];
/** A wait does, and does not park. */
export const awaited = (slot: number): Command => ['await', [slot, STREAM_WRITE, FOUR], RETURNED];

export const dropsWritable = (...slots: Slots): readonly Command[] =>
  slots.map((slot): Command => ['drop-tx', [slot]]);
export const dropsFutureWritable = (...slots: Slots): readonly Command[] =>
  slots.map((slot): Command => ['drop-tx-future', [slot]]);
export const drops = (...slots: Slots): readonly Command[] =>
  slots.flatMap((slot): Command[] => [
    ['drop-tx', [slot]],
    ['drop-rx', [slot]],
  ]);
export const dropsFutures = (...slots: Slots): readonly Command[] =>
  slots.flatMap((slot): Command[] => [
    ['drop-tx-future', [slot]],
    ['drop-rx-future', [slot]],
  ]);
