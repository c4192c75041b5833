import { CANONICAL_EVENT_KINDS, type CanonicalEvent } from '../../model/canonical/events.ts';
import type { Observer } from '../property.ts';

/** What is known of a task of a guest, or of a call of the host. */
export interface TaskLedger {
  readonly instance: string;
  readonly resolved: boolean;
  /** Whether it was asked to cancel, and was told. */
  readonly cancel: 'none' | 'requested' | 'delivered';
}

/** What is known of a thread that has not ended. */
export interface ThreadLedger {
  readonly task: string;
  readonly instance: string;
  /** Made by its task, not by a call. */
  readonly explicit: boolean;
  /** What it sleeps on, while it does. */
  readonly asleep: {
    readonly predicate: string;
    readonly on: string;
    readonly cancellable: boolean;
  } | null;
}

export interface InstanceLedger {
  /** Who has its lock. */
  readonly lock: string | null;
  readonly backpressure: number;
}

export interface WaitableLedger {
  readonly pending: boolean;
  /** The set that it is in, by its handle. */
  readonly set: string | null;
}

type Group<T> = Record<string, T>;

/** An account of a run of the Canonical ABI machine, kept from its events alone. Records in it are replaced, never written to. */
export interface CanonicalLedger {
  tasks: Group<TaskLedger>;
  threads: Group<ThreadLedger>;
  instances: Group<InstanceLedger>;
  waitables: Group<WaitableLedger>;
  /** Who is on the native stack: the innermost last. */
  stack: { entered: readonly string[] };
  store: { over: boolean };
}

const UNKNOWN_INSTANCE: InstanceLedger = { lock: null, backpressure: 0 };
const UNKNOWN_WAITABLE: WaitableLedger = { pending: false, set: null };

export const instanceIn = ({ instances }: CanonicalLedger, id: string): InstanceLedger =>
  instances[id] ?? UNKNOWN_INSTANCE;

export const waitableIn = ({ waitables }: CanonicalLedger, name: string): WaitableLedger =>
  waitables[name] ?? UNKNOWN_WAITABLE;

/** A waitable or set of an instance, by its handle. */
export const named = (instance: string, handle: number): string => `${instance}[${handle}]`;

/** What a sleeping thread waits for, if it is there. */
export const awaited = (ledger: CanonicalLedger, thread: string): string | undefined => {
  const { asleep, instance } = ledger.threads[thread]!;
  if (asleep === null) return undefined;
  const { lock, backpressure } = instanceIn(ledger, instance);
  const event = (): string | undefined =>
    Object.keys(ledger.waitables).find((name) => {
      const { pending, set } = ledger.waitables[name]!;
      return pending && set === asleep.on;
    });
  switch (asleep.predicate) {
    case 'always':
      return 'its turn';
    case 'lock-free':
      return lock === null ? `the lock of ${instance}` : undefined;
    case 'gate':
      return lock === null && backpressure === 0 ? `the gate of ${instance}` : undefined;
    case 'set-has-event':
      return event();
    case 'set-has-event-and-lock-free':
      return lock === null ? event() : undefined;
    case 'own-event':
      return waitableIn(ledger, asleep.on).pending ? asleep.on : undefined;
    case 'subtask-resolved':
      return asleep.on === '' || ledger.tasks[asleep.on]?.resolved === true
        ? 'the result of its call'
        : undefined;
    default:
      return undefined;
  }
};

const setTask = (ledger: CanonicalLedger, id: string, change: Partial<TaskLedger>): void => {
  const before = ledger.tasks[id] ?? { instance: '', resolved: false, cancel: 'none' };
  ledger.tasks[id] = { ...before, ...change };
};

const setThread = (ledger: CanonicalLedger, id: string, change: Partial<ThreadLedger>): void => {
  const before = ledger.threads[id];
  if (before !== undefined) ledger.threads[id] = { ...before, ...change };
};

const setInstance = (
  ledger: CanonicalLedger,
  id: string,
  change: Partial<InstanceLedger>,
): void => {
  ledger.instances[id] = { ...instanceIn(ledger, id), ...change };
};

const setWaitable = (
  ledger: CanonicalLedger,
  name: string,
  change: Partial<WaitableLedger>,
): void => {
  ledger.waitables[name] = { ...waitableIn(ledger, name), ...change };
};

