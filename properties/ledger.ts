import type { Frame } from '../model/context/frames.ts';
import { suspendable } from './suspension.ts';

/** A wait under way, as the events told it. */
export interface Wait {
  readonly operation: string;
  /** The set or waitable waited on. */
  readonly on: string;
  readonly registered: boolean;
  /** It has looked and found nothing, since it began or since it was last woken. */
  readonly checked: boolean;
  readonly parked: boolean;
  /** It has parked and been woken at least once. */
  readonly woken: boolean;
}

/** The operation that a task is in the middle of: a wait, a poll or a yield. */
export interface Doing {
  readonly cancellable: boolean;
  /** A cancel was requested when it began, or when the task last resumed. */
  readonly due: boolean;
  /** The task was told in it that it is cancelled. */
  readonly cancelled: boolean;
  /** The locks and borrows that the task had when it began. */
  readonly held: readonly string[];
}

/** What is known of one task. */
export interface TaskLedger {
  readonly frames: readonly Frame[];
  /** For each frame, whether a blocking operation that began in this activation of it has parked. */
  readonly blocked: readonly boolean[];
  readonly wait: Wait | null;
  readonly doing: Doing | null;
  /** What it is parked on: a set, a waitable or a lock. */
  readonly asleep: string | null;
  readonly cancel: 'none' | 'requested' | 'taken';
  /** The waitables whose events were handed to it in the operation under way. */
  readonly delivered: readonly string[];
  /** `new`: not begun. A subtask that nobody has called is `uncalled`. */
  readonly phase: 'uncalled' | 'new' | 'begun' | 'returned' | 'ended';
  /** While it is ready: the tasks that its executor has picked since it became so. */
  readonly overtaken: readonly string[] | null;
  readonly executor: string;
  readonly store: string;
}

/** An account of a run, kept from its events alone: every property of the async-context machine reads it. */
export interface Ledger {
  readonly guarding: 'lazy' | 'eager';
  readonly queue: string;
  readonly tasks: Readonly<Record<string, TaskLedger>>;
  /** The waitables with an undelivered event. */
  readonly pending: Readonly<Record<string, true>>;
  /** The set that each waitable is in. */
  readonly home: Readonly<Record<string, string>>;
  /** Who waits on each waitable alone, from the register to the deregister. */
  readonly alone: Readonly<Record<string, readonly string[]>>;
  readonly locks: readonly string[];
  /** Who has each lock that somebody has. */
  readonly holders: Readonly<Record<string, string>>;
  /** Who is in the middle of a signal, join or cancel, and how often it has had its effect there. */
  readonly calls: Readonly<Record<string, number>>;
  /** The host threads that may yet signal. */
  readonly sources: readonly string[];
  /** The stores whose run is over, and why. */
  readonly over: Readonly<Record<string, 'trapped' | 'deadlock-reported'>>;
}

export const UNKNOWN_TASK: TaskLedger = {
  frames: [],
  blocked: [],
  wait: null,
  doing: null,
  asleep: null,
  cancel: 'none',
  delivered: [],
  phase: 'new',
  overtaken: null,
  executor: '',
  store: '',
};

/** What the ledger knows of a task; nothing, if the trace never declared it. */
export const taskIn = (ledger: Ledger, task: string): TaskLedger =>
  own(ledger.tasks, task) ?? UNKNOWN_TASK;

/** An id may be any word, `toString` too. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Whether a waitable has an undelivered event. */
export const isPending = (ledger: Ledger, waitable: string): boolean =>
  own(ledger.pending, waitable) === true;

/** The set that a waitable is in, if any. */
export const homeOf = (ledger: Ledger, waitable: string): string | undefined =>
  own(ledger.home, waitable);

/** Who waits on a waitable alone. */
export const aloneOn = (ledger: Ledger, waitable: string): readonly string[] =>
  own(ledger.alone, waitable) ?? [];

/** How often the actor has had an effect in the signal, join or cancel that it is in the middle of. */
export const doneBy = (ledger: Ledger, actor: string): number => own(ledger.calls, actor) ?? 0;

