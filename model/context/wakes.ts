import { unpark } from './executor.ts';
import { pendingFor } from './state.ts';
import { actorId, taskOf, type OperationTurn } from './turn.ts';

/** Finds whom to wake: those on the list of the waitable's set, or who waits on it alone; at most `max`. */
export const look = (turn: OperationTurn, max: number): void => {
  const { program, state, events, operation, activity } = turn;
  const { home, waiter } = state.waitables[operation.waitable]!;
  const list = home >= 0 ? state.sets[home]!.waiters : waiter >= 0 ? [waiter] : [];
  activity.toWake = list.slice(0, max);
  events.push({
    kind: 'looked',
    by: actorId(turn),
    waitable: program.waitables[operation.waitable]!,
    found: activity.toWake.map((task) => program.tasks[task]!.id),
  });
};

/** Takes `task` off the list of `set`. */
const takeOff = (turn: OperationTurn, set: number, task: number): void => {
  const { program, state, events } = turn;
  const list = state.sets[set]!;
  if (!list.waiters.includes(task)) return;
  list.waiters = list.waiters.filter((other) => other !== task);
  const id = program.tasks[task]!.id;
  events.push({ kind: 'popped', by: actorId(turn), task: id, on: program.sets[set]! });
};

/** Takes those that `look` found off the list of their set. Who waits on a waitable alone is on no list. */
export const pop = (turn: OperationTurn): void => {
  const { state, operation, activity } = turn;
  const { home } = state.waitables[operation.waitable]!;
  if (home >= 0) for (const task of activity.toWake) takeOff(turn, home, task);
};

export const unparkNext = (turn: OperationTurn, token: boolean): void => {
  const target = turn.activity.toWake.shift();
  if (target !== undefined) unpark(turn, target, actorId(turn), token);
};

/** The waiter that would be woken for what is left in the set, or -1. */
export const oneMore = (
  state: OperationTurn['state'],
  operation: OperationTurn['operation'],
  task: number,
): number =>
  operation.set >= 0 && pendingFor(state, operation).length > 0
    ? (state.sets[operation.set]!.waiters.find((other) => other !== task) ?? -1)
    : -1;

export const wakeOneMore = (turn: OperationTurn): void => {
  const { state, operation } = turn;
  const next = oneMore(state, operation, taskOf(turn));
  if (next < 0) return;
  takeOff(turn, operation.set, next);
  unpark(turn, next, actorId(turn), true);
};
