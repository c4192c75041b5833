import { park, unpark } from './executor.ts';
import { actorId, type Turn } from './turn.ts';

/** What a task should have: the holds of all its frames, whether or not it has given them up for now. */
const holdsOf = ({ state }: Turn, task: number): readonly number[] =>
  state.tasks[task]!.frames.flatMap(({ holds }) => holds);

/** `task` no longer has `lock`, and whoever is parked on it may try again. */
export const giveUp = (turn: Turn, task: number, lock: number): void => {
  const { program, state, events } = turn;
  const self = state.locks[lock]!;
  if (self.holder !== task) return;
  self.holder = -1;
  events.push({ kind: 'unlocked', task: program.tasks[task]!.id, lock: program.locks[lock]! });
  const waiters = self.waiters.filter((waiter) => state.tasks[waiter]!.lock === lock);
  self.waiters = [];
  for (const waiter of waiters) {
    const { status } = state.tasks[waiter]!;
    if (status === 'parked' || status === 'blocking') unpark(turn, waiter, actorId(turn), false);
  }
};

/** Gives up all that `task` holds. */
export const release = (turn: Turn, task: number): void => {
  for (const lock of holdsOf(turn, task)) giveUp(turn, task, lock);
};

const isFree = ({ state }: Turn, task: number, lock: number): boolean => {
  const { holder } = state.locks[lock]!;
  return holder < 0 || holder === task;
};

/** The first of `locks` that somebody else has, or -1. */
const firstTaken = (turn: Turn, task: number, locks: readonly number[]): number =>
  locks.find((lock) => !isFree(turn, task, lock)) ?? -1;

const takeAll = (
  { program, state, events }: Turn,
  task: number,
  locks: readonly number[],
): void => {
  for (const lock of locks) {
    const self = state.locks[lock]!;
    if (self.holder === task) continue;
    self.holder = task;
    events.push({ kind: 'locked', task: program.tasks[task]!.id, lock: program.locks[lock]! });
  }
};

/** `task`, which is awake, waits for no lock any more. */
const stopWaiting = ({ state }: Turn, task: number): void => {
  const self = state.tasks[task]!;
  if (self.lock < 0) return;
  const lock = state.locks[self.lock]!;
  lock.waiters = lock.waiters.filter((waiter) => waiter !== task);
  self.lock = -1;
};

/** Parks `task`, with nothing in its hands, until `lock` is free. */
const parkOn = (turn: Turn, task: number, lock: number, operation: string): void => {
  const { program, state, events } = turn;
  release(turn, task);
  state.tasks[task]!.lock = lock;
  state.locks[lock]!.waiters.push(task);
  events.push({
    kind: 'parked',
    task: program.tasks[task]!.id,
    operation,
    on: program.locks[lock]!,
  });
  park(turn, task, operation);
};

/**
 * Takes all that `task` holds, and `more`, at once; never some of it, so that nobody waits with a lock in hand.
 * False: somebody else has one of them, and the task is parked until that is free.
 */
export const acquire = (
  turn: Turn,
  task: number,
  more: readonly number[],
  operation: string,
): boolean => {
  stopWaiting(turn, task);
  const all = [...holdsOf(turn, task), ...more];
  const taken = firstTaken(turn, task, all);
  if (taken >= 0) {
    parkOn(turn, task, taken, operation);
    return false;
  }
  takeAll(turn, task, all);
  return true;
};
