import { keysOf } from '../every.ts';

/**
 * Protocols as data. A protocol is a list of steps; a step is a label and the instructions that it does
 * as one atomic action. Anything may happen between two steps.
 *
 * A step whose instructions run out goes on with `next`, or with the step after it, or ends the operation.
 */
export interface ProtocolStep {
  readonly label: string;
  readonly do: readonly Instruction[];
  readonly next?: string | undefined;
}

export type Protocol = readonly ProtocolStep[];

/**
 * One instruction. `docs/semantics.md` tells what each means; `INSTRUCTIONS` which operations may use it.
 *
 * `check` carries what to do with an event (or a cancel) that is there, `guard` what to clean up before the
 * guard's trap or early return, `branch` a condition and what to do if it holds.
 */
export type Instruction =
  | SimpleInstruction
  | { readonly check: readonly Instruction[] }
  | { readonly check: Sought; readonly do: readonly Instruction[] }
  | { readonly guard: readonly Instruction[] }
  | { readonly branch: Condition; readonly do: readonly Instruction[] }
  | { readonly look: number }
  | { readonly link: 'unchecked' }
  | { readonly unpark: 'plain' }
  | { readonly load: string }
  | { readonly store: string; readonly value: number }
  | { readonly add: string; readonly by: number }
  | { readonly goto: string };

/** The instructions that are a word. */
export const SIMPLE_INSTRUCTIONS = [
  'register',
  'deregister',
  'deliver',
  'release',
  'acquire',
  'park',
  'clear-token',
  'requeue',
  'mark',
  'link',
  'look',
  'pop',
  'unpark',
  'wake-one-more',
  'close',
  'put-back',
  'done',
] as const;

export type SimpleInstruction = (typeof SIMPLE_INSTRUCTIONS)[number];

/**
 * What a `check` may look for beside the event that the operation is entitled to. `cancel`: a request, if the
 * operation is cancellable. `request`: a request, cancellable or not. `progress`: any event of a subtask, the
 * terminal one or not.
 */
export const SOUGHT = ['cancel', 'request', 'progress'] as const;

export type Sought = (typeof SOUGHT)[number];

/**
 * `event`: the waitable at hand has an undelivered event. `more`: a waiter found by `look` is not yet unparked.
 * `zero`: the word that was loaded last is 0. `in-set`: the waitable at hand is in a set.
 */
export type Condition =
  | 'event'
  | 'no-event'
  | 'more'
  | 'no-more'
  | 'zero'
  | 'nonzero'
  | 'in-set'
  | 'in-no-set';

/** The protocols that every runtime describes … */
export const REQUIRED_PROTOCOLS = ['wait', 'wait-one', 'poll', 'yield', 'signal', 'join'] as const;

/** … and those that it may leave out, if it has nothing of the kind. All other operations are one step. */
export const OPTIONAL_PROTOCOLS = ['cancel', 'cancel-subtask', 'trap'] as const;

export const PROTOCOL_OPERATIONS = [...REQUIRED_PROTOCOLS, ...OPTIONAL_PROTOCOLS] as const;

export type ProtocolOperation = (typeof PROTOCOL_OPERATIONS)[number];

/** The protocols as a runtime gives them. */
export type GivenProtocols = Readonly<Record<(typeof REQUIRED_PROTOCOLS)[number], Protocol>> &
  Readonly<Partial<Record<(typeof OPTIONAL_PROTOCOLS)[number], Protocol | undefined>>>;

export type Protocols = Readonly<Record<ProtocolOperation, Protocol>>;

export type InstructionName =
  | SimpleInstruction
  | 'check'
  | 'check-cancel'
  | 'guard'
  | 'branch'
  | 'branch-event'
  | 'branch-home'
  | 'load'
  | 'store'
  | 'add'
  | 'goto';

/** What an instruction reads and writes beside its actor's own state; cells are named in `footprint.ts`. */
export type Cell =
  | 'event'
  | 'request'
  | 'members'
  | 'waiters'
  | 'home'
  | 'roles'
  | 'holds'
  | 'words'
  | 'own-wake'
  | 'next-wake'
  | 'all-wakes'
  | 'one-more'
  | 'queue';

interface InstructionRule {
  /** What it does, in one line. */
  readonly says: string;
  readonly in: readonly ProtocolOperation[];
  readonly reads: readonly Cell[];
  readonly writes: readonly Cell[];
  /** Whether it finds tasks that an `unpark` after it may wake. */
  readonly finds: boolean;
}

