import type { ContextEvent } from './events.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { Rules } from './rules.ts';
import { isWait, type GuardedOperation } from './protocol.ts';
import type { GuardAnswer, Seen } from './runtime.ts';
import { operationAt, pendingFor, type Activity, type State } from './state.ts';

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
  /** What an open actor chose to do: an operation or signal, by index; where it begins, its base body; else -1. */
  readonly chosen: number;
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

/** The store of a task, as it is now. */
export const storeOf = ({ program, state }: Turn, task: number): State['stores'][number] =>
  state.stores[program.tasks[task]!.store]!;

/** What the runtime remembers for a task: its own value, or its store's. */
export const remembered = (turn: Turn, task: number): string =>
  turn.rules.runtime.bookkeeping.per === 'task'
    ? turn.state.tasks[task]!.remembered
    : storeOf(turn, task).remembered;

/** Whether a task other than `self` is inside a wait on `set`: on its list, or off it and not yet back. */
const othersInside = (program: Program, state: State, set: number, self: number): boolean =>
  state.tasks.some((other, task) => {
    if (task === self || other.activity === null) return false;
    const operation = operationAt(program, other);
    return operation !== undefined && isWait(operation.op) && operation.set === set;
  });

/**
 * What the guard of `task` sees of the set or waitable of `operation`. Who is inside without being on the list is for a
 * drop to see: no footprint of a guard tells of it.
 */
const seenBy = (state: State, task: number, operation: CompiledOperation): Seen => {
  const { set, waitable } = operation;
  const list = state.sets[set]?.waiters ?? [state.waitables[waitable]?.waiter ?? -1];
  const waiters = list.some((waiter) => waiter >= 0 && waiter !== task);
  return {
    members: set >= 0 ? state.waitables.some((w) => w.home === set) : waitable >= 0,
    waiters,
    event: pendingFor(state, operation).length > 0,
    inside: waiters,
  };
};

/** What the hook `drop` sees of the set of `operation`. */
export const seenByDrop = (
  program: Program,
  state: State,
  task: number,
  operation: CompiledOperation,
): Seen => {
  const seen = seenBy(state, task, operation);
  return { ...seen, inside: seen.inside || othersInside(program, state, operation.set, task) };
};

/** What the guard of `task` answers to an operation; told in an event. */
export const askGuard = (
  turn: Turn,
  task: number,
  operation: CompiledOperation,
  as: GuardedOperation,
): GuardAnswer => {
  const { rules, state, events } = turn;
  const answer = rules.guard(remembered(turn, task), as, seenBy(state, task, operation));
  const word = typeof answer === 'string' ? answer : 'trap';
  events.push({ kind: 'guarded', task: actorId(turn), operation: operation.op, answer: word });
  return answer;
};

/** Nothing pending in a set that is not empty and that nobody else waits on. */
const PROBE: Seen = { members: true, waiters: false, event: false, inside: false };

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
