import type { Action } from '../machine.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { ProtocolOperation } from './protocol.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

/** What an actor does next. `enter` and `return` name the body whose frame comes or goes. */
export type Move =
  | { readonly kind: 'enter'; readonly body: number }
  | { readonly kind: 'return'; readonly body: number }
  | { readonly kind: 'call'; readonly operation: CompiledOperation }
  | { readonly kind: 'leave'; readonly operation: CompiledOperation }
  | {
      readonly kind: 'protocol';
      readonly operation: CompiledOperation;
      readonly protocol: ProtocolOperation;
      readonly step: number;
    };

/** The next move of an actor that has one: of a task that has not ended, of a signaller with signals left. */
export const nextMove = (program: Program, state: State, actor: Turn['actor']): Move => {
  if ('signaller' in actor) {
    const { at, activity } = state.signallers[actor.signaller]!;
    const operation = program.signallers[actor.signaller]!.signals[at]!;
    return { kind: 'protocol', operation, protocol: 'signal', step: activity?.step ?? 0 };
  }
  const { frames, activity } = state.tasks[actor.task]!;
  const top = frames.at(-1);
  if (top === undefined) return { kind: 'enter', body: program.tasks[actor.task]!.body };
  const operation = program.bodies[top.body]!.operations[top.at];
  if (operation === undefined) return { kind: 'return', body: top.body };
  const { op } = operation;
  if (op === 'call' || op === 'leave') return { kind: op, operation };
  return { kind: 'protocol', operation, protocol: op, step: activity?.step ?? 0 };
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
