import {
  UNKNOWN_TASK,
  callerIn,
  type Caller,
  type Group,
  type Ledger,
  type Over,
  type TaskLedger,
  type WaitableLedger,
} from './ledger.ts';

const newGroup = <T>(): Group<T> => Object.create(null) as Group<T>;

/** The ledger before the first event. */
export const newLedger = (): Ledger => ({
  run: { the: { guarding: 'lazy', queue: 'fifo' } },
  tasks: newGroup(),
  sources: newGroup(),
  waitables: newGroup(),
  locks: newGroup(),
  stores: newGroup(),
});

const copyGroup = <T extends object>(
  group: Group<T>,
  isDropped: (object: T) => boolean = () => false,
): Group<T> => {
  const copy = newGroup<T>();
  for (const id of Object.keys(group)) {
    const object = group[id]!;
    if (!isDropped(object)) copy[id] = { ...object };
  }
  return copy;
};

/** Whether there is nothing to say of a waitable, as of one that nobody has heard of. */
const isIdle = ({ pending, home, alone }: WaitableLedger): boolean =>
  !pending && home === null && alone.length === 0;

/** A ledger of its own for whoever goes on from here. */
export const copyLedger = ({ run, tasks, sources, waitables, locks, stores }: Ledger): Ledger => ({
  run: { the: { ...run.the } },
  tasks: copyGroup(tasks),
  sources: copyGroup(sources),
  waitables: copyGroup(waitables, isIdle),
  locks: copyGroup(locks),
  stores: copyGroup(stores),
});

/** A task, to write to. One that the trace never declared appears with the first event about it. */
export const taskOf = (ledger: Ledger, id: string): TaskLedger =>
  (ledger.tasks[id] ??= { ...UNKNOWN_TASK });

/** A waitable, to write to. */
export const waitableOf = (ledger: Ledger, id: string): WaitableLedger =>
  (ledger.waitables[id] ??= { pending: false, home: null, alone: [] });

/** Who begins to signal, join or cancel, to write to: a task, or else a host thread. */
export const callerOf = (ledger: Ledger, id: string): Caller =>
  callerIn(ledger, id) ?? (ledger.sources[id] = { live: false, calls: null });

/** A store, to write to. */
export const storeOf = (ledger: Ledger, id: string): { over: Over } =>
  (ledger.stores[id] ??= { over: 'no' });

/** A task, to write to, if it is in the middle of a wait. */
export const waiterOf = (ledger: Ledger, id: string): TaskLedger | undefined => {
  const task = ledger.tasks[id];
  return task === undefined || task.wait === null ? undefined : task;
};
