import type { ContextEvent } from './events.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { Rules } from './rules.ts';
import type { Seen } from './runtime.ts';
import { pendingFor, type Activity, type State } from './state.ts';

/** One atomic action in the making: a fresh state to write to, and the events so far. */
export interface Turn {
  readonly program: Program;
  readonly rules: Rules;
  readonly state: State;
  readonly events: ContextEvent[];
  /** The index of the task or signaller that moves. */
  readonly actor: { readonly task: number } | { readonly signaller: number };
  /** The waitable whose event this action takes, where the schedule chose one; else -1. */
  readonly choice: number;
}

/** A turn of a task, in the middle of one of its operations. */
export interface OperationTurn extends Turn {
  readonly operation: CompiledOperation;
  readonly activity: Activity;
}

/** The id of whoever moves. */
export const actorId = ({ program, actor }: Turn): string =>
  'task' in actor ? program.tasks[actor.task]!.id : program.signallers[actor.signaller]!.id;

/** The index of the task that moves; only tasks wait, and only operations of tasks ask for it. */
export const taskOf = ({ actor }: Turn): number => ('task' in actor ? actor.task : -1);

/** The id of the set or waitable that an operation is about, or null. */
export const operandId = (
  program: Program,
  { set, waitable }: { readonly set: number; readonly waitable: number },
): string | null => program.sets[set] ?? program.waitables[waitable] ?? null;

/** What the runtime remembers for a task: its own value, or its store's. */
export const remembered = ({ rules, state }: Turn, task: number): string =>
  rules.runtime.bookkeeping.per === 'task' ? state.tasks[task]!.remembered : state.store;

/** What the guard of `task` sees of the set or waitable of `operation`. */
export const seenBy = (state: State, task: number, operation: CompiledOperation): Seen => {
  const { set, waitable } = operation;
  const waiters = set >= 0 ? state.sets[set]! : [state.waitables[waitable]?.waiter ?? -1];
  return {
    members: set >= 0 ? state.waitables.some((w) => w.home === set) : waitable >= 0,
    waiters: waiters.some((waiter) => waiter >= 0 && waiter !== task),
    event: pendingFor(state, operation).length > 0,
  };
};

/** Nothing pending in a set that is not empty and that nobody else waits on. */
const PROBE: Seen = { members: true, waiters: false, event: false };

/**
 * Records what the guard would answer to a wait, now that guest code of `task` runs. Host code cannot wait.
 */
export const probe = (turn: Turn, task: number): void => {
  const { program, rules, state, events } = turn;
  const top = state.tasks[task]!.frames.at(-1);
  if (top === undefined || program.bodies[top.body]!.frame.kind === 'host') return;
  const answer = rules.guard(remembered(turn, task), 'wait', PROBE);
  events.push({
    kind: 'probed',
    task: program.tasks[task]!.id,
    answer: typeof answer === 'string' ? answer : 'trap',
  });
};
