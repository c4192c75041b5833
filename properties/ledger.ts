import type { EventOf } from '../model/context/events.ts';
import type { Frame } from '../model/context/frames.ts';
import { suspendable } from './suspension.ts';

/**
 * What is known of one task, told apart into fields that events write, and properties read, each for itself. What
 * says nothing while no operation is under way then has the value that it has in `UNKNOWN_TASK`.
 */
export interface TaskLedger {
  executor: string;
  store: string;
  /** `new`: not begun. A subtask that nobody has called is `uncalled`. */
  phase: 'uncalled' | 'new' | 'begun' | 'returned' | 'ended';
  frames: readonly Frame[];
  /** For each frame, whether a blocking operation that began in this activation of it has parked. */
  blocked: readonly boolean[];
  /** What it is parked on: a set, a waitable or a lock. */
  asleep: string | null;
  /** While it is ready: the tasks that its executor has picked since it became so, and may pick again. */
  overtaken: readonly string[] | null;
  cancel: 'none' | 'requested' | 'taken';
  /** Whether the wait, poll or yield that it is in the middle of can be cancelled; null where it is in none. */
  cancellable: boolean | null;
  /** A cancel was requested when that operation began, or when the task last resumed. */
  due: boolean;
  /** The task was told in it that it is cancelled. */
  cancelled: boolean;
  /** The locks and borrows that the task had when it began. */
  held: readonly string[];
  /** The waitables whose events were handed to it in that operation. */
  delivered: readonly string[];
  /** The wait under way, and the set or waitable waited on. */
  wait: { readonly operation: string; readonly on: string } | null;
  /** It is on the waiter list. */
  registered: boolean;
  /** It has looked and found nothing, since the wait began or since it was last woken. */
  checked: boolean;
  /** It sleeps on what it waits on: not on a lock. */
  parked: boolean;
  /** It has parked and been woken at least once. */
  woken: boolean;
  /** In the middle of a signal, join or cancel: how often that has had its effect. */
  calls: number | null;
}

/** A host thread. */
export interface SourceLedger {
  /** It may yet signal. */
  live: boolean;
  calls: number | null;
}

export interface WaitableLedger {
  /** It has an undelivered event. */
  pending: boolean;
  /** The set that it is in. */
  home: string | null;
  /** Who waits on it alone, from the register to the deregister. */
  alone: readonly string[];
}

/** Why the run of a store is over, if it is. */
export type Over = 'no' | 'trapped' | 'deadlock-reported';

/** Objects by id. It has no prototype, for an id may be any word, `toString` too. */
export type Group<T> = Record<string, T>;

/**
 * An account of a run, kept from its events alone: every property of the async-context machine reads it.
 *
 * Objects in groups, each a flat record. A fold writes fields in place; an array or object in a field is replaced,
 * never written to, so that copies may share it.
 */
export interface Ledger {
  /** What holds for the whole run. */
  run: { the: { guarding: 'lazy' | 'eager'; queue: string } };
  tasks: Group<TaskLedger>;
  sources: Group<SourceLedger>;
  /** Those in sets, the subtasks, and from the beginning of an operation on it each other one. */
  waitables: Group<WaitableLedger>;
  /** Who has each lock. */
  locks: Group<{ holder: string | null }>;
  stores: Group<{ over: Over }>;
}

/** A task of which nothing is known, and nothing under way. */
export const UNKNOWN_TASK: Readonly<TaskLedger> = {
  executor: '',
  store: '',
  phase: 'new',
  frames: [],
  blocked: [],
  asleep: null,
  overtaken: null,
  cancel: 'none',
  cancellable: null,
  due: false,
  cancelled: false,
  held: [],
  delivered: [],
  wait: null,
  registered: false,
  checked: false,
  parked: false,
  woken: false,
  calls: null,
};

/** What the ledger knows of a task; nothing, if the trace never declared it. */
export const taskIn = (ledger: Ledger, task: string): Readonly<TaskLedger> =>
  ledger.tasks[task] ?? UNKNOWN_TASK;

/** The frame that an `entered` pushes. */
export const frameOf = ({ frame, fibre }: EventOf<'entered'>): Frame =>
  fibre === undefined ? { kind: frame } : { kind: frame, fibre };

/** Whether a waitable has an undelivered event. */
export const isPending = (ledger: Ledger, waitable: string): boolean =>
  ledger.waitables[waitable]?.pending === true;

/** The set that a waitable is in, if any. */
export const homeOf = (ledger: Ledger, waitable: string): string | null =>
  ledger.waitables[waitable]?.home ?? null;

/** Who waits on a waitable alone. */
export const aloneOn = (ledger: Ledger, waitable: string): readonly string[] =>
  ledger.waitables[waitable]?.alone ?? [];

/** Who may signal, join or cancel: a task or a host thread. */
export type Caller = TaskLedger | SourceLedger;

/** What the ledger knows of whoever may be in the middle of a signal, join or cancel. */
export const callerIn = (ledger: Ledger, by: string): Caller | undefined =>
  ledger.tasks[by] ?? ledger.sources[by];

/** How often it has had an effect in the signal, join or cancel that it is in the middle of. */
export const doneBy = (ledger: Ledger, by: string): number => callerIn(ledger, by)?.calls ?? 0;

