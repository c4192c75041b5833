import type { ContextEvent } from './events.ts';
import type { Move } from './moves.ts';
import { actorId, operandId, type Turn } from './turn.ts';

/** An operation that a protocol describes. All others are one step, told by what it does. */
type Told = Extract<Move, { kind: 'protocol' }>;

/** Tells that an operation begins. */
export const called = (turn: Turn, told: Told): void => {
  turn.events.push(beginning(turn, told));
};

const beginning = (turn: Turn, { protocol, operation }: Told): ContextEvent => {
  const { program } = turn;
  const { cancellable } = operation;
  const actor = actorId(turn);
  const on = operandId(program, operation)!;
  const waitable = program.waitables[operation.waitable]!;
  switch (protocol) {
    case 'wait':
    case 'wait-one':
    case 'cancel-subtask':
      return { kind: 'wait-called', task: actor, operation: protocol, on, cancellable };
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
    default:
      return protocol satisfies never;
  }
};

/** Tells that an operation ends, with the waitable whose event it returns or null. */
export const returned = (turn: Turn, told: Told, got: string | null): void => {
  turn.events.push(ending(turn, told, got));
};

const ending = (turn: Turn, { protocol, operation }: Told, got: string | null): ContextEvent => {
  const { program } = turn;
  const actor = actorId(turn);
  const on = operandId(program, operation)!;
  const waitable = program.waitables[operation.waitable]!;
  switch (protocol) {
    case 'wait':
    case 'wait-one':
    case 'cancel-subtask':
      return { kind: 'wait-returned', task: actor, operation: protocol, on, got };
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
    default:
      return protocol satisfies never;
  }
};
