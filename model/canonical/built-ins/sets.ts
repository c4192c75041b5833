import { mayNotBlock } from '../blocking.ts';
import type { Evaluate, Run } from '../program.ts';
import { setHasEvent } from '../readiness.ts';
import { keeps } from '../rules.ts';
import { allocate, release, type Ref, type ThreadState } from '../state.ts';
import { addHandle, lookUp, removeHandle, SET, waitableAt, refOfHandle } from '../tables.ts';
import { ask, deliverPendingCancel, refOf, waitUntil } from '../threads.ts';
import { CODES, count, deliver, join } from '../waitables.ts';
import { codeOf, give, instanceStateOf, nameOf, tell, trapIn, type World } from '../world.ts';

export const setNew: Run = (world, thread) =>
  give(
    world,
    thread,
    addHandle(world, thread.instance, SET, allocate(world.state.sets, { members: [], waiting: 0 })),
  );

/** `waitable-set.wait`: parks until the set has an event. */
export const setWait =
  (set: Evaluate, cancellable: boolean): Run =>
  (world, thread) => {
    if (mayNotBlock(world, thread)) return 'stop';
    const index = set(world, thread);
    const ref = lookUp(world, thread, index, SET, 'not-a-waitable-set');
    if (ref < 0) return 'stop';
    const empty = world.state.sets[ref]!.members.length === 0;
    if (empty && !keeps(world, 'empty-set-waits')) return trapIn(world, thread, 'cannot-block');
    count(world, thread, ref, 1);
    return waitUntil(world, thread, world.profile.whenReady.wait, {
      predicate: 'set-has-event',
      on: ref,
      cancellable,
      next: 'set-event',
    });
  };

/** A wait on a set has ended, by an event or a cancel. Where several members have one, somebody has to say which. */
export const setWoke = (
  world: World,
  thread: ThreadState,
  next: 'set-deliver' | 'loop-deliver',
): Event => {
  const set = thread.operand;
  count(world, thread, set, -1);
  if (thread.cancelled) return CANCELLED;
  return pick(world, thread, set, next);
};

export type Event = {
  readonly code: number;
  readonly index: number;
  readonly payload: number;
} | null;

const NONE = { code: CODES.none, index: 0, payload: 0 };
const CANCELLED = { code: CODES.cancelled, index: 0, payload: 0 };

/** The event of a member; null where somebody has to say which. Who did not look again may find none. */
const pick = (
  world: World,
  thread: ThreadState,
  set: Ref,
  next: 'set-deliver' | 'loop-deliver',
): Event => {
  const { state } = world;
  const ready = state.sets[set]!.members.filter(
    (ref) => (state.waitables[ref]?.event ?? 'none') !== 'none',
  );
  if (ready.length === 0) return NONE;
  if (ready.length === 1) {
    const only = state.waitables[ready[0]!]!;
    const dropped = only.event === 'dropped' && only.kind !== 'subtask';
    const event = deliver(world, thread, ready[0]!);
    if (dropped && !keeps(world, 'set-event-ends-end')) only.state = 'idle';
    return event;
  }
  const options = ready.toSorted((a, b) => state.waitables[a]!.index - state.waitables[b]!.index);
  thread.next = next;
  ask(world, { kind: 'deliver', thread: refOf(world, thread), options });
  return null;
};

/** Hands an event to core code: its payloads, and its code as the result. */
export const giveEvent = (world: World, thread: ThreadState, event: Event): void => {
  if (event === null) return;
  const { p1, p2 } = codeOf(world, thread);
  p1(world, thread, event.index);
  p2(world, thread, event.payload);
  give(world, thread, event.code);
};

/** `waitable-set.poll`: never parks. */
export const setPoll =
  (set: Evaluate, cancellable: boolean): Run =>
  (world, thread) => {
    const index = set(world, thread);
    const ref = lookUp(world, thread, index, SET, 'not-a-waitable-set');
    if (ref < 0) return 'stop';
    if (!keeps(world, 'poll-runs-on') && thread.operand !== POLLED) {
      const signal = waitUntil(world, thread, 'park', {
        predicate: 'always',
        next: 'core',
        operand: POLLED,
      });
      // Core code comes to the poll once more.
      thread.at -= 1;
      return signal;
    }
    if (thread.operand === POLLED) thread.operand = -1;
    const event: Event = deliverPendingCancel(world, thread, cancellable)
      ? CANCELLED
      : setHasEvent(world.state, ref)
        ? pick(world, thread, ref, 'set-deliver')
        : NONE;
    if (event === null) return 'stop';
    const instance = nameOf(world, thread.instance);
    tell(world, { kind: 'polled', thread: thread.name, instance, set: index, code: event.code });
    giveEvent(world, thread, event);
    return 'go';
  };

/** What marks a thread that comes back to its poll. */
const POLLED = -2;

export const setDrop =
  (set: Evaluate): Run =>
  (world, thread) => {
    const index = set(world, thread);
    const ref = lookUp(world, thread, index, SET, 'not-a-waitable-set');
    if (ref < 0) return 'stop';
    const { members, waiting } = world.state.sets[ref]!;
    if (members.length > 0) return trapIn(world, thread, 'set-not-empty');
    if (waiting > 0 && countsWaiters(world, ref)) return trapIn(world, thread, 'set-has-waiters');
    removeHandle(instanceStateOf(world, thread), index);
    release(world.state.sets, ref);
    tell(world, { kind: 'dropped', instance: nameOf(world, thread.instance), handle: index });
    return 'go';
  };

const countsWaiters = (world: World, set: Ref): boolean =>
  keeps(world, 'waiters-counted') ||
  world.state.threads.some((thread) => thread?.on === set && thread.predicate === 'set-has-event');

export const waitableJoin =
  (waitable: Evaluate, set: Evaluate): Run =>
  (world, thread) => {
    const index = waitable(world, thread);
    const into = set(world, thread);
    const found = waitableAt(world, thread, index, 'not-a-waitable');
    if (found === null) return 'stop';
    if (found.syncWaiter && keeps(world, 'roles-exclusive'))
      return trapIn(world, thread, 'sync-waiter');
    const home = into === 0 ? -1 : lookUp(world, thread, into, SET, 'not-a-waitable-set');
    if (into !== 0 && home < 0) return 'stop';
    join(world, refOfHandle(world, thread, index), home, into);
    return 'go';
  };
