import type { Predicate } from '../../model/canonical/state.ts';

/** What is known of a task of a guest, or of a call of the host. */
export interface TaskLedger {
  readonly instance: string;
  /** Its type is async; it needs the lock; the host made the call of its own. */
  readonly async: boolean;
  readonly exclusive: boolean;
  readonly invoked: boolean;
  readonly started: boolean;
  readonly resolved: boolean;
  /** Whether it was asked to cancel, and was told. */
  readonly cancel: 'none' | 'requested' | 'delivered';
}

/** What a sleeping thread sleeps on. */
export interface Sleep {
  readonly predicate: Predicate;
  readonly on: string;
  readonly cancellable: boolean;
}

/** What is known of a thread that has not ended. */
export interface ThreadLedger {
  readonly task: string;
  readonly instance: string;
  /** Made by its task, not by a call. */
  readonly explicit: boolean;
  readonly asleep: Sleep | null;
  /** The built-in that it called last, whether that was async, and the handle that it is about. */
  readonly operation: string;
  readonly async: boolean;
  readonly used: string;
  /** The call of an import that it is in: whom it called. */
  readonly callee: string;
}

export interface InstanceLedger {
  /** Who has its lock. */
  readonly lock: string | null;
  readonly backpressure: number;
}

export interface WaitableLedger {
  /** Its event, if it has one that nobody was given. */
  readonly event: string | null;
  /** The set that it is in, by its handle. */
  readonly set: string | null;
  /** Of a subtask: its caller knows how it has resolved. */
  readonly told: boolean;
}

/** An end of a stream or future, from its first copy on. */
export interface EndLedger {
  readonly channel: number;
  readonly state: 'idle' | 'copying' | 'cancelling' | 'done';
  readonly count: number;
  readonly progress: number;
}

/** Somebody on the native stack: who was entered and from where, and the call that did it, if one did. */
export interface StackFrame {
  readonly instance: string;
  readonly from: string;
  readonly task: string | null;
}

export type Group<T> = Record<string, T>;

/** An account of a run of the Canonical ABI machine, kept from its events alone. Records in it are replaced, never written to. */
export interface CanonicalLedger {
  /** What holds for the whole run. */
  rules: {
    readonly blocking: 'post-hoc' | 'eager';
    readonly parents: Readonly<Record<string, string>>;
  };
  /** Those that may still matter: one that was called and is not here has resolved, and its threads have ended. */
  tasks: Group<TaskLedger>;
  threads: Group<ThreadLedger>;
  instances: Group<InstanceLedger>;
  waitables: Group<WaitableLedger>;
  ends: Group<EndLedger>;
  stack: {
    /** The innermost last. */
    readonly entered: readonly StackFrame[];
    /** Whom a call is about to enter, and from where. */
    readonly entering: { readonly instance: string; readonly from: string } | null;
    /** The thread whose call is about to be made. */
    readonly caller: string | null;
  };
  /** The task that was just asked to cancel and can be told, by the thread that can. */
  due: { readonly task: string; readonly thread: string } | null;
  store: { readonly over: boolean; readonly stuck: boolean };
}

const UNKNOWN_INSTANCE: InstanceLedger = { lock: null, backpressure: 0 };
const UNKNOWN_WAITABLE: WaitableLedger = { event: null, set: null, told: false };
const UNKNOWN_END: EndLedger = { channel: -1, state: 'idle', count: 0, progress: 0 };

export const instanceIn = ({ instances }: CanonicalLedger, id: string): InstanceLedger =>
  instances[id] ?? UNKNOWN_INSTANCE;

export const waitableIn = ({ waitables }: CanonicalLedger, name: string): WaitableLedger =>
  waitables[name] ?? UNKNOWN_WAITABLE;

export const endIn = ({ ends }: CanonicalLedger, name: string): EndLedger =>
  ends[name] ?? UNKNOWN_END;

