import type { Action } from '../machine.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { ProtocolOperation } from './protocol.ts';
import { operationAt, type State } from './state.ts';
import { chosenBy } from './options.ts';
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

/**
 * The next move of an actor that has one: of a task that has not ended, of a signaller with signals left. `chosen` is
 * what an open actor that has to choose goes for, as in a turn.
 */
export const nextMove = (
  program: Program,
  state: State,
  actor: Turn['actor'],
  chosen: number,
): Move => {
  if ('signaller' in actor) {
    const self = state.signallers[actor.signaller]!;
    const signal =
      program.choices?.signals[self.chosen < 0 ? chosen : self.chosen] ??
      program.signallers[actor.signaller]!.signals[self.at]!;
    return moveOf(signal, self.activity?.step ?? 0);
  }
  const { body, store, waitable } = program.tasks[actor.task]!;
  const self = state.tasks[actor.task]!;
  const { frames, activity, returned } = self;
  if (activity === null && state.stores[store]!.over !== 'no') return { kind: 'stop' };
  const top = frames.at(-1);
  if (top === undefined) {
    // A subtask that has returned signals that to its caller.
    return returned
      ? moveOf({ ...NO_OPERANDS, op: 'signal', waitable }, activity?.step ?? 0)
      : { kind: 'enter', body: body < 0 ? chosen : body };
  }
  const operation = operationAt(program, self) ?? program.choices?.operations[chosen];
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

/** The name of an action: who moves, what an open actor chooses to do and, where an event is taken, which. */
export const actionName = (actor: string, word: string, waitable: string | undefined): string =>
  `${actor}${word === '' ? '' : `:${word}`}${waitable === undefined ? '' : `/${waitable}`}`;

/** Who takes an action, and the choices that its name stands for: a waitable, and what an open actor does; or -1. */
export const moverOf = (
  program: Program,
  state: State,
  { name, actor }: Action,
): Pick<Turn, 'actor' | 'choice' | 'chosen'> => {
  const rest = name.slice(actor.length);
  const slash = rest.indexOf('/');
  const word = rest.slice(1, slash < 0 ? undefined : slash);
  const waitable = slash < 0 ? '' : rest.slice(slash + 1);
  const task = program.tasks.findIndex(({ id }) => id === actor);
  const mover: Turn['actor'] =
    task >= 0 ? { task } : { signaller: program.signallers.findIndex(({ id }) => id === actor) };
  return {
    actor: mover,
    choice: waitable === '' ? -1 : program.waitables.indexOf(waitable),
    chosen: word === '' ? -1 : chosenBy(program, state, mover, word),
  };
};