/** The locks and borrows that a task has now. */
export const heldBy = (ledger: Ledger, task: string): readonly string[] =>
  ledger.locks.filter((lock) => own(ledger.holders, lock) === task);

/** Why the run of a task's store is over, if it is. */
export const overFor = (ledger: Ledger, task: string): 'no' | 'trapped' | 'deadlock-reported' =>
  own(ledger.over, taskIn(ledger, task).store) ?? 'no';

/** The pending events that a wait or poll on `on` may take, in the order of their signals. */
export const entitled = (ledger: Ledger, on: string, operation = ''): readonly string[] =>
  Object.keys(ledger.pending).filter(
    (w) => (w === on && isTerminal(ledger, w, operation)) || homeOf(ledger, w) === on,
  );

/** Whether the event of a subtask is the one that a `cancel-subtask` waits for; any other operation takes any. */
const isTerminal = (ledger: Ledger, waitable: string, operation: string): boolean => {
  if (operation !== 'cancel-subtask') return true;
  const { phase } = taskIn(ledger, waitable);
  return phase === 'returned' || phase === 'ended';
};

/** Whether a task is in a cancellable operation and has a request that it has not taken. */
export const cancelDue = (ledger: Ledger, task: string): boolean => {
  const { cancel, doing } = taskIn(ledger, task);
  return cancel === 'requested' && doing?.cancellable === true;
};

/** What `wokenBy` calls a request that a task may take. */
export const CANCELLATION = 'its cancellation';

/** What a parked task waits for, if it is there: the predicate of the very place where it is parked. */
export const wokenBy = (ledger: Ledger, task: string): string | undefined => {
  const { asleep, wait } = taskIn(ledger, task);
  if (asleep === null) return undefined;
  if (ledger.locks.includes(asleep))
    return own(ledger.holders, asleep) === undefined ? asleep : undefined;
  const [event] = entitled(ledger, asleep, wait?.operation);
  return event ?? (cancelDue(ledger, task) ? CANCELLATION : undefined);
};

/** The tasks that wait on the set of `waitable`, or on it alone, with what is known of each wait. */
export const waitsReached = (
  ledger: Ledger,
  waitable: string,
): readonly { readonly task: string; readonly wait: Wait }[] =>
  Object.entries(ledger.tasks).flatMap(([task, { wait }]) =>
    wait !== null && (wait.on === waitable || wait.on === homeOf(ledger, waitable))
      ? [{ task, wait }]
      : [],
  );

/**
 * Whether a task is dead with its store. The signal, join or cancel that it is in the middle of when its store traps
 * is still done.
 */
const isDead = (ledger: Ledger, task: string): boolean =>
  overFor(ledger, task) === 'trapped' && own(ledger.calls, task) === undefined;

/**
 * The tasks that could move: called and not ended, not parked, not dead with their store, and not kept from running
 * by a task that parked where it may not and so holds their executor.
 */
export const awake = (ledger: Ledger): readonly string[] => {
  const all = Object.entries(ledger.tasks);
  const held = new Set(
    all.flatMap(([task, { asleep, frames, executor }]) =>
      asleep !== null && !suspendable(frames) && overFor(ledger, task) !== 'trapped'
        ? [executor]
        : [],
    ),
  );
  return all.flatMap(([task, { phase, asleep, executor }]) =>
    phase === 'uncalled' ||
    phase === 'ended' ||
    asleep !== null ||
    isDead(ledger, task) ||
    held.has(executor)
      ? []
      : [task],
  );
};

/** Whether nobody is left who could move or signal. */
export const atRest = (ledger: Ledger): boolean =>
  ledger.sources.length === 0 && awake(ledger).length === 0;

export const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> => {
  const { [key]: _, ...rest } = record;
  return rest;
};

export const withTask = (ledger: Ledger, task: string, change: Partial<TaskLedger>): Ledger => ({
  ...ledger,
  tasks: { ...ledger.tasks, [task]: { ...taskIn(ledger, task), ...change } },
});
