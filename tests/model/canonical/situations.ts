import type { Instruction } from '../../../model/canonical/scenario.ts';
import type { Situation } from './matrix.ts';

const set: Instruction = { op: 'waitable-set.new', into: 'set' };
const future: Instruction = { op: 'future.new', type: 'future<u8>', readable: 'r', writable: 'w' };
const stream: Instruction = { op: 'stream.new', type: 'stream<u8>', readable: 'r', writable: 'w' };
const read: Instruction = { op: 'future.read', type: 'future<u8>', async: true, end: 'r' };
const write: Instruction = { op: 'future.write', type: 'future<u8>', async: true, end: 'w' };
const streamRead: Instruction = {
  op: 'stream.read',
  type: 'stream<u8>',
  async: true,
  end: 'r',
  count: 2,
};
const pendingInSet: readonly Instruction[] = [
  set,
  future,
  read,
  { op: 'waitable.join', waitable: 'r', set: 'set' },
  write,
];
const spawn: Instruction = { op: 'thread.new-indirect', index: 1, into: 't' };
const subtaskOf = (name: string): readonly Instruction[] => [
  { op: 'call', import: name, async: true, into: 'status' },
  { op: 'set', name: 'sub', value: ['>>', 'status', 4] },
];

/** What may block, by the row of the table: whether it would, and what comes of it in each column. */
export const SITUATIONS: Readonly<
  Record<
    string,
    Situation & {
      readonly row: keyof typeof ROWS;
      readonly eager: boolean;
      /** Whether the gate is what it would wait for. */
      readonly gated?: true;
    }
  >
> = {
  'wait, nothing pending': {
    row: 'blocks',
    eager: true,
    setup: [set],
    operation: [{ op: 'waitable-set.wait', set: 'set' }],
  },
  'wait, event pending': {
    row: 'ok',
    eager: true,
    setup: pendingInSet,
    operation: [{ op: 'waitable-set.wait', set: 'set' }],
  },
  'poll, nothing pending': {
    row: 'ok',
    eager: false,
    setup: [set],
    operation: [{ op: 'waitable-set.poll', set: 'set' }],
  },
  'poll, event pending': {
    row: 'ok',
    eager: false,
    setup: pendingInSet,
    operation: [{ op: 'waitable-set.poll', set: 'set' }],
  },
  yield: { row: 'ok', eager: false, operation: [{ op: 'thread.yield' }] },
  'suspend, no waker': { row: 'blocks', eager: true, operation: [{ op: 'thread.suspend' }] },
  'suspend, a ready waker': {
    row: 'ok',
    eager: true,
    setup: [spawn],
    threads: [[{ op: 'thread.resume-later', thread: 'me' }]],
    operation: [
      { op: 'thread.index', into: 'me' },
      { op: 'thread.resume-later', thread: 't' },
      { op: 'thread.suspend' },
    ],
  },
  'suspend-then-resume, nobody resumes': {
    row: 'blocks',
    eager: false,
    setup: [spawn],
    threads: [[]],
    operation: [{ op: 'thread.suspend-then-resume', thread: 't' }],
  },
  'yield-then-resume': {
    row: 'ok',
    eager: false,
    setup: [spawn],
    threads: [[]],
    operation: [{ op: 'thread.yield-then-resume', thread: 't' }],
  },
  'sync future.read, peer absent': {
    row: 'blocks',
    eager: true,
    setup: [future],
    operation: [{ op: 'future.read', type: 'future<u8>', end: 'r' }],
  },
  'sync stream.write, peer absent': {
    row: 'blocks',
    eager: true,
    setup: [stream],
    operation: [{ op: 'stream.write', type: 'stream<u8>', end: 'w', count: 1 }],
  },
  'sync future.read, peer pending': {
    row: 'ok',
    eager: true,
    setup: [future, write],
    operation: [{ op: 'future.read', type: 'future<u8>', end: 'r' }],
  },
  'sync stream.write, peer pending': {
    row: 'ok',
    eager: true,
    setup: [stream, streamRead],
    operation: [{ op: 'stream.write', type: 'stream<u8>', end: 'w', count: 1 }],
  },
  'async future.read, peer absent': { row: 'ok', eager: false, setup: [future], operation: [read] },
  'async future.read, peer pending': {
    row: 'ok',
    eager: false,
    setup: [future, write],
    operation: [read],
  },
  'sync cancel-read, guest peer': {
    row: 'ok',
    eager: true,
    setup: [stream, streamRead],
    operation: [{ op: 'stream.cancel-read', type: 'stream<u8>', end: 'r' }],
  },
  'sync subtask.cancel, callee not cancellable': {
    row: 'blocks',
    eager: true,
    setup: subtaskOf('blocks'),
    operation: [{ op: 'subtask.cancel', subtask: 'sub' }],
  },
  'sync subtask.cancel, callee confirms at once': {
    row: 'ok',
    eager: true,
    setup: subtaskOf('parks'),
    operation: [{ op: 'subtask.cancel', subtask: 'sub' }],
  },
  'sync lower of an async type, callee blocks': {
    row: 'blocks',
    eager: true,
    operation: [{ op: 'call', import: 'blocks' }],
  },
  'sync lower of an async type, backpressure': {
    row: 'blocks',
    eager: true,
    gated: true,
    operation: [{ op: 'call', import: 'full' }],
  },
  'sync lower of an async type, callee resolves': {
    row: 'ok',
    eager: true,
    operation: [{ op: 'call', import: 'returns' }],
  },
  'async lower, callee blocks': {
    row: 'ok',
    eager: false,
    operation: [{ op: 'call', import: 'blocks', async: true }],
  },
  'async lower, callee resolves': {
    row: 'ok',
    eager: false,
    operation: [{ op: 'call', import: 'returns', async: true }],
  },
  'call of a sync type, callee blocks': {
    row: 'callee-traps',
    eager: false,
    operation: [{ op: 'call', import: 'blocks-sync' }],
  },
  'call of a sync type, callee returns': {
    row: 'ok',
    eager: false,
    operation: [{ op: 'call', import: 'returns-sync' }],
  },
};

/** The rows of the table, in the order of the columns: `B` traps, `p` parks, `o` goes through, `L` may not leave. */
export const ROWS = {
  //          S thr foreign after dtor A-sync cb0 cb1 A-full PR RA
  blocks: 'B B B p B p p p p L L',
  ok: 'o o o o o o o o o L L',
  'callee-traps': 'B B B B B B B B B L L',
} as const;

/** Under the eager rule, what could block traps wherever the thread's own task is of a sync type and unresolved. */
export const EAGER_ROWS = {
  blocks: 'B B B p B p p p p L L',
  ok: 'B B o o B o o o o L L',
} as const;
