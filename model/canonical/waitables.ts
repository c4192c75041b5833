import { keeps } from './rules.ts';
import type { Ref, SubtaskState, ThreadState, WaitableState } from './state.ts';
import { waitsForSet, wake } from './waking.ts';
import { nameOf, tell, type World } from './world.ts';

/** The one place where a waitable gets an event: whoever waits for it may be ready from here on. */
export const signal = (
  world: World,
  waitable: WaitableState,
  event: Exclude<WaitableState['event'], 'none'>,
): void => {
  waitable.event = event;
  tell(world, {
    kind: 'signalled',
    instance: nameOf(world, waitable.instance),
    handle: waitable.index,
    event,
  });
  const ref = world.state.waitables.indexOf(waitable);
  const ofSet = waitsForSet(waitable.set);
  wake(
    world,
    'event',
    (thread) => ofSet(thread) || (thread.predicate === 'own-event' && thread.on === ref),
  );
};

/** Moves a waitable to a set, or out of all; its event goes with it, so that a waiter there may be ready. */
export const join = (world: World, ref: Ref, set: Ref, index: number): void => {
  leaveSet(world, ref);
  const waitable = world.state.waitables[ref]!;
  waitable.set = set;
  if (set >= 0) world.state.sets[set]!.members.push(ref);
  tell(world, {
    kind: 'joined',
    instance: nameOf(world, waitable.instance),
    handle: waitable.index,
    set: index,
  });
  if (waitable.event !== 'none') wake(world, 'join', waitsForSet(set));
};

/** Takes a waitable out of its set. */
export const leaveSet = (world: World, ref: Ref): void => {
  const waitable = world.state.waitables[ref]!;
  if (waitable.set < 0) return;
  const { members } = world.state.sets[waitable.set]!;
  members.splice(members.indexOf(ref), 1);
  waitable.set = -1;
  const instance = nameOf(world, waitable.instance);
  tell(world, { kind: 'left-set', instance, handle: waitable.index });
};

/** The codes of events, as core code sees them. */
export const CODES = {
  none: 0,
  subtask: 1,
  'stream-read': 2,
  'stream-write': 3,
  'future-read': 4,
  'future-write': 5,
  cancelled: 6,
} as const;

const RESULTS = {
  progress: 0,
  copied: 0,
  completed: 0,
  dropped: 1,
  cancelled: 2,
  none: 0,
} as const;

/** What a waitable has to tell, and what that does to it: the only place where an event is consumed. */
export const consume = (
  world: World,
  ref: Ref,
): { readonly code: number; readonly index: number; readonly payload: number } => {
  const { state } = world;
  const waitable = state.waitables[ref]!;
  const { event, index } = waitable;
  waitable.event = 'none';
  if (waitable.kind === 'subtask') {
    if (waitable.state >= 2) deliverResolution(world, waitable);
    return { code: CODES.subtask, index, payload: waitable.state };
  }
  const channel = state.channels[waitable.channel]!;
  // Until here, more could have been copied into it.
  const reclaims = event === 'copied' && channel.pending === ref;
  if (reclaims && keeps(world, 'delivery-reclaims')) channel.pending = -1;
  const ends =
    event === 'dropped' || (channel.future && (event === 'completed' || event === 'copied'));
  // The drop of its peer is told to an end that has no copy as well, and leaves it as it is.
  if (waitable.state !== 'idle' || event !== 'dropped') waitable.state = ends ? 'done' : 'idle';
  const result = RESULTS[event];
  const reads = waitable.kind === 'readable';
  return channel.future
    ? { code: reads ? CODES['future-read'] : CODES['future-write'], index, payload: result }
    : {
        code: reads ? CODES['stream-read'] : CODES['stream-write'],
        index,
        payload: result | (waitable.progress << 4),
      };
};

/** The caller knows that its subtask has resolved: what it lent is its own again. */
export const deliverResolution = ({ state }: World, subtask: SubtaskState): void => {
  for (const lender of subtask.lenders) state.resources[lender]!.lends -= 1;
  subtask.lenders = [];
  subtask.delivered = true;
};

/** Hands an event to a thread. */
export const deliver = (
  world: World,
  thread: ThreadState,
  ref: Ref,
): ReturnType<typeof consume> => {
  const event = consume(world, ref);
  const { code, index, payload } = event;
  const instance = nameOf(world, thread.instance);
  tell(world, { kind: 'delivered', thread: thread.name, instance, handle: index, code, payload });
  return event;
};

/** Counts a thread among those that wait on a set, or no longer. */
export const count = (world: World, thread: ThreadState, set: Ref, by: 1 | -1): void => {
  world.state.sets[set]!.waiting += by;
  tell(world, {
    kind: by === 1 ? 'registered' : 'deregistered',
    thread: thread.name,
    instance: nameOf(world, thread.instance),
    set,
  });
};