const WAITS = ['wait', 'wait-one', 'cancel-subtask'] as const;
const LOOKS = ['signal', 'join'] as const;
const WAKES = [...LOOKS, 'cancel', 'cancel-subtask'] as const;
/** The operations whose protocols may ask the guard. */
export const GUARDED = [...WAITS, 'poll', 'yield'] as const;

/** The operations about which a guard is asked: those that might suspend. */
export const GUARDED_OPERATIONS = [...GUARDED, 'lock'] as const;

export type GuardedOperation = (typeof GUARDED_OPERATIONS)[number];

/** Whether an operation may put its task on a waiter list. */
export const isWait = (op: string): op is (typeof WAITS)[number] =>
  (WAITS as readonly string[]).includes(op);

const ALL = [...GUARDED, ...LOOKS, 'cancel'] as const;

/**
 * Every instruction: where it may stand, and its footprint. Independence of actions is derived from this
 * table and from nothing else.
 */
export const INSTRUCTIONS: Readonly<Record<InstructionName, InstructionRule>> = {
  guard: {
    says: 'asks the guard: `go` goes on; a trap or `return` first does what `guard` carries, then ends the operation',
    in: GUARDED,
    reads: ['members', 'waiters', 'event'],
    writes: [],
    finds: false,
  },
  register: {
    says: 'puts the task on the waiter list of its set or waitable; traps `sync-waiter` where that is not allowed',
    in: WAITS,
    reads: ['roles'],
    writes: ['waiters'],
    finds: false,
  },
  deregister: {
    says: 'takes it off the list',
    in: WAITS,
    reads: [],
    writes: ['waiters'],
    finds: false,
  },
  check: {
    says: "looks for an event that the task may take; if there is one, does what `check` carries; traps `sync-waiter` as `register` does (`{ check: 'progress', do }`: any event of a subtask, terminal or not)",
    in: [...WAITS, 'poll'],
    reads: ['members', 'roles', 'event'],
    writes: [],
    finds: false,
  },
  'check-cancel': {
    says: "`{ check: 'cancel', do }`: looks for a cancel that is due; if it is, does what `do` carries. `'request'` does not ask whether the operation is cancellable",
    in: GUARDED,
    reads: ['request'],
    writes: [],
    finds: false,
  },
  deliver: {
    says: 'hands out the event or cancel that `check` found, or else whichever event is pending; none: hands out nothing',
    in: GUARDED,
    reads: ['members'],
    writes: ['event', 'request'],
    finds: false,
  },
  release: {
    says: 'gives up the locks and borrows that the task holds, and wakes who waits for them',
    in: GUARDED,
    reads: [],
    writes: ['holds'],
    finds: false,
  },
  acquire: {
    says: 'takes them back, all at once; while somebody else has one of them, parks and does the step again',
    in: GUARDED,
    reads: [],
    writes: ['holds'],
    finds: false,
  },
  park: {
    says: 'if the token is set, clears it and goes on; else sleeps until unparked',
    in: WAITS,
    reads: [],
    writes: ['own-wake', 'queue'],
    finds: false,
  },
  'clear-token': {
    says: 'throws a remembered wake away',
    in: WAITS,
    reads: [],
    writes: ['own-wake'],
    finds: false,
  },
  requeue: {
    says: 'puts the task at the back of the queue of its executor',
    in: ['yield', 'poll'],
    reads: [],
    writes: ['own-wake', 'queue'],
    finds: false,
  },
  mark: {
    says: 'gives the waitable an event; in `cancel` and `cancel-subtask`, gives the task a request, unless it has not begun, has ended or was given one before',
    in: ['signal', 'cancel', 'cancel-subtask'],
    reads: [],
    writes: ['event', 'request'],
    finds: true,
  },
  link: {
    says: "puts the waitable into the set, out of any other; traps `sync-waiter` if a task waits on it alone (`{ link: 'unchecked' }`: never)",
    in: ['join'],
    reads: ['waiters'],
    writes: ['members', 'home'],
    finds: false,
  },
  look: {
    says: 'reads the waiter list of the set that the waitable is in, or of the waitable itself (`{ look: n }`: the n that wait longest)',
    in: LOOKS,
    reads: ['home', 'waiters'],
    writes: [],
    finds: true,
  },
  pop: {
    says: 'takes those that `look` found off the list of their set',
    in: LOOKS,
    reads: ['home'],
    writes: ['waiters'],
    finds: false,
  },
  unpark: {
    says: "wakes the next task that `look` found, or that `mark` gave a request; one that is not parked gets a token (`{ unpark: 'plain' }`: nothing)",
    in: WAKES,
    reads: [],
    writes: ['next-wake'],
    finds: false,
  },
  'wake-one-more': {
    says: 'while the set still has an event: takes the task that waits longest off the list, and wakes it',
    in: WAITS,
    reads: ['event', 'members'],
    writes: ['waiters', 'one-more'],
    finds: false,
  },
  load: {
    says: '`{ load: word }`: reads a word of the set or waitable that is waited on',
    in: [...WAITS, 'poll', ...LOOKS],
    reads: ['home', 'words'],
    writes: [],
    finds: false,
  },
  store: {
    says: '`{ store: word, value }`: writes it',
    in: [...WAITS, 'poll', ...LOOKS],
    reads: ['home'],
    writes: ['words'],
    finds: false,
  },
  add: {
    says: '`{ add: word, by }`: adds to it',
    in: [...WAITS, 'poll', ...LOOKS],
    reads: ['home'],
    writes: ['words'],
    finds: false,
  },
  branch: {
    says: 'tests `more`, `no-more`, `zero` or `nonzero`; if it holds, does what `do` carries',
    in: ALL,
    reads: [],
    writes: [],
    finds: false,
  },
  'branch-event': {
    says: '`branch` on `event` or `no-event`: has the waitable at hand an event?',
    in: LOOKS,
    reads: ['event'],
    writes: [],
    finds: false,
  },
  'branch-home': {
    says: '`branch` on `in-set` or `in-no-set`: is the waitable at hand in a set?',
    in: LOOKS,
    reads: ['home'],
    writes: [],
    finds: false,
  },
  close: {
    says: 'closes the store: its tasks run no more',
    in: ['trap'],
    reads: [],
    writes: [],
    finds: false,
  },
  'put-back': {
    says: "puts back the rest of the executor's batch: the tasks that were ready behind the one that trapped",
    in: ['trap'],
    reads: [],
    writes: ['queue'],
    finds: false,
  },
  goto: { says: 'ends the step and names the next', in: ALL, reads: [], writes: [], finds: false },
  done: { says: 'ends the operation', in: ALL, reads: [], writes: [], finds: false },
};

