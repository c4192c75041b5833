import { CANONICAL_EVENT_KINDS, type CanonicalEvent } from '../../model/canonical/events.ts';
import type { Observer } from '../property.ts';
import {
  endIn,
  instanceIn,
  named,
  tellable,
  waitableIn,
  type CanonicalLedger,
  type EndLedger,
  type Group,
  type InstanceLedger,
  type Sleep,
  type TaskLedger,
  type ThreadLedger,
  type WaitableLedger,
} from './ledger.ts';

const NEW_TASK: TaskLedger = {
  instance: '',
  async: false,
  exclusive: false,
  invoked: false,
  started: false,
  resolved: false,
  cancel: 'none',
};

const newTask = (ledger: CanonicalLedger, id: string, task: Partial<TaskLedger>): void => {
  ledger.tasks[id] = { ...NEW_TASK, ...task };
};

/** A task that is not in the ledger was forgotten: nothing that happens to it is recorded any more. */
const setTask = (ledger: CanonicalLedger, id: string, change: Partial<TaskLedger>): void => {
  const before = ledger.tasks[id];
  if (before !== undefined) ledger.tasks[id] = { ...before, ...change };
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

const setEnd = (ledger: CanonicalLedger, name: string, change: Partial<EndLedger>): void => {
  ledger.ends[name] = { ...endIn(ledger, name), ...change };
};

const newThread = (
  ledger: CanonicalLedger,
  id: string,
  thread: Pick<ThreadLedger, 'task' | 'explicit' | 'asleep'>,
): void => {
  const { instance } = ledger.tasks[thread.task]!;
  const rest = { operation: '', async: false, used: '', callee: '' };
  ledger.threads[id] = { ...thread, instance, ...rest };
};

/** Whoever is about to call has called. */
const callee = (ledger: CanonicalLedger, task: string): void => {
  const { caller } = ledger.stack;
  if (caller !== null) setThread(ledger, caller, { callee: task });
  ledger.stack = { ...ledger.stack, caller: null };
};

const SUSPENDED: Sleep = { predicate: 'none', on: '', cancellable: false };
const SUBTASK = 1;
const STREAMS: ReadonlySet<number> = new Set([2, 3]);

/** Whether an event was the last that an end can have. */
const ends = (code: number, event: string | null): boolean =>
  event === 'dropped' || (!STREAMS.has(code) && event !== 'cancelled');

type Fold = {
  readonly [Kind in CanonicalEvent['kind']]?: (
    ledger: CanonicalLedger,
    event: Extract<CanonicalEvent, { kind: Kind }>,
  ) => void;
};

/** What each kind of event says of a run. */
const FOLD: Fold = {
  declared: (ledger, { blocking, parents }) => {
    ledger.rules = { blocking, parents };
  },
  entering: (ledger, { instance, from }) => {
    ledger.stack = { ...ledger.stack, entering: { instance, from } };
  },
  entered: (ledger, { instance, from }) => {
    const entered = [...ledger.stack.entered, { instance, from, task: null }];
    ledger.stack = { ...ledger.stack, entered, entering: null };
  },
  left: (ledger) => {
    ledger.stack = { ...ledger.stack, entered: ledger.stack.entered.slice(0, -1) };
  },
  called: (ledger, { task, instance, async, exclusive }) => {
    newTask(ledger, task, { instance, async, exclusive });
    newThread(ledger, task, { task, explicit: false, asleep: null });
    callee(ledger, task);
    const { entered } = ledger.stack;
    const top = entered.at(-1);
    if (top !== undefined)
      ledger.stack = { ...ledger.stack, entered: [...entered.slice(0, -1), { ...top, task }] };
  },
  invoked: (ledger, { task }) => setTask(ledger, task, { invoked: true }),
  spawned: (ledger, { task, thread }) =>
    newThread(ledger, thread, { task, explicit: true, asleep: SUSPENDED }),
  started: (ledger, { task }) => setTask(ledger, task, { started: true }),
  ended: (ledger, { thread }) => {
    delete ledger.threads[thread];
  },
  returned: (ledger, { task }) => setTask(ledger, task, { resolved: true }),
  cancelled: (ledger, { task }) => setTask(ledger, task, { resolved: true }),
  'call-begun': (ledger, { thread }) => {
    ledger.stack = { ...ledger.stack, caller: thread };
  },
  'call-returned': (ledger, { thread }) => setThread(ledger, thread, { callee: '' }),
  'host-called': (ledger, { call }) => {
    newTask(ledger, call, { instance: 'host' });
    callee(ledger, call);
  },
  'host-resolved': (ledger, { call }) => setTask(ledger, call, { resolved: true }),
  'cancel-requested': (ledger, { task, by }) => {
    setTask(ledger, task, { cancel: 'requested' });
    const thread = tellable(ledger, task, by);
    if (thread !== undefined) ledger.due = { task, thread };
  },
  'cancel-delivered': (ledger, { task }) => setTask(ledger, task, { cancel: 'delivered' }),
  locked: (ledger, { task, lock }) => setInstance(ledger, lock, { lock: task }),
  unlocked: (ledger, { lock }) => setInstance(ledger, lock, { lock: null }),
  backpressure: (ledger, { instance, value }) =>
    setInstance(ledger, instance, { backpressure: value }),
  'built-in': (ledger, { thread, operation, async }) =>
    setThread(ledger, thread, { operation, async, used: '' }),
  used: (ledger, { thread, instance, handle }) =>
    setThread(ledger, thread, { used: named(instance, handle) }),
  parked: (ledger, { thread, predicate, on, cancellable }) =>
    setThread(ledger, thread, { asleep: { predicate, on, cancellable } }),
  suspended: (ledger, { thread, cancellable }) =>
    setThread(ledger, thread, { asleep: { ...SUSPENDED, cancellable } }),
  armed: (ledger, { thread }) => {
    const cancellable = ledger.threads[thread]?.asleep?.cancellable === true;
    setThread(ledger, thread, { asleep: { predicate: 'always', on: '', cancellable } });
  },
  resumed: (ledger, { thread }) => setThread(ledger, thread, { asleep: null }),
  signalled: (ledger, { instance, handle, event }) => {
    if (handle > 0) setWaitable(ledger, named(instance, handle), { event });
  },
  delivered: (ledger, { instance, handle, code, payload }) => {
    const waitable = named(instance, handle);
    const { event } = waitableIn(ledger, waitable);
    setWaitable(ledger, waitable, { event: null });
    if (code === SUBTASK) setWaitable(ledger, waitable, { told: payload >= 2 });
    else setEnd(ledger, waitable, { state: ends(code, event) ? 'done' : 'idle' });
  },
  joined: (ledger, { instance, handle, set }) =>
    setWaitable(ledger, named(instance, handle), {
      set: set === 0 ? null : named(instance, set),
    }),
  'left-set': (ledger, { instance, handle }) =>
    setWaitable(ledger, named(instance, handle), { set: null }),
  dropped: (ledger, { instance, handle }) => {
    delete ledger.waitables[named(instance, handle)];
    delete ledger.ends[named(instance, handle)];
  },
  'copy-begun': (ledger, { end, channel, count }) =>
    setEnd(ledger, end, { channel, state: 'copying', count, progress: 0 }),
  'cancel-begun': (ledger, { end }) => setEnd(ledger, end, { state: 'cancelling' }),
  copied: (ledger, { from, to, count }) => {
    for (const end of [from, to])
      setEnd(ledger, end, { progress: endIn(ledger, end).progress + count });
  },
  'deadlock-reported': (ledger) => {
    ledger.store = { ...ledger.store, stuck: true };
  },
  trapped: (ledger) => {
    ledger.store = { ...ledger.store, over: true };
  },
  faulted: (ledger) => {
    ledger.store = { ...ledger.store, over: true };
  },
};

/** After these a task may no longer be needed: it resolved, or what referred to it is gone. */
const FREES: ReadonlySet<string> = new Set<CanonicalEvent['kind']>([
  'called',
  'host-called',
  'call-returned',
  'resumed',
  'returned',
  'cancelled',
  'host-resolved',
  'ended',
  'left',
]);

/**
 * Forgets the tasks that have resolved and have no thread, no frame on the native stack, and no caller that waits for
 * them: no property asks about them again. This bounds the ledger by what is live, and makes states equal that differ
 * only by tasks that are over.
 */
const forgetEnded = ({ tasks, threads, stack }: CanonicalLedger): void => {
  const resolved = Object.keys(tasks).filter((id) => tasks[id]!.resolved);
  if (resolved.length === 0) return;
  const needed = new Set<string | null>(stack.entered.map(({ task }) => task));
  for (const id of Object.keys(threads)) {
    const { task, callee: called, asleep } = threads[id]!;
    needed
      .add(task)
      .add(called)
      .add(asleep?.on ?? null);
  }
  for (const id of resolved) if (!needed.has(id)) delete tasks[id];
};

/** A copy without a prototype, for an id may be any word, `toString` too. */
const group = <T>(from: Group<T>): Group<T> => Object.assign(Object.create(null) as Group<T>, from);

/** Folds the events of the Canonical ABI machine; an event of another vocabulary changes nothing. */
export const canonicalObserver: Observer<CanonicalLedger> = {
  initial: () => ({
    rules: { blocking: 'post-hoc', parents: {} },
    tasks: group({}),
    threads: group({}),
    instances: group({}),
    waitables: group({}),
    ends: group({}),
    stack: { entered: [], entering: null, caller: null },
    due: null,
    store: { over: false, stuck: false },
  }),
  copy: (ledger) => ({
    ...ledger,
    tasks: group(ledger.tasks),
    threads: group(ledger.threads),
    instances: group(ledger.instances),
    waitables: group(ledger.waitables),
    ends: group(ledger.ends),
  }),
  observe: (ledger, event) => {
    if (!(event.kind in CANONICAL_EVENT_KINDS)) return;
    if (event.kind !== 'entered') ledger.due = null;
    const fold = FOLD[event.kind as CanonicalEvent['kind']] as
      | ((ledger: CanonicalLedger, event: unknown) => void)
      | undefined;
    fold?.(ledger, event);
    if (FREES.has(event.kind)) forgetEnded(ledger);
  },
};
