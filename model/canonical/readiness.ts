import { keeps } from './rules.ts';
import type { Predicate, State, TaskState, ThreadState } from './state.ts';
import { callableOf, taskOf, type World } from './world.ts';

/** Whether a set has a member with an event. */
export const setHasEvent = (state: State, set: number): boolean =>
  state.sets[set]?.members.some((member) => hasEvent(state, member)) === true;

const hasEvent = (state: State, waitable: number): boolean => {
  const event = state.waitables[waitable]?.event;
  return event !== undefined && event !== 'none';
};

/** Whether the entry gate keeps a task out. */
export const gateIsShut = (world: World, task: TaskState): boolean => {
  const { instance } = callableOf(world, task);
  const { backpressure, exclusive: owner } = world.state.instances[instance]!;
  const holdsBack = backpressure > 0 && keeps(world, 'backpressure-holds-back');
  const waitsForLock = task.exclusive || world.profile.gateLock === 'every';
  return holdsBack || (waitsForLock && owner >= 0);
};

/** The one place that says when the condition of a parked thread holds. */
export const holds = (
  world: World,
  thread: ThreadState,
  predicate: Predicate,
  on: number,
): boolean => {
  const { state } = world;
  switch (predicate) {
    case 'none':
      return false;
    case 'always':
      return true;
    case 'gate':
    case 'gate-and-lock':
      return !gateIsShut(world, taskOf(world, thread)) && mayPassGate(world, thread);
    case 'lock-free':
      return lockIsFree(world, thread);
    case 'set-has-event':
      return setHasEvent(state, on);
    case 'set-has-event-and-lock-free':
      return lockIsFree(world, thread) && setHasEvent(state, on);
    case 'own-event':
      // Rules that let a set have it as well may have let it be dropped meanwhile.
      return (state.waitables[on]?.event ?? 'none') !== 'none';
    case 'subtask-resolved':
      return isResolved(state, on) && endsCall(world, on);
    case 'others-parked':
      return !state.threads.some((other) => other !== null && hasWhatItWaitsFor(world, other));
    default:
      return predicate satisfies never;
  }
};

/** Where the gate keeps an order, the first of those that nothing keeps out. */
const mayPassGate = (world: World, thread: ThreadState): boolean => {
  if (world.profile.gateOrder === 'any') return true;
  const { threads, instances } = world.state;
  const { gate } = instances[thread.instance]!;
  const first = gate.find((ref) => !gateIsShut(world, taskOf(world, threads[ref]!)));
  return (
    first === undefined || threads[first] === thread || !gate.includes(threads.indexOf(thread))
  );
};

const lockIsFree = (world: World, thread: ThreadState): boolean =>
  world.state.instances[thread.instance]!.exclusive < 0;

const isResolved = (state: State, subtask: number): boolean => {
  const waitable = state.waitables[subtask]!;
  return waitable.kind === 'subtask' && waitable.state >= 2;
};

/** Whether a parked thread has what it waits for, and does not only let others go first. */
const hasWhatItWaitsFor = (world: World, thread: ThreadState): boolean =>
  thread.mode === 'waiting' &&
  !LETS_OTHERS_GO.has(thread.predicate) &&
  holds(world, thread, thread.predicate, thread.on);

const LETS_OTHERS_GO: ReadonlySet<Predicate> = new Set(['always', 'lock-free', 'others-parked']);

const endsCall = (world: World, subtask: number): boolean => {
  const waitable = world.state.waitables[subtask]!;
  const ofHost = waitable.kind === 'subtask' && waitable.host;
  return !ofHost || keeps(world, 'call-waits-for-callee');
};

/** Whether the condition of a parked thread holds, or there is a cancel to tell it of. */
export const mayGoOn = (world: World, thread: ThreadState): boolean =>
  (thread.mode === 'waiting' && holds(world, thread, thread.predicate, thread.on)) ||
  cancelIsDue(world, thread);

/** Whether a parked thread is run: where waits go by wakes it has to be woken, and looks for itself then. */
export const isReady = (world: World, thread: ThreadState): boolean =>
  world.profile.waking === 'level'
    ? mayGoOn(world, thread)
    : (thread.mode === 'waiting' && thread.woken) || cancelIsDue(world, thread);

/** Whether a thread can be told now of a request that none could be told of when it came. */
export const cancelIsDue = (world: World, thread: ThreadState): boolean =>
  world.profile.redeliverPendingCancel &&
  thread.mode !== 'running' &&
  thread.cancellable &&
  taskOf(world, thread).state === 'pending-cancel' &&
  !lacksLock(world, thread);

/** Whether somebody else has the lock that the thread would need to run. */
export const lacksLock = (world: World, thread: ThreadState): boolean => {
  const task = taskOf(world, thread);
  const callable = callableOf(world, task);
  if (!thread.implicit || !task.exclusive) return false;
  const owner = world.state.instances[callable.instance]!.exclusive;
  return owner >= 0 && owner !== task.implicit;
};

/** The threads that a blocked sync call may run; in the order of the instance's table. */
export const syncCandidates = (world: World, instance: number): number[] => {
  const { state, profile } = world;
  const { threads, exclusive } = state.instances[instance]!;
  return threads.slots.flatMap((slot) => {
    const ref = slot - 1;
    const thread = state.threads[ref];
    if (ref < 0 || !thread || ref === exclusive || !isReady(world, thread)) return [];
    if (!mayGoOn(world, thread)) return [];
    const barred =
      profile.syncLoopFilter === 'all-exclusive' &&
      thread.implicit &&
      taskOf(world, thread).exclusive;
    const own = thread.task === world.state.control.at(-1)?.task;
    if (!own && !keeps(world, 'siblings-run-meanwhile')) return [];
    return barred ? [] : [ref];
  });
};