const CHECKS: Readonly<Record<Sought, InstructionName>> = {
  cancel: 'check-cancel',
  request: 'check-cancel',
  progress: 'check',
};

const BRANCHES: Readonly<Record<Condition, InstructionName>> = {
  event: 'branch-event',
  'no-event': 'branch-event',
  more: 'branch',
  'no-more': 'branch',
  zero: 'branch',
  nonzero: 'branch',
  'in-set': 'branch-home',
  'in-no-set': 'branch-home',
};

export const CONDITIONS: readonly Condition[] = keysOf(BRANCHES);

/** The name of an instruction, whatever its form. */
export const instructionName = (instruction: Instruction): InstructionName => {
  if (typeof instruction === 'string') return instruction;
  if ('check' in instruction) return 'do' in instruction ? CHECKS[instruction.check] : 'check';
  if ('branch' in instruction) return BRANCHES[instruction.branch];
  if ('guard' in instruction) return 'guard';
  if ('look' in instruction) return 'look';
  if ('link' in instruction) return 'link';
  if ('unpark' in instruction) return 'unpark';
  if ('load' in instruction) return 'load';
  if ('store' in instruction) return 'store';
  if ('add' in instruction) return 'add';
  if ('goto' in instruction) return 'goto';
  return instruction satisfies never;
};

/** The instructions inside an instruction: what it does on the condition that it tests. */
export const armOf = (instruction: Instruction): readonly Instruction[] => {
  if (typeof instruction === 'string') return [];
  if ('do' in instruction) return instruction.do;
  if ('check' in instruction) return instruction.check;
  if ('guard' in instruction) return instruction.guard;
  // What is left carries no instructions, or this does not compile.
  instruction satisfies Readonly<Record<string, string | number>>;
  return [];
};

/** Every instruction of a list, arms included, in the order of the text. */
export const allInstructions = (list: readonly Instruction[]): readonly Instruction[] =>
  list.flatMap((instruction) => [instruction, ...allInstructions(armOf(instruction))]);