/** Whether a task has a lock or borrow now. */
export const holds = (ledger: Ledger, task: string, lock: string): boolean =>
  ledger.locks[lock]?.holder === task;

/** The locks and borrows that a task has now. */
export const heldBy = (ledger: Ledger, task: string): readonly string[] =>
  Object.keys(ledger.locks).filter((lock) => holds(ledger, task, lock));

/** Why the run of a task's store is over, if it is. */
export const overFor = (ledger: Ledger, task: string): Over =>
  ledger.stores[taskIn(ledger, task).store]?.over ?? 'no';

/** Whether a waitable has an event that a wait or poll on `on` may take. */
export const isEntitled = (
  ledger: Ledger,
  waitable: string,
  on: string,
  operation = '',
): boolean => {
  const known = ledger.waitables[waitable];
  if (known === undefined) return false;
  return waitable === on
    ? known.pending && isTerminal(ledger, waitable, operation)
    : known.home === on && known.pending;
};

/** The first event that a wait or poll on `on` may take, if there is one. */
export const entitled = (ledger: Ledger, on: string, operation = ''): string | undefined => {
  if (operation === 'wait-one' || operation === 'cancel-subtask')
    return isEntitled(ledger, on, on, operation) ? on : undefined;
  return Object.keys(ledger.waitables).find((w) => isEntitled(ledger, w, on, operation));
};

/** Whether the event of a subtask is the one that a `cancel-subtask` waits for; any other operation takes any. */
const isTerminal = (ledger: Ledger, waitable: string, operation: string): boolean => {
  if (operation !== 'cancel-subtask') return true;
  const { phase } = taskIn(ledger, waitable);
  return phase === 'returned' || phase === 'ended';
};

/** Whether a task is in a cancellable operation and has a request that it has not taken. */
export const cancelDue = (ledger: Ledger, task: string): boolean => {
  const { cancel, cancellable } = taskIn(ledger, task);
  return cancel === 'requested' && cancellable === true;
};

/** What `wokenBy` calls a request that a task may take. */
export const CANCELLATION = 'its cancellation';

/** What a parked task waits for, if it is there: the predicate of the very place where it is parked. */
export const wokenBy = (ledger: Ledger, task: string): string | undefined => {
  const known = taskIn(ledger, task);
  const { asleep } = known;
  if (asleep === null) return undefined;
  const lock = ledger.locks[asleep];
  if (lock !== undefined) return lock.holder === null ? asleep : undefined;
  const event = entitled(ledger, asleep, known.wait?.operation);
  return event ?? (cancelDue(ledger, task) ? CANCELLATION : undefined);
};

/** Whether a task is parked in a wait on this set, or on this waitable alone. */
export const isParkedOn = (ledger: Ledger, on: string): boolean =>
  Object.values(ledger.tasks).some(({ parked, wait }) => parked && wait?.on === on);

/** Whether so many tasks wait on the set of `waitable`, or on it alone, of whose wait `test` holds. */
export const waitersReached = (
  ledger: Ledger,
  waitable: string,
  many: number,
  test: (known: Readonly<TaskLedger>, task: string) => boolean,
): boolean => {
  let found = 0;
  for (const task of Object.keys(ledger.tasks)) {
    const known = taskIn(ledger, task);
    if (!test(known, task) || known.wait === null) continue;
    const { on } = known.wait;
    if (on === waitable || on === homeOf(ledger, waitable)) found += 1;
    if (found === many) return true;
  }
  return false;
};

/**
 * Whether a task is dead with its store. The signal, join or cancel that it is in the middle of when its store traps
 * is still done.
 */
const isDead = (ledger: Ledger, task: string): boolean =>
  overFor(ledger, task) === 'trapped' && taskIn(ledger, task).calls === null;

/** Whether a task keeps all others of its executor from running: it parked where it may not. */
const blocks = (ledger: Ledger, task: string): boolean => {
  const known = taskIn(ledger, task);
  return known.asleep !== null && !suspendable(known.frames) && overFor(ledger, task) !== 'trapped';
};

/**
 * Whether a task could move: called and not ended, not parked, not dead with its store, and not kept from running by
 * a task that parked where it may not and so holds their executor.
 */
const isAwake = (ledger: Ledger, task: string): boolean => {
  const known = taskIn(ledger, task);
  if (known.phase === 'uncalled' || known.phase === 'ended' || known.asleep !== null) return false;
  if (isDead(ledger, task)) return false;
  const { executor } = known;
  return !Object.keys(ledger.tasks).some(
    (other) => ledger.tasks[other]!.executor === executor && blocks(ledger, other),
  );
};

/** The first task that could move, of those that `wanted` holds of. */
export const someAwake = (
  ledger: Ledger,
  wanted: (task: string) => boolean = () => true,
): string | undefined =>
  Object.keys(ledger.tasks).find((task) => wanted(task) && isAwake(ledger, task));

/** A host thread that may yet signal. */
export const liveSource = (ledger: Ledger): string | undefined =>
  Object.keys(ledger.sources).find((source) => ledger.sources[source]!.live);

/** Whether nobody is left who could move or signal. */
export const atRest = (ledger: Ledger): boolean =>
  liveSource(ledger) === undefined && someAwake(ledger) === undefined;
