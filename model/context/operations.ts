import { keysOf } from '../every.ts';
import type { Operation } from './scenario.ts';

/** What has to be said of an operation. The rest follows from its operands and from its protocol. */
interface OperationRule {
  /** The word of the vocabulary that it comes with: a lock and its unlock come together. */
  readonly word: string;
  /** The frames that may do it. */
  readonly frames: 'guest' | 'host' | 'any';
  /** Whether the frame then has its lock, or no longer has it. */
  readonly hold: 'takes' | 'gives' | null;
  /** Whether its operands may belong to another store than that of the task. */
  readonly crosses: boolean;
  /** Whether it ends a set: after that it matters which tasks are inside a wait on it. */
  readonly drops: boolean;
  /** Whether it starts a task, as a subtask. */
  readonly starts: boolean;
  /** Whether it may block its task. Where it may not, a trap for blocking is wrong. */
  readonly blocks: boolean;
}

const BLOCKS = {
  frames: 'guest',
  hold: null,
  crosses: false,
  drops: false,
  starts: false,
  blocks: true,
} as const;
const NEVER_BLOCKS = { ...BLOCKS, blocks: false } as const;

/** Every operation. The type `Operation` and this table name the same ones, or neither compiles. */
export const OPERATIONS = {
  wait: { ...BLOCKS, word: 'wait' },
  'wait-one': { ...BLOCKS, word: 'wait-one' },
  poll: { ...NEVER_BLOCKS, word: 'poll' },
  yield: { ...NEVER_BLOCKS, word: 'yield' },
  join: { ...NEVER_BLOCKS, word: 'join' },
  leave: { ...NEVER_BLOCKS, word: 'leave' },
  drop: { ...NEVER_BLOCKS, word: 'drop', drops: true },
  signal: { ...NEVER_BLOCKS, word: 'signal', frames: 'any', crosses: true },
  cancel: { ...NEVER_BLOCKS, word: 'cancel' },
  'call-own': { ...NEVER_BLOCKS, word: 'call-own', starts: true },
  'cancel-subtask': { ...BLOCKS, word: 'cancel-subtask' },
  lock: { ...BLOCKS, word: 'lock', hold: 'takes' },
  unlock: { ...NEVER_BLOCKS, word: 'lock', hold: 'gives' },
  'store-borrow': { ...BLOCKS, word: 'store-borrow', frames: 'host', hold: 'takes' },
  'store-return': { ...NEVER_BLOCKS, word: 'store-borrow', frames: 'host', hold: 'gives' },
  call: { ...NEVER_BLOCKS, word: 'call', frames: 'any' },
} as const satisfies Readonly<Record<Operation['op'], OperationRule>>;

export type OperationName = keyof typeof OPERATIONS;

/** The names of all operations. */
export const OPERATION_NAMES: readonly OperationName[] = keysOf(OPERATIONS);

/** What has to be said of this operation, or nothing where there is none of the name: events have any. */
export const ruleOf = (op: string): OperationRule | undefined =>
  Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op as OperationName] : undefined;
