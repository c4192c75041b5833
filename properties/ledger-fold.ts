import { EVENT_KINDS, type ContextEvent, type EventOf } from '../model/context/events.ts';
import type { Frame } from '../model/context/frames.ts';
import type { MachineEvent } from '../model/machine-event.ts';
import { observeHolds, observeSchedule } from './ledger-schedule.ts';
import {
  UNKNOWN_TASK,
  aloneOn,
  heldBy,
  homeOf,
  isPending,
  own,
  taskIn,
  withTask,
  without,
  type Doing,
  type Ledger,
  type TaskLedger,
  type Wait,
} from './ledger.ts';
import type { Observer } from './property.ts';

const withWait = (ledger: Ledger, task: string, change: Partial<Wait>): Ledger => {
  const { wait } = taskIn(ledger, task);
  return wait === null ? ledger : withTask(ledger, task, { wait: { ...wait, ...change } });
};

/**
 * One more effect in the call that the actor is in. The first counts whatever it did, for signals coalesce; a
 * further one only if it changed something, for marking again what is still marked harms nothing.
 */
const counted = (ledger: Ledger, actor: string, changed: boolean): Ledger => {
  const times = own(ledger.calls, actor);
  if (times === undefined || (times > 0 && !changed)) return ledger;
  return { ...ledger, calls: { ...ledger.calls, [actor]: times + 1 } };
};

const begin = (ledger: Ledger, task: string, cancellable: boolean): Doing => ({
  cancellable,
  due: taskIn(ledger, task).cancel === 'requested',
  cancelled: false,
  held: heldBy(ledger, task),
});

const NEW_WAIT = { registered: false, checked: false, parked: false, woken: false };

type WaitEvent = EventOf<
  | 'wait-called'
  | 'wait-returned'
  | 'registered'
  | 'deregistered'
  | 'popped'
  | 'checked'
  | 'parked'
  | 'unparked'
>;

const observeWait = (ledger: Ledger, event: WaitEvent): Ledger => {
  switch (event.kind) {
    case 'wait-called': {
      const { task, operation, on, cancellable } = event;
      const wait = { operation, on, ...NEW_WAIT };
      return withTask(ledger, task, { wait, doing: begin(ledger, task, cancellable) });
    }
    case 'wait-returned':
      return withTask(ledger, event.task, { wait: null, doing: null, delivered: [] });
    case 'registered':
      return alone(withWait(ledger, event.task, { registered: true }), event, true);
    case 'deregistered':
      return alone(withWait(ledger, event.task, { registered: false }), event, false);
    case 'popped':
      return withWait(ledger, event.task, { registered: false });
    case 'checked':
      return withWait(ledger, event.task, { checked: event.found === null });
    case 'parked': {
      const { task, on } = event;
      const { blocked, wait } = taskIn(ledger, task);
      const asleep = withTask(ledger, task, { asleep: on ?? '', blocked: marked(blocked) });
      return wait?.on === on ? withWait(asleep, task, { parked: true }) : asleep;
    }
    case 'unparked':
      return withWait(withTask(ledger, event.task, { asleep: null }), event.task, {
        parked: false,
        checked: false,
        woken: true,
      });
    default:
      return event satisfies never;
  }
};

const marked = (blocked: readonly boolean[]): readonly boolean[] =>
  blocked.length === 0 ? [] : [...blocked.slice(0, -1), true];

/** Who waits on a waitable alone: a wait on a set makes nobody its only waiter. */
const alone = (
  ledger: Ledger,
  { task, on }: { readonly task: string; readonly on: string },
  waits: boolean,
): Ledger => {
  if (taskIn(ledger, task).wait?.operation === 'wait') return ledger;
  const others = aloneOn(ledger, on).filter((other) => other !== task);
  const list = waits ? [...others, task] : others;
  return {
    ...ledger,
    alone: list.length === 0 ? without(ledger.alone, on) : { ...ledger.alone, [on]: list },
  };
};

type CallEvent = EventOf<
  | 'signal-called'
  | 'join-called'
  | 'cancel-called'
  | 'signal-returned'
  | 'join-returned'
  | 'cancel-returned'
  | 'signalled'
  | 'joined'
  | 'cancel-requested'
>;

const observeCall = (ledger: Ledger, event: CallEvent): Ledger => {
  switch (event.kind) {
    case 'signal-called':
    case 'join-called':
      return { ...ledger, calls: { ...ledger.calls, [event.by]: 0 } };
    case 'cancel-called': {
      // Before the beginning, after the return and a second time there is nothing to do.
      const { phase, cancel } = taskIn(ledger, event.task);
      const times = phase === 'begun' && cancel === 'none' ? 0 : 1;
      return { ...ledger, calls: { ...ledger.calls, [event.by]: times } };
    }
    case 'signal-returned':
    case 'join-returned':
    case 'cancel-returned':
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
    case 'cancel-requested':
      return counted(withTask(ledger, event.task, { cancel: 'requested' }), event.by, false);
    default:
      return event satisfies never;
  }
};

