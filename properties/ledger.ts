import { EVENT_KINDS, type ContextEvent } from '../model/context/events.ts';
import type { Frame } from '../model/context/frames.ts';
import type { MachineEvent } from '../model/machine-event.ts';
import type { Observer } from './property.ts';
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

/** What is known of one task. */
export interface TaskLedger {
  readonly frames: readonly Frame[];
  readonly wait: Wait | null;
  /** The waitables whose events were handed to it in the operation under way. */
  readonly delivered: readonly string[];
  readonly ended: boolean;
  readonly executor: string;
}

/** An account of a run, kept from its events alone: every property of the async-context machine reads it. */
export interface Ledger {
  readonly guarding: 'lazy' | 'eager';
  readonly tasks: Readonly<Record<string, TaskLedger>>;
  /** The waitables with an undelivered event. */
  readonly pending: Readonly<Record<string, true>>;
  /** The set that each waitable is in. */
  readonly home: Readonly<Record<string, string>>;
  /** Who is in the middle of a signal or join, and how often it has marked or linked there to any effect. */
  readonly calls: Readonly<Record<string, number>>;
  /** The host threads that may yet signal. */
  readonly sources: readonly string[];
  /** Why the run of the store is over, if it is. */
  readonly over: 'no' | 'trapped' | 'deadlock-reported';
}

const UNKNOWN_TASK: TaskLedger = {
  frames: [],
  wait: null,
  delivered: [],
  ended: false,
  executor: '',
};

/** What the ledger knows of a task; nothing, if the trace never declared it. */
export const taskIn = (ledger: Ledger, task: string): TaskLedger =>
  own(ledger.tasks, task) ?? UNKNOWN_TASK;

/** An id may be any word, `toString` too. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Whether a waitable has an undelivered event. */
export const isPending = (ledger: Ledger, waitable: string): boolean =>
  own(ledger.pending, waitable) === true;

/** The set that a waitable is in, if any. */
export const homeOf = (ledger: Ledger, waitable: string): string | undefined =>
  own(ledger.home, waitable);

/** How often the actor has marked or linked, to any effect, in the signal or join that it is in the middle of. */
export const doneBy = (ledger: Ledger, actor: string): number => own(ledger.calls, actor) ?? 0;

/** The pending events that a wait or poll on `on` may take, in the order of their signals. */
export const entitled = (ledger: Ledger, on: string): readonly string[] =>
  Object.keys(ledger.pending).filter((w) => w === on || homeOf(ledger, w) === on);

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
 * The tasks that could move: not ended, not parked, and not kept from running by a task that parked where it may
 * not and so holds their executor.
 */
export const awake = ({ tasks }: Ledger): readonly string[] => {
  const all = Object.entries(tasks);
  const held = new Set(
    all.flatMap(([, { wait, frames, executor }]) =>
      wait?.parked === true && !suspendable(frames) ? [executor] : [],
    ),
  );
  return all.flatMap(([task, { ended, wait, executor }]) =>
    ended || wait?.parked === true || held.has(executor) ? [] : [task],
  );
};

/** Whether nobody is left who could move or signal. */
export const atRest = (ledger: Ledger): boolean =>
  ledger.sources.length === 0 && awake(ledger).length === 0;

const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> => {
  const { [key]: _, ...rest } = record;
  return rest;
};

const withTask = (ledger: Ledger, task: string, change: Partial<TaskLedger>): Ledger => ({
  ...ledger,
  tasks: { ...ledger.tasks, [task]: { ...taskIn(ledger, task), ...change } },
});

const withWait = (ledger: Ledger, task: string, change: Partial<Wait>): Ledger => {
  const { wait } = taskIn(ledger, task);
  return wait === null ? ledger : withTask(ledger, task, { wait: { ...wait, ...change } });
};

/**
 * One more mark or link in the call that the actor is in. The first counts whatever it did, for signals coalesce; a
 * further one only if it changed something, for marking again what is still marked harms nothing.
 */
const counted = (ledger: Ledger, actor: string, changed: boolean): Ledger => {
  const times = own(ledger.calls, actor);
  if (times === undefined || (times > 0 && !changed)) return ledger;
  return { ...ledger, calls: { ...ledger.calls, [actor]: times + 1 } };
};

type WaitEvent = Extract<
  ContextEvent,
  {
    kind:
      | 'wait-called'
      | 'wait-returned'
      | 'registered'
      | 'deregistered'
      | 'checked'
      | 'parked'
      | 'unparked';
  }
>;