/** Whether a task that was called has resolved. */
export const hasResolved = ({ tasks }: CanonicalLedger, id: string): boolean =>
  tasks[id]?.resolved ?? true;

/** A waitable or set of an instance, by its handle. */
export const named = (instance: string, handle: number): string => `${instance}[${handle}]`;

/** The members of a set that have an event. */
export const membersWithEvent = ({ waitables }: CanonicalLedger, set: string): readonly string[] =>
  Object.keys(waitables).filter((name) => {
    const waitable = waitables[name]!;
    return waitable.event !== null && waitable.set === set;
  });

/** The threads that are parked on a set. */
export const waitersOn = ({ threads }: CanonicalLedger, set: string): readonly string[] =>
  Object.keys(threads).filter((thread) => threads[thread]!.asleep?.on === set);

/** What a sleeping thread waits for, if it is there. */
export const awaited = (ledger: CanonicalLedger, thread: string): string | undefined => {
  const { asleep, instance, task } = ledger.threads[thread]!;
  if (asleep === null) return undefined;
  const { lock, backpressure } = instanceIn(ledger, instance);
  const free = lock === null || ledger.tasks[task]?.exclusive === false;
  const event = (): string | undefined => membersWithEvent(ledger, asleep.on)[0];
  switch (asleep.predicate) {
    case 'always':
      return 'its turn';
    case 'lock-free':
      return lock === null ? `the lock of ${instance}` : undefined;
    case 'gate':
      return free && backpressure === 0 ? `the gate of ${instance}` : undefined;
    case 'gate-and-lock':
      return lock === null && backpressure === 0 ? `the gate of ${instance}` : undefined;
    case 'set-has-event':
      return event();
    case 'set-has-event-and-lock-free':
      return lock === null ? event() : undefined;
    case 'own-event':
      return waitableIn(ledger, asleep.on).event === null ? undefined : asleep.on;
    case 'subtask-resolved':
      return asleep.on === '' || hasResolved(ledger, asleep.on)
        ? 'the result of its call'
        : undefined;
    // The first is resumed by another thread or by a cancel alone; the second gives way to all others.
    case 'none':
    case 'others-parked':
      return undefined;
    default:
      return asleep.predicate satisfies never;
  }
};

/** An instance and all that contain it. */
const lineOf = ({ rules }: CanonicalLedger, instance: string): readonly string[] => {
  const line: string[] = [];
  for (let each: string | undefined = instance; each !== undefined; each = rules.parents[each])
    line.push(each);
  return line;
};

/** Whether one of two instances contains the other. */
export const areKin = (ledger: CanonicalLedger, a: string, b: string): boolean =>
  a !== b && (lineOf(ledger, a).includes(b) || lineOf(ledger, b).includes(a));

const entering = (ledger: CanonicalLedger, instance: string, from: string): readonly string[] => {
  const outside = lineOf(ledger, from);
  return lineOf(ledger, instance).filter((each) => !outside.includes(each));
};

/** An instance that a call from `from` would enter, and that is on the native stack. */
export const onStack = (
  ledger: CanonicalLedger,
  instance: string,
  from: string,
): string | undefined => {
  const shut = new Set(
    ledger.stack.entered.flatMap((frame) => entering(ledger, frame.instance, frame.from)),
  );
  return entering(ledger, instance, from).find((each) => shut.has(each));
};

/** A thread of a task that can be told of a cancel from `by` now. */
export const tellable = (ledger: CanonicalLedger, task: string, by: string): string | undefined => {
  const { instance = '', exclusive = false } = ledger.tasks[task] ?? {};
  const { lock } = instanceIn(ledger, instance);
  if (areKin(ledger, instance, by) || onStack(ledger, instance, by) !== undefined) return undefined;
  return Object.keys(ledger.threads).find((thread) => {
    const known = ledger.threads[thread]!;
    if (known.task !== task || known.asleep?.cancellable !== true) return false;
    return known.explicit || !exclusive || lock === null || lock === task;
  });
};
