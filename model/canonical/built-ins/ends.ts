import { beginCopy, cancelPending, dropChannel, turnIntoCancel } from '../copies.ts';
import { mayNotBlock } from '../blocking.ts';
import type { Evaluate, Run } from '../program.ts';
import { keeps } from '../rules.ts';
import { allocate, release, type EndState, type ThreadState } from '../state.ts';
import { refOfHandle, removeHandle, waitableAt } from '../tables.ts';
import { waitUntil } from '../threads.ts';
import { newEnd } from '../values.ts';
import { deliver, leaveSet, signal } from '../waitables.ts';
import {
  codeOf,
  endName,
  give,
  instanceStateOf,
  isDead,
  nameOf,
  tell,
  trapIn,
  type World,
} from '../world.ts';

/** Which end a built-in is for. */
export interface EndKind {
  readonly kind: EndState['kind'];
  readonly future: boolean;
  readonly element: number;
}

export const endsNew =
  (future: boolean, element: number): Run =>
  (world, thread) => {
    const channel = allocate(world.state.channels, {
      future,
      element,
      dropped: false,
      pending: -1,
      hostEnd: -1,
    });
    const { p1, p2 } = codeOf(world, thread);
    p1(world, thread, newEnd(world, thread.instance, channel, 'readable', -1));
    p2(world, thread, newEnd(world, thread.instance, channel, 'writable', -1));
    return 'go';
  };

/** The end behind a handle, if it is of this kind; null, and then the run is over. */
const endAt = (
  world: World,
  thread: ThreadState,
  index: number,
  { kind, future, element }: EndKind,
): EndState | null => {
  const found = waitableAt(world, thread, index, 'not-the-end');
  if (found === null) return null;
  const channel = found.kind === kind ? world.state.channels[found.channel]! : null;
  if (channel === null || channel.future !== future) trapIn(world, thread, 'not-the-end');
  else if (channel.element !== element) trapIn(world, thread, 'element-type-differs');
  return isDead(world) ? null : (found as EndState);
};

const BLOCKED = -1;

interface Copy extends EndKind {
  readonly end: Evaluate;
  readonly cell: Evaluate;
  readonly count: Evaluate;
  readonly async: boolean;
}

/** Reads and writes of streams and futures. */
export const copy =
  (operation: Copy): Run =>
  (world, thread) => {
    const { async } = operation;
    if (!async && mayNotBlock(world, thread)) return 'stop';
    const index = operation.end(world, thread);
    const cell = operation.cell(world, thread);
    const length = operation.count(world, thread);
    const end = endAt(world, thread, index, operation);
    if (end === null) return 'stop';
    if (end.state !== 'idle' && (end.state === 'done' || keeps(world, 'one-copy-at-a-time'))) {
      const done = end.state === 'done' && keeps(world, 'done-before-busy');
      return trapIn(world, thread, done ? 'end-done' : 'end-busy');
    }
    if (end.set >= 0 && !async && world.profile.syncInSet === 'traps') {
      return trapIn(world, thread, 'sync-in-set');
    }
    if (!fits(world, thread, operation.element, cell, length)) return 'stop';
    end.cell = cell;
    end.length = length;
    end.progress = 0;
    const ref = refOfHandle(world, thread, index);
    // What it was told of a drop is not of this copy, and stays.
    const told = world.profile.idleDrop === 'event' && end.event !== 'none';
    beginCopy(world, ref);
    if (isDead(world)) return 'stop';
    const next = settle(world, thread, ref, async && keeps(world, 'async-copy-runs-on'));
    if (told) signal(world, end, 'dropped');
    return next;
  };

const fits = (
  world: World,
  thread: ThreadState,
  element: number,
  cell: number,
  length: number,
): boolean => {
  if (length < 0 || length > world.profile.limits.buffer) {
    trapIn(world, thread, 'buffer-too-long');
    return false;
  }
  const { unit } = world.program.elements[element]!;
  const { memory } = instanceStateOf(world, thread);
  if (unit || length === 0 || (cell >= 0 && cell + length <= memory.length)) return true;
  trapIn(world, thread, 'buffer-out-of-bounds');
  return false;
};

/** Gives the event of an operation if it is there already, or blocks. */
const settle = (world: World, thread: ThreadState, ref: number, async: boolean): 'go' | 'stop' => {
  const end = world.state.waitables[ref]!;
  if (end.event !== 'none') {
    give(world, thread, deliver(world, thread, ref).payload);
    return 'go';
  }
  if (async) return give(world, thread, BLOCKED);
  if (end.set >= 0 && world.profile.syncInSet === 'if-blocked') {
    return trapIn(world, thread, 'sync-in-set');
  }
  end.syncWaiter = true;
  return waitUntil(world, thread, world.profile.whenReady.wait, {
    predicate: 'own-event',
    on: ref,
    next: 'own-event',
  });
};

interface Cancel extends EndKind {
  readonly end: Evaluate;
  readonly async: boolean;
}

export const cancelCopy =
  (operation: Cancel): Run =>
  (world, thread) => {
    const { async } = operation;
    if (!async && mayNotBlock(world, thread)) return 'stop';
    const index = operation.end(world, thread);
    const end = endAt(world, thread, index, operation);
    if (end === null) return 'stop';
    if (end.state !== 'copying') return trapIn(world, thread, 'not-copying');
    if (end.syncWaiter) return trapIn(world, thread, 'cancel-sync-waiter');
    if (end.set >= 0 && !async) return trapIn(world, thread, 'sync-in-set');
    end.state = 'cancelling';
    const ref = refOfHandle(world, thread, index);
    tell(world, { kind: 'cancel-begun', end: endName(world, end) });
    if (end.event !== 'none' && !keeps(world, 'event-before-cancel')) {
      end.event = 'cancelled';
      end.progress = 0;
    }
    if (end.event === 'none') cancelPending(world, end.channel);
    else if (!operation.future && world.profile.cancelAfterPartial === 'cancelled') {
      turnIntoCancel(world, ref);
    }
    const told = end.event !== 'none';
    const next = settle(world, thread, ref, async);
    const kept = told ? keeps(world, 'cancel-ends-end') : keeps(world, 'blocked-cancel-goes-on');
    if (!kept && (told || async)) end.state = 'idle';
    return next;
  };

export const dropEnd =
  (operation: EndKind & { readonly end: Evaluate }): Run =>
  (world, thread) => {
    const index = operation.end(world, thread);
    const end = endAt(world, thread, index, operation);
    if (end === null) return 'stop';
    const busy = end.state === 'copying' || end.state === 'cancelling';
    if (operation.future && end.kind === 'writable' && end.state !== 'done') {
      return trapIn(world, thread, 'future-unwritten');
    }
    if (busy) return trapIn(world, thread, 'drop-busy');
    const ref = refOfHandle(world, thread, index);
    dropChannel(world, end);
    if (keeps(world, 'drop-leaves-set')) leaveSet(world, ref);
    removeHandle(instanceStateOf(world, thread), index);
    release(world.state.waitables, ref);
    tell(world, { kind: 'dropped', instance: nameOf(world, thread.instance), handle: index });
    return 'go';
  };
