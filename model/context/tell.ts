import type { ContextEvent } from './events.ts';
import type { CompiledOperation } from './program.ts';
import { actorId, operandId, type Turn } from './turn.ts';

/** Tells that an operation begins. */
export const called = (turn: Turn, operation: CompiledOperation): void => {
  const event = beginning(turn, operation);
  if (event !== undefined) turn.events.push(event);
};

const beginning = (turn: Turn, operation: CompiledOperation): ContextEvent | undefined => {
  const { program } = turn;
  const { op, cancellable } = operation;
  const actor = actorId(turn);
  const on = operandId(program, operation)!;
  const waitable = program.waitables[operation.waitable]!;
  switch (op) {
    case 'wait':
    case 'wait-one':
    case 'cancel-subtask':
      return { kind: 'wait-called', task: actor, operation: op, on, cancellable };
    case 'poll':
      return { kind: 'poll-called', task: actor, set: on, cancellable };
    case 'yield':
      return { kind: 'yield-called', task: actor, cancellable };
    case 'signal':
      return { kind: 'signal-called', by: actor, waitable };
    case 'join':
      return { kind: 'join-called', by: actor, waitable, set: program.sets[operation.set]! };
    case 'cancel':
      return { kind: 'cancel-called', by: actor, task: program.tasks[operation.task]!.id };
    case 'call':
    case 'call-own':
    case 'leave':
    case 'drop':
    case 'lock':
    case 'unlock':
    case 'store-borrow':
    case 'store-return':
      // They are one step, told by what it does.
      return undefined;
    default:
      return op satisfies never;
  }
};

/** Tells that an operation ends, with the waitable whose event it returns or null. */
export const returned = (turn: Turn, operation: CompiledOperation, got: string | null): void => {
  const event = ending(turn, operation, got);
  if (event !== undefined) turn.events.push(event);
};

const ending = (
  turn: Turn,
  operation: CompiledOperation,
  got: string | null,
): ContextEvent | undefined => {
  const { program } = turn;
  const { op } = operation;
  const actor = actorId(turn);
  const on = operandId(program, operation)!;
  const waitable = program.waitables[operation.waitable]!;
  switch (op) {
    case 'wait':
    case 'wait-one':
    case 'cancel-subtask':
      return { kind: 'wait-returned', task: actor, operation: op, on, got };
    case 'poll':
      return { kind: 'polled', task: actor, set: on, got };
    case 'yield':
      return { kind: 'yielded', task: actor };
    case 'signal':
      return { kind: 'signal-returned', by: actor, waitable };
    case 'join':
      return { kind: 'join-returned', by: actor, waitable, set: program.sets[operation.set]! };
    case 'cancel':
      return { kind: 'cancel-returned', by: actor, task: program.tasks[operation.task]!.id };
    case 'call':
    case 'call-own':
    case 'leave':
    case 'drop':
    case 'lock':
    case 'unlock':
    case 'store-borrow':
    case 'store-return':
      // They are one step, told by what it does.
      return undefined;
    default:
      return op satisfies never;
  }
};
