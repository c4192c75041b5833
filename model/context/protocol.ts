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
 * `check` carries what to do with an event that is there, `guard` what to clean up before the guard's
 * trap or early return, `branch` a condition and what to do if it holds.
 */
export type Instruction =
  | SimpleInstruction
  | { readonly check: readonly Instruction[] }
  | { readonly guard: readonly Instruction[] }
  | { readonly branch: Condition; readonly do: readonly Instruction[] }
  | { readonly unpark: 'plain' }
  | { readonly goto: string };

export type SimpleInstruction =
  | 'register'
  | 'deregister'
  | 'deliver'
  | 'park'
  | 'clear-token'
  | 'requeue'
  | 'mark'
  | 'link'
  | 'look'
  | 'unpark'
  | 'done';

/** `event`: the waitable at hand has an undelivered event. `more`: a waiter found by `look` is not yet unparked. */
export type Condition = 'event' | 'no-event' | 'more' | 'no-more';

export const CONDITIONS: readonly Condition[] = ['event', 'no-event', 'more', 'no-more'];

/** The operations that a runtime describes by a protocol. All others are one step. */
export const PROTOCOL_OPERATIONS = ['wait', 'wait-one', 'poll', 'yield', 'signal', 'join'] as const;

export type ProtocolOperation = (typeof PROTOCOL_OPERATIONS)[number];

export type Protocols = Readonly<Record<ProtocolOperation, Protocol>>;

/** The operations about which a guard is asked: those that might suspend. */
export type GuardedOperation = 'wait' | 'wait-one' | 'poll' | 'yield';

export type InstructionName = SimpleInstruction | 'check' | 'guard' | 'branch' | 'goto';

/** What an instruction reads and writes beside its actor's own state; cells are named in `footprint.ts`. */
export type Cell =
  | 'event'
  | 'members'
  | 'waiters'
  | 'home'
  | 'roles'
  | 'own-wake'
  | 'next-wake'
  | 'queue';

interface InstructionRule {
  /** What it does, in one line. */
  readonly says: string;
  readonly in: readonly ProtocolOperation[];
  readonly reads: readonly Cell[];
  readonly writes: readonly Cell[];
}

const WAITS = ['wait', 'wait-one'] as const;
const WAKES = ['signal', 'join'] as const;
const GUARDED = [...WAITS, 'poll', 'yield'] as const;

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
  },
  register: {
    says: 'puts the task on the waiter list of its set or waitable; traps `sync-waiter` where that is not allowed',
    in: WAITS,
    reads: ['roles'],
    writes: ['waiters'],
  },
  deregister: { says: 'takes it off the list', in: WAITS, reads: [], writes: ['waiters'] },
  check: {
    says: 'looks for an event that the task may take; if there is one, does what `check` carries; traps `sync-waiter` as `register` does',
    in: [...WAITS, 'poll'],
    reads: ['members', 'roles', 'event'],
    writes: [],
  },
  deliver: {
    says: 'hands out the event that `check` found, or else whichever is pending; none: hands out nothing',
    in: [...WAITS, 'poll'],
    reads: ['members'],
    writes: ['event'],
  },
  park: {
    says: 'if the token is set, clears it and goes on; else sleeps until unparked',
    in: WAITS,
    reads: [],
    writes: ['own-wake', 'queue'],
  },
  'clear-token': {
    says: 'throws a remembered wake away',
    in: WAITS,
    reads: [],
    writes: ['own-wake'],
  },
  requeue: {
    says: 'puts the task at the back of the queue of its executor',
    in: ['yield', 'poll'],
    reads: [],
    writes: ['own-wake', 'queue'],
  },
  mark: { says: 'gives the waitable an event', in: ['signal'], reads: [], writes: ['event'] },
  link: {
    says: 'puts the waitable into the set, out of any other; traps `sync-waiter` if a task waits on it alone',
    in: ['join'],
    reads: ['waiters'],
    writes: ['members', 'home'],
  },
  look: {
    says: 'reads the waiter list of the set that the waitable is in, or of the waitable itself',
    in: WAKES,
    reads: ['home', 'waiters'],
    writes: [],
  },
  unpark: {
    says: "wakes the next task that `look` found; one that is not parked gets a token (`{ unpark: 'plain' }`: nothing)",
    in: WAKES,
    reads: [],
    writes: ['next-wake'],
  },
  branch: {
    says: 'tests a condition; if it holds, does what `do` carries',
    in: WAKES,
    reads: ['event'],
    writes: [],
  },
  goto: {
    says: 'ends the step and names the next',
    in: [...GUARDED, ...WAKES],
    reads: [],
    writes: [],
  },
  done: { says: 'ends the operation', in: [...GUARDED, ...WAKES], reads: [], writes: [] },
};

/** The name of an instruction, whatever its form. */
export const instructionName = (instruction: Instruction): InstructionName => {
  if (typeof instruction === 'string') return instruction;
  if ('check' in instruction) return 'check';
  if ('guard' in instruction) return 'guard';
  if ('branch' in instruction) return 'branch';
  return 'unpark' in instruction ? 'unpark' : 'goto';
};

/** The instructions inside an instruction: what it does on the condition that it tests. */
export const armOf = (instruction: Instruction): readonly Instruction[] => {
  if (typeof instruction === 'string') return [];
  if ('check' in instruction) return instruction.check;
  if ('guard' in instruction) return instruction.guard;
  return 'branch' in instruction ? instruction.do : [];
};

/** Every instruction of a list, arms included, in the order of the text. */
export const allInstructions = (list: readonly Instruction[]): readonly Instruction[] =>
  list.flatMap((instruction) => [instruction, ...allInstructions(armOf(instruction))]);
