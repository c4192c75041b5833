import { requestCancellation } from '../cancel.ts';
import { cancelHostCall } from '../host-calls.ts';
import { mayNotBlock } from '../blocking.ts';
import type { Evaluate, Run } from '../program.ts';
import { keeps } from '../rules.ts';
import { release, type SubtaskState, type ThreadState } from '../state.ts';
import { refOfHandle, removeHandle, waitableAt } from '../tables.ts';
import { waitUntil } from '../threads.ts';
import type { RunBare } from '../values.ts';
import { deliver, leaveSet } from '../waitables.ts';
import { fault, give, instanceStateOf, nameOf, tell, trapIn, type World } from '../world.ts';

const subtaskAt = (world: World, thread: ThreadState, index: number): SubtaskState | null => {
  const found = waitableAt(world, thread, index, 'not-a-subtask');
  if (found === null || found.kind === 'subtask') return found;
  trapIn(world, thread, 'not-a-subtask');
  return null;
};

/** `subtask.cancel`: the callee may run on top of the native stack, before its caller goes on. */
export const subtaskCancel =
  (handle: Evaluate, async: boolean, runBare: RunBare): Run =>
  (world, thread) => {
    if (!async && mayNotBlock(world, thread)) return 'stop';
    const index = handle(world, thread);
    const subtask = subtaskAt(world, thread, index);
    if (subtask === null) return 'stop';
    const over = subtask.state >= 2 && !keeps(world, 'end-is-not-delivery');
    if (subtask.delivered || over) return trapIn(world, thread, 'terminal-delivered');
    if (subtask.requested) return trapIn(world, thread, 'cancel-requested');
    if (subtask.set >= 0 && !async) return trapIn(world, thread, 'sync-in-set');
    const ref = refOfHandle(world, thread, index);
    if (subtask.state >= 2) return give(world, thread, deliver(world, thread, ref).payload);
    subtask.requested = true;
    thread.next = 'cancel-returned';
    thread.operand = ref;
    if (subtask.host) cancelHostCall(world, subtask.callee, thread.instance, runBare);
    else requestCancellation(world, subtask.callee, thread.instance);
    return 'stop';
  };

const BLOCKED = -1;

/** The callee has had its turn: it has resolved, or the caller waits or goes on without. */
export const cancelReturned = (world: World, thread: ThreadState, async: boolean): void => {
  const ref = thread.operand;
  const subtask = world.state.waitables[ref] as SubtaskState;
  thread.next = 'core';
  if (subtask.state >= 2) give(world, thread, deliver(world, thread, ref).payload);
  else if (async) give(world, thread, BLOCKED);
  else {
    subtask.syncWaiter = true;
    // An event is no resolution where it tells of the start.
    const resolves = world.profile.subtaskCancelWakes === 'resolution';
    waitUntil(world, thread, world.profile.whenReady.wait, {
      predicate: resolves ? 'subtask-resolved' : 'own-event',
      on: ref,
      next: 'own-event',
    });
  }
};

/** The event that a sync operation has waited for is there. */
export const ownEvent = (world: World, thread: ThreadState): void => {
  const ref = thread.operand;
  const waitable = world.state.waitables[ref]!;
  waitable.syncWaiter = false;
  thread.next = 'core';
  if (waitable.kind === 'subtask' && waitable.state < 2) fault(world, 'cancel-woken-by-start');
  else {
    const dropped = waitable.event === 'dropped' && waitable.kind !== 'subtask';
    give(world, thread, deliver(world, thread, ref).payload);
    if (dropped && !keeps(world, 'sync-wake-ends-end')) waitable.state = 'idle';
  }
};

export const subtaskDrop =
  (handle: Evaluate): Run =>
  (world, thread) => {
    const index = handle(world, thread);
    const subtask = subtaskAt(world, thread, index);
    if (subtask === null) return 'stop';
    if (!subtask.delivered) return trapIn(world, thread, 'subtask-unresolved');
    const ref = refOfHandle(world, thread, index);
    leaveSet(world, ref);
    removeHandle(instanceStateOf(world, thread), index);
    release(world.state.waitables, ref);
    tell(world, { kind: 'dropped', instance: nameOf(world, thread.instance), handle: index });
    return 'go';
  };
