import { EVENT_KINDS, type ContextEvent, type EventOf } from '../model/context/events.ts';
import type { MachineEvent } from '../model/machine-event.ts';
import {
  callerOf,
  copyLedger,
  newLedger,
  storeOf,
  taskOf,
  waitableOf,
  waiterOf,
} from './ledger-parts.ts';
import { forgetOvertaker, observeHolds, observeSchedule } from './ledger-schedule.ts';
import { callerIn, frameOf, heldBy, taskIn, type Ledger, type TaskLedger } from './ledger.ts';
import type { Observer } from './property.ts';

/**
 * One more effect in the call that the actor is in. The first counts whatever it did, for signals coalesce; a
 * further one only if it changed something, for marking again what is still marked harms nothing.
 */
const count = (ledger: Ledger, by: string, changed: () => boolean): void => {
  const caller = callerIn(ledger, by);
  if (caller === undefined || caller.calls === null) return;
  if (caller.calls === 0 || changed()) caller.calls += 1;
};

const endCall = (ledger: Ledger, by: string): void => {
  const caller = callerIn(ledger, by);
  if (caller !== undefined) caller.calls = null;
};

const NONE: readonly string[] = [];

/** A wait, poll or yield begins. */
const begin = (
  ledger: Ledger,
  event: EventOf<'wait-called' | 'poll-called' | 'yield-called'>,
): void => {
  const task = taskOf(ledger, event.task);
  task.cancellable = event.cancellable;
  task.due = event.cancellable && task.cancel === 'requested';
  task.cancelled = false;
  task.held = heldBy(ledger, event.task);
};

const finish = (task: TaskLedger): void => {
  task.cancellable = null;
  task.due = false;
  task.cancelled = false;
  task.held = NONE;
  task.delivered = NONE;
};

/** Begins the account of a wait, or ends it. */
const setWait = (task: TaskLedger, wait: TaskLedger['wait']): void => {
  task.wait = wait;
  task.registered = false;
  task.checked = false;
  task.parked = false;
  task.woken = false;
};

const observeWait = (
  ledger: Ledger,
  event: EventOf<'wait-called' | 'wait-returned' | 'parked' | 'unparked'>,
): void => {
  const task = taskOf(ledger, event.task);
  switch (event.kind) {
    case 'wait-called': {
      const { operation, on } = event;
      begin(ledger, event);
      setWait(task, { operation, on });
      if (operation !== 'wait') waitableOf(ledger, on);
      return;
    }
    case 'wait-returned':
      finish(task);
      setWait(task, null);
      return;
    case 'parked':
      task.asleep = event.on ?? '';
      if (task.blocked.length > 0) task.blocked = [...task.blocked.slice(0, -1), true];
      if (task.wait !== null && task.wait.on === event.on) task.parked = true;
      return;
    case 'unparked':
      task.asleep = null;
      if (task.wait === null) return;
      task.parked = false;
      task.checked = false;
      task.woken = true;
      return;
    default:
      event satisfies never;
  }
};

/** What a task, or who wakes it, does about the waiter list, and what it finds there. */
const observeList = (
  ledger: Ledger,
  event: EventOf<'registered' | 'deregistered' | 'popped' | 'checked'>,
): void => {
  const waiter = waiterOf(ledger, event.task);
  switch (event.kind) {
    case 'registered':
      if (waiter !== undefined) waiter.registered = true;
      listAlone(ledger, event, true);
      return;
    case 'deregistered':
      if (waiter !== undefined) waiter.registered = false;
      listAlone(ledger, event, false);
      return;
    case 'popped':
      if (waiter !== undefined) waiter.registered = false;
      return;
    case 'checked':
      if (waiter !== undefined) waiter.checked = event.found === null;
      return;
    default:
      event satisfies never;
  }
};