const observeWait = (ledger: Ledger, event: WaitEvent): Ledger => {
  switch (event.kind) {
    case 'wait-called': {
      const { operation, on } = event;
      const wait = {
        operation,
        on,
        registered: false,
        checked: false,
        parked: false,
        woken: false,
      };
      return withTask(ledger, event.task, { wait });
    }
    case 'wait-returned':
      return withTask(ledger, event.task, { wait: null, delivered: [] });
    case 'registered':
      return withWait(ledger, event.task, { registered: true });
    case 'deregistered':
      return withWait(ledger, event.task, { registered: false });
    case 'checked':
      return withWait(ledger, event.task, { checked: event.found === null });
    case 'parked':
      return withWait(ledger, event.task, { parked: true });
    case 'unparked':
      return withWait(ledger, event.task, { parked: false, checked: false, woken: true });
    default:
      return event satisfies never;
  }
};

type CallEvent = Extract<
  ContextEvent,
  {
    kind:
      | 'signal-called'
      | 'join-called'
      | 'signal-returned'
      | 'join-returned'
      | 'signalled'
      | 'joined';
  }
>;

const observeCall = (ledger: Ledger, event: CallEvent): Ledger => {
  switch (event.kind) {
    case 'signal-called':
    case 'join-called':
      return { ...ledger, calls: { ...ledger.calls, [event.by]: 0 } };
    case 'signal-returned':
    case 'join-returned':
      return { ...ledger, calls: without(ledger.calls, event.by) };
    case 'signalled':
      return counted(
        { ...ledger, pending: { ...ledger.pending, [event.waitable]: true } },
        event.by,
        !isPending(ledger, event.waitable),
      );
    case 'joined':
      return counted(
        { ...ledger, home: { ...ledger.home, [event.waitable]: event.set } },
        event.by,
        homeOf(ledger, event.waitable) !== event.set,
      );
    default:
      return event satisfies never;
  }
};

const observe = (ledger: Ledger, event: ContextEvent): Ledger => {
  switch (event.kind) {
    case 'declared':
      return {
        ...ledger,
        guarding: event.guarding,
        home: event.members,
        sources: event.sources,
        tasks: Object.fromEntries(
          Object.entries(event.tasks).map(([task, executor]) => [
            task,
            { ...UNKNOWN_TASK, executor },
          ]),
        ),
      };
    case 'entered': {
      const { kind: _, task, frame, fibre } = event;
      const entered: Frame = fibre === undefined ? { kind: frame } : { kind: frame, fibre };
      return withTask(ledger, task, { frames: [...taskIn(ledger, task).frames, entered] });
    }
    case 'left':
      return withTask(ledger, event.task, {
        frames: taskIn(ledger, event.task).frames.slice(0, -1),
      });
    case 'ended':
      return withTask(ledger, event.task, { ended: true });
    case 'wait-called':
    case 'wait-returned':
    case 'registered':
    case 'deregistered':
    case 'checked':
    case 'parked':
    case 'unparked':
      return observeWait(ledger, event);
    case 'delivered':
      return withTask({ ...ledger, pending: without(ledger.pending, event.waitable) }, event.task, {
        delivered: [...taskIn(ledger, event.task).delivered, event.waitable],
      });
    case 'polled':
      return withTask(ledger, event.task, { delivered: [] });
    case 'signal-called':
    case 'join-called':
    case 'signal-returned':
    case 'join-returned':
    case 'signalled':
    case 'joined':
      return observeCall(ledger, event);
    case 'left-set':
      return { ...ledger, home: without(ledger.home, event.waitable) };
    case 'source-ended':
      return { ...ledger, sources: ledger.sources.filter((source) => source !== event.source) };
    case 'trapped':
      return { ...ledger, over: event.reason === 'deadlock' ? 'deadlock-reported' : 'trapped' };
    case 'deadlock-reported':
      return { ...ledger, over: 'deadlock-reported' };
    case 'resumed':
    case 'suspended':
    case 'probed':
    case 'guarded':
    case 'token-set':
    case 'token-cleared':
    case 'wake-dropped':
    case 'yielded':
    case 'looked':
    case 'quiescent':
      return ledger;
    default:
      return event satisfies never;
  }
};

/** Folds the events of the async-context vocabulary; an event of another vocabulary changes nothing. */
export const contextObserver: Observer<Ledger> = {
  initial: {
    guarding: 'lazy',
    tasks: {},
    pending: {},
    home: {},
    calls: {},
    sources: [],
    over: 'no',
  },
  observe: (ledger, event: MachineEvent) =>
    event.kind in EVENT_KINDS ? observe(ledger, event as ContextEvent) : ledger,
};
