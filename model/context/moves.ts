import type { Action } from '../machine.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { ProtocolOperation } from './protocol.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

/** The operations that are one step. */
export type SingleStep =
  | 'call'
  | 'call-own'
  | 'leave'
  | 'drop'
  | 'lock'
  | 'unlock'
  | 'store-borrow'
  | 'store-return';

/**
 * What an actor does next. `enter` and `return` name the body whose frame comes or goes; `stop` is all that is
 * left to a task whose store was closed.
 */
export type Move =
  | { readonly kind: 'enter'; readonly body: number }
  | { readonly kind: 'return'; readonly body: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'single'; readonly op: SingleStep; readonly operation: CompiledOperation }
  | {
      readonly kind: 'protocol';
      readonly operation: CompiledOperation;
      readonly protocol: Exclude<ProtocolOperation, 'trap'>;
      readonly step: number;
    };

/** The next move of an actor that has one: of a task that has not ended, of a signaller with signals left. */
export const nextMove = (program: Program, state: State, actor: Turn['actor']): Move => {
  if ('signaller' in actor) {
    const { at, activity } = state.signallers[actor.signaller]!;
    return moveOf(program.signallers[actor.signaller]!.signals[at]!, activity?.step ?? 0);
  }
  const { body, store, waitable } = program.tasks[actor.task]!;
  const { frames, activity, returned } = state.tasks[actor.task]!;
  if (activity === null && state.stores[store]!.over !== 'no') return { kind: 'stop' };
  const top = frames.at(-1);
  if (top === undefined) {
    // A subtask that has returned signals that to its caller.
    return returned
      ? moveOf({ ...NO_OPERANDS, op: 'signal', waitable }, activity?.step ?? 0)
      : { kind: 'enter', body };
  }
  const operation = program.bodies[top.body]!.operations[top.at];
  if (operation === undefined) return { kind: 'return', body: top.body };
  return moveOf(operation, activity?.step ?? 0);
};

const NO_OPERANDS: Omit<CompiledOperation, 'op'> = {
  set: -1,
  waitable: -1,
  task: -1,
  lock: -1,
  body: -1,
  cancellable: false,
};

const moveOf = (operation: CompiledOperation, step: number): Move => {
  const { op } = operation;
  switch (op) {
    case 'call':
    case 'call-own':
    case 'leave':
    case 'drop':
    case 'lock':
    case 'unlock':
    case 'store-borrow':
    case 'store-return':
      return { kind: 'single', op, operation };
    case 'wait':
    case 'wait-one':
    case 'cancel-subtask':
    case 'poll':
    case 'yield':
    case 'join':
    case 'signal':
    case 'cancel':
      return { kind: 'protocol', operation, protocol: op, step };
    default:
      return op satisfies never;
  }
};

/** The name of an action: who moves and, where an event is taken, which. */
export const actionName = (actor: string, waitable: string | undefined): string =>
  waitable === undefined ? actor : `${actor}/${waitable}`;

/** The actor and the chosen waitable (or -1) that an action's name stands for. */
export const moverOf = (
  program: Program,
  { name, actor }: Action,
): { readonly actor: Turn['actor']; readonly choice: number } => {
  const waitable = name.slice(actor.length + 1);
  const task = program.tasks.findIndex(({ id }) => id === actor);
  return {
    actor:
      task >= 0 ? { task } : { signaller: program.signallers.findIndex(({ id }) => id === actor) },
    choice: waitable === '' ? -1 : program.waitables.indexOf(waitable),
  };
};