type TaskEvent = EventOf<
  | 'entered'
  | 'left'
  | 'ended'
  | 'delivered'
  | 'cancelled'
  | 'poll-called'
  | 'polled'
  | 'yield-called'
  | 'yielded'
>;

const observeTask = (ledger: Ledger, event: TaskEvent): Ledger => {
  const { task } = event;
  const { frames, blocked, doing, delivered } = taskIn(ledger, task);
  switch (event.kind) {
    case 'entered': {
      const { frame, fibre } = event;
      const entered: Frame = fibre === undefined ? { kind: frame } : { kind: frame, fibre };
      return withTask(ledger, task, {
        frames: [...frames, entered],
        blocked: [...blocked, false],
        phase: 'begun',
      });
    }
    case 'left':
      return withTask(ledger, task, {
        frames: frames.slice(0, -1),
        blocked: blocked.slice(0, -1),
        ...(frames.length === 1 ? { phase: 'returned' } : {}),
      });
    case 'ended':
      return withTask(ledger, task, { phase: 'ended' });
    case 'delivered':
      return withTask({ ...ledger, pending: without(ledger.pending, event.waitable) }, task, {
        delivered: [...delivered, event.waitable],
      });
    case 'cancelled':
      return withTask(ledger, task, {
        cancel: 'taken',
        doing: doing && { ...doing, cancelled: true },
      });
    case 'poll-called':
    case 'yield-called':
      return withTask(ledger, task, { doing: begin(ledger, task, event.cancellable) });
    case 'polled':
    case 'yielded':
      return withTask(ledger, task, { doing: null, delivered: [] });
    default:
      return event satisfies never;
  }
};

const declare = (ledger: Ledger, event: EventOf<'declared'>): Ledger => ({
  ...ledger,
  guarding: event.guarding,
  queue: event.queue,
  home: event.members,
  locks: event.locks,
  sources: event.sources,
  tasks: Object.fromEntries(
    Object.entries(event.tasks).map(([task, executor]): [string, TaskLedger] => {
      const called = event.subtasks.includes(task);
      const store = event.stores[task] ?? '';
      return [
        task,
        {
          ...UNKNOWN_TASK,
          executor,
          store,
          phase: called ? 'uncalled' : 'new',
          overtaken: called ? null : [],
        },
      ];
    }),
  ),
});

/** The store of a task is closed. */
const closed = (ledger: Ledger, store: string, why: 'trapped' | 'deadlock-reported'): Ledger => ({
  ...ledger,
  over: { ...ledger.over, [store]: why },
});

/** The operation that trapped is over, and with it the run of its store. */
const trapped = (ledger: Ledger, { task, reason }: EventOf<'trapped'>): Ledger =>
  closed(
    { ...ledger, calls: without(ledger.calls, task) },
    taskIn(ledger, task).store,
    reason === 'deadlock' ? 'deadlock-reported' : 'trapped',
  );

const observe = (ledger: Ledger, event: ContextEvent): Ledger => {
  switch (event.kind) {
    case 'declared':
      return declare(ledger, event);
    case 'entered':
    case 'left':
    case 'ended':
    case 'delivered':
    case 'cancelled':
    case 'poll-called':
    case 'polled':
    case 'yield-called':
    case 'yielded':
      return observeTask(ledger, event);
    case 'wait-called':
    case 'wait-returned':
    case 'registered':
    case 'deregistered':
    case 'popped':
    case 'checked':
    case 'parked':
      return observeWait(ledger, event);
    case 'unparked':
      return observeSchedule(observeWait(ledger, event), event);
    case 'signal-called':
    case 'join-called':
    case 'cancel-called':
    case 'signal-returned':
    case 'join-returned':
    case 'cancel-returned':
    case 'signalled':
    case 'joined':
    case 'cancel-requested':
      return observeCall(ledger, event);
    case 'left-set':
      return { ...ledger, home: without(ledger.home, event.waitable) };
    case 'dropped':
      return {
        ...ledger,
        home: Object.fromEntries(
          Object.entries(ledger.home).filter(([, set]) => set !== event.set),
        ),
      };
    case 'locked':
    case 'unlocked':
      return observeHolds(ledger, event);
    case 'own-called':
    case 'resumed':
    case 'suspended':
      return observeSchedule(ledger, event);
    case 'source-ended':
      return { ...ledger, sources: ledger.sources.filter((source) => source !== event.source) };
    case 'trapped':
      return trapped(ledger, event);
    case 'deadlock-reported':
      return closed(ledger, event.store, 'deadlock-reported');
    case 'probed':
    case 'guarded':
    case 'token-set':
    case 'token-cleared':
    case 'wake-dropped':
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
    queue: 'fifo',
    tasks: {},
    pending: {},
    home: {},
    alone: {},
    locks: [],
    holders: {},
    calls: {},
    sources: [],
    over: {},
  },
  observe: (ledger, event: MachineEvent) =>
    event.kind in EVENT_KINDS ? observe(ledger, event as ContextEvent) : ledger,
};