/** Who waits on a waitable alone: a wait on a set makes nobody its only waiter. */
const listAlone = (
  ledger: Ledger,
  { task, on }: { readonly task: string; readonly on: string },
  waits: boolean,
): void => {
  if (taskIn(ledger, task).wait?.operation === 'wait') return;
  const waitable = waits ? waitableOf(ledger, on) : ledger.waitables[on];
  if (waitable === undefined) return;
  const others = waitable.alone.filter((other) => other !== task);
  waitable.alone = waits ? [...others, task] : others;
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

const observeCall = (ledger: Ledger, event: CallEvent): void => {
  switch (event.kind) {
    case 'signal-called':
    case 'join-called':
      callerOf(ledger, event.by).calls = 0;
      waitableOf(ledger, event.waitable);
      return;
    case 'cancel-called': {
      // Before the beginning, after the return and a second time there is nothing to do.
      const task = taskIn(ledger, event.task);
      const open = task.phase === 'begun' && task.cancel === 'none';
      callerOf(ledger, event.by).calls = open ? 0 : 1;
      return;
    }
    case 'signal-returned':
    case 'join-returned':
    case 'cancel-returned':
      endCall(ledger, event.by);
      return;
    case 'signalled': {
      const waitable = waitableOf(ledger, event.waitable);
      count(ledger, event.by, () => !waitable.pending);
      waitable.pending = true;
      return;
    }
    case 'joined': {
      const waitable = waitableOf(ledger, event.waitable);
      count(ledger, event.by, () => waitable.home !== event.set);
      waitable.home = event.set;
      return;
    }
    case 'cancel-requested':
      count(ledger, event.by, () => false);
      taskOf(ledger, event.task).cancel = 'requested';
      return;
    default:
      event satisfies never;
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

const observeTask = (ledger: Ledger, event: TaskEvent): void => {
  const task = taskOf(ledger, event.task);
  switch (event.kind) {
    case 'entered':
      task.frames = [...task.frames, frameOf(event)];
      task.blocked = [...task.blocked, false];
      task.phase = 'begun';
      return;
    case 'left':
      if (task.frames.length === 1) task.phase = 'returned';
      task.frames = task.frames.slice(0, -1);
      task.blocked = task.blocked.slice(0, -1);
      return;
    case 'ended':
      task.phase = 'ended';
      // Nobody can cancel it any more: whether it was is history.
      task.cancel = 'none';
      forgetOvertaker(ledger, event.task);
      return;
    case 'delivered': {
      const waitable = ledger.waitables[event.waitable];
      if (waitable !== undefined) waitable.pending = false;
      task.delivered = [...task.delivered, event.waitable];
      return;
    }
    case 'cancelled':
      task.cancel = 'taken';
      if (task.cancellable !== null) task.cancelled = true;
      return;
    case 'poll-called':
    case 'yield-called':
      begin(ledger, event);
      return;
    case 'polled':
    case 'yielded':
      finish(task);
      return;
    default:
      event satisfies never;
  }
};

const observeHomes = (ledger: Ledger, event: EventOf<'left-set' | 'dropped'>): void => {
  if (event.kind === 'left-set') {
    const waitable = ledger.waitables[event.waitable];
    if (waitable !== undefined) waitable.home = null;
    return;
  }
  for (const waitable of Object.values(ledger.waitables)) {
    if (waitable.home === event.set) waitable.home = null;
  }
};

const declare = (ledger: Ledger, event: EventOf<'declared'>): void => {
  const { guarding, queue, members, tasks, stores, subtasks, locks, sources } = event;
  ledger.run.the = { guarding, queue };
  for (const [waitable, set] of Object.entries(members)) waitableOf(ledger, waitable).home = set;
  for (const [id, executor] of Object.entries(tasks)) {
    const called = subtasks.includes(id);
    const task = taskOf(ledger, id);
    task.executor = executor;
    task.store = (Object.hasOwn(stores, id) ? stores[id] : undefined) ?? '';
    task.phase = called ? 'uncalled' : 'new';
    task.overtaken = called ? null : [];
    storeOf(ledger, task.store);
  }
  for (const subtask of subtasks) waitableOf(ledger, subtask);
  for (const lock of locks) ledger.locks[lock] = { holder: null };
  for (const source of sources) ledger.sources[source] = { live: true, calls: null };
};

const observeEnd = (
  ledger: Ledger,
  event: EventOf<'source-ended' | 'trapped' | 'deadlock-reported'>,
): void => {
  switch (event.kind) {
    case 'source-ended': {
      const source = ledger.sources[event.source];
      if (source !== undefined) source.live = false;
      return;
    }
    case 'trapped':
      // The operation that trapped is over, and with it the run of its store.
      endCall(ledger, event.task);
      storeOf(ledger, taskIn(ledger, event.task).store).over =
        event.reason === 'deadlock' ? 'deadlock-reported' : 'trapped';
      return;
    case 'deadlock-reported':
      storeOf(ledger, event.store).over = 'deadlock-reported';
      return;
    default:
      event satisfies never;
  }
};

const observe = (ledger: Ledger, event: ContextEvent): void => {
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
    case 'parked':
      return observeWait(ledger, event);
    case 'unparked':
      observeWait(ledger, event);
      return observeSchedule(ledger, event);
    case 'registered':
    case 'deregistered':
    case 'popped':
    case 'checked':
      return observeList(ledger, event);
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
    case 'dropped':
      return observeHomes(ledger, event);
    case 'locked':
    case 'unlocked':
      return observeHolds(ledger, event);
    case 'own-called':
    case 'resumed':
    case 'suspended':
      return observeSchedule(ledger, event);
    case 'source-ended':
    case 'trapped':
    case 'deadlock-reported':
      return observeEnd(ledger, event);
    case 'probed':
    case 'guarded':
    case 'token-set':
    case 'token-cleared':
    case 'wake-dropped':
    case 'looked':
    case 'quiescent':
      return;
    default:
      event satisfies never;
  }
};

/** Folds the events of the async-context vocabulary; an event of another vocabulary changes nothing. */
export const contextObserver: Observer<Ledger> = {
  initial: newLedger,
  copy: copyLedger,
  expect: (ledger, { waitables = [] }) => {
    for (const id of waitables) waitableOf(ledger, id);
  },
  observe: (ledger, event: MachineEvent) => {
    if (event.kind in EVENT_KINDS) observe(ledger, event as ContextEvent);
  },
};