const newThread = (ledger: CanonicalLedger, task: string, id: string, explicit: boolean): void => {
  const { instance } = ledger.tasks[task]!;
  ledger.threads[id] = { task, instance, explicit, asleep: null };
};

type Fold = {
  readonly [Kind in CanonicalEvent['kind']]?: (
    ledger: CanonicalLedger,
    event: Extract<CanonicalEvent, { kind: Kind }>,
  ) => void;
};

const FOLD: Fold = {
  entered: (ledger, { instance }) => {
    ledger.stack = { entered: [...ledger.stack.entered, instance] };
  },
  left: (ledger) => {
    ledger.stack = { entered: ledger.stack.entered.slice(0, -1) };
  },
  called: (ledger, { task, instance }) => {
    setTask(ledger, task, { instance });
    newThread(ledger, task, task, false);
  },
  spawned: (ledger, { task, thread }) => newThread(ledger, task, thread, true),
  ended: (ledger, { thread }) => {
    delete ledger.threads[thread];
  },
  returned: (ledger, { task }) => setTask(ledger, task, { resolved: true }),
  cancelled: (ledger, { task }) => setTask(ledger, task, { resolved: true }),
  'host-called': (ledger, { call }) => setTask(ledger, call, { instance: 'host' }),
  'host-resolved': (ledger, { call }) => setTask(ledger, call, { resolved: true }),
  'cancel-requested': (ledger, { task }) => setTask(ledger, task, { cancel: 'requested' }),
  'cancel-delivered': (ledger, { task }) => setTask(ledger, task, { cancel: 'delivered' }),
  locked: (ledger, { task, lock }) => setInstance(ledger, lock, { lock: task }),
  unlocked: (ledger, { lock }) => setInstance(ledger, lock, { lock: null }),
  backpressure: (ledger, { instance, value }) =>
    setInstance(ledger, instance, { backpressure: value }),
  parked: (ledger, { thread, predicate, on, cancellable }) =>
    setThread(ledger, thread, { asleep: { predicate, on, cancellable } }),
  suspended: (ledger, { thread, cancellable }) =>
    setThread(ledger, thread, { asleep: { predicate: 'none', on: '', cancellable } }),
  armed: (ledger, { thread }) =>
    setThread(ledger, thread, { asleep: { predicate: 'always', on: '', cancellable: false } }),
  resumed: (ledger, { thread }) => setThread(ledger, thread, { asleep: null }),
  signalled: (ledger, { instance, handle }) => {
    if (handle > 0) setWaitable(ledger, named(instance, handle), { pending: true });
  },
  delivered: (ledger, { instance, handle }) =>
    setWaitable(ledger, named(instance, handle), { pending: false }),
  joined: (ledger, { instance, handle, set }) =>
    setWaitable(ledger, named(instance, handle), {
      set: set === 0 ? null : named(instance, set),
    }),
  'left-set': (ledger, { instance, handle }) =>
    setWaitable(ledger, named(instance, handle), { set: null }),
  trapped: (ledger) => {
    ledger.store = { over: true };
  },
  faulted: (ledger) => {
    ledger.store = { over: true };
  },
};

/** A copy without a prototype, for an id may be any word, `toString` too. */
const group = <T>(from: Group<T>): Group<T> => Object.assign(Object.create(null) as Group<T>, from);

/** Folds the events of the Canonical ABI machine; an event of another vocabulary changes nothing. */
export const canonicalObserver: Observer<CanonicalLedger> = {
  initial: () => ({
    tasks: group({}),
    threads: group({}),
    instances: group({}),
    waitables: group({}),
    stack: { entered: [] },
    store: { over: false },
  }),
  copy: (ledger) => ({
    tasks: group(ledger.tasks),
    threads: group(ledger.threads),
    instances: group(ledger.instances),
    waitables: group(ledger.waitables),
    stack: ledger.stack,
    store: ledger.store,
  }),
  observe: (ledger, event) => {
    if (!(event.kind in CANONICAL_EVENT_KINDS)) return;
    const fold = FOLD[event.kind as CanonicalEvent['kind']] as
      | ((ledger: CanonicalLedger, event: unknown) => void)
      | undefined;
    fold?.(ledger, event);
  },
};
