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
  | 'own-wake'
  | 'next-wake'
  | 'queue'
  | 'counts';

interface InstructionRule {
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
  guard: { in: GUARDED, reads: ['members', 'waiters', 'event'], writes: [] },
  register: { in: WAITS, reads: ['home'], writes: ['waiters'] },
  deregister: { in: WAITS, reads: [], writes: ['waiters'] },
  check: { in: [...WAITS, 'poll'], reads: ['members', 'event'], writes: [] },
  deliver: { in: [...WAITS, 'poll'], reads: ['members'], writes: ['event'] },
  park: { in: WAITS, reads: [], writes: ['own-wake', 'queue', 'counts'] },
  'clear-token': { in: WAITS, reads: [], writes: ['own-wake'] },
  requeue: { in: ['yield', 'poll'], reads: [], writes: ['own-wake', 'queue', 'counts'] },
  mark: { in: ['signal'], reads: [], writes: ['event'] },
  link: { in: ['join'], reads: ['waiters'], writes: ['members', 'home'] },
  look: { in: WAKES, reads: ['home', 'waiters'], writes: [] },
  unpark: { in: WAKES, reads: [], writes: ['next-wake', 'counts'] },
  branch: { in: [...GUARDED, ...WAKES], reads: ['event'], writes: [] },
  goto: { in: [...GUARDED, ...WAKES], reads: [], writes: [] },
  done: { in: [...GUARDED, ...WAKES], reads: [], writes: [] },
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
