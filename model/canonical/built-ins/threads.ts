import { mayNotBlock } from '../blocking.ts';
import type { Evaluate, Run } from '../program.ts';
import { mayGoOn } from '../readiness.ts';
import { keeps } from '../rules.ts';
import { beginFunction, newThread, register } from '../spawn.ts';
import type { Ref, ThreadState } from '../state.ts';
import {
  deliverPendingCancel,
  resumeLater as makeReady,
  suspend as suspendThread,
  switchTo,
  waitUntil,
} from '../threads.ts';
import { give, instanceStateOf, taskOf, tell, trapIn, type World } from '../world.ts';

export const threadIndex: Run = (world, thread) => give(world, thread, thread.index);

/** `thread.new-indirect`: a thread of the same task, suspended. */
export const threadNew =
  (index: Evaluate, argument: Evaluate): Run =>
  (world, thread) => {
    const { table } = world.program.instances[thread.instance]!;
    const func = table[index(world, thread)] ?? -1;
    const arg = argument(world, thread);
    if (func < 0) return trapIn(world, thread, 'undefined-element');
    if (world.program.functions[func]!.params !== 1) {
      return trapIn(world, thread, 'signature-differs');
    }
    const task = taskOf(world, thread);
    const { task: ref, instance } = thread;
    const made = newThread(world, {
      name: '',
      instance,
      task: ref,
      implicit: false,
      next: 'core',
    });
    const fresh = world.state.threads[made]!;
    beginFunction(world, fresh, func, [arg]);
    register(world, made);
    fresh.name = `${task.name}/${fresh.index}`;
    tell(world, { kind: 'spawned', task: task.name, thread: fresh.name });
    return give(world, thread, fresh.index);
  };

const threadAt = (world: World, thread: ThreadState, index: number): Ref => {
  const ref = (instanceStateOf(world, thread).threads.slots[index] ?? 0) - 1;
  if (ref < 0) trapIn(world, thread, 'unknown-handle');
  return ref;
};

const suspendedAt = (world: World, thread: ThreadState, index: number): Ref => {
  const ref = threadAt(world, thread, index);
  if (ref < 0 || world.state.threads[ref]!.mode === 'suspended') return ref;
  trapIn(world, thread, 'thread-not-suspended');
  return -1;
};

export const threadResumeLater =
  (target: Evaluate): Run =>
  (world, thread) => {
    const ref = suspendedAt(world, thread, target(world, thread));
    if (ref < 0) return 'stop';
    makeReady(world, world.state.threads[ref]!, thread);
    return 'go';
  };

export const threadSuspend =
  (cancellable: boolean): Run =>
  (world, thread) =>
    mayNotBlock(world, thread) ? 'stop' : suspendThread(world, thread, cancellable);

export const threadYield =
  (cancellable: boolean): Run =>
  (world, thread) =>
    yieldNow(world, thread, cancellable);

const yieldNow = (world: World, thread: ThreadState, cancellable: boolean): 'stop' =>
  waitUntil(world, thread, world.profile.whenReady.yield, {
    predicate: 'always',
    cancellable,
    next: 'parked',
  });

/** The `-then-resume` built-ins: the other thread has to be suspended, and runs instead. */
export const threadThenResume =
  (target: Evaluate, predicate: 'none' | 'always', cancellable: boolean): Run =>
  (world, thread) => {
    const ref = suspendedAt(world, thread, target(world, thread));
    if (ref < 0) return 'stop';
    thread.next = 'parked';
    if (deliverPendingCancel(world, thread, cancellable)) {
      thread.cancelled = true;
      return 'stop';
    }
    return switchTo(world, thread, ref, predicate, cancellable);
  };

/** The `-then-promote` built-ins: if the other thread is ready, it runs instead. */
export const threadThenPromote =
  (target: Evaluate, predicate: 'none' | 'always', cancellable: boolean): Run =>
  (world, thread) => {
    const ref = threadAt(world, thread, target(world, thread));
    if (ref < 0) return 'stop';
    thread.next = 'parked';
    const other = world.state.threads[ref]!;
    const ready = other.mode === 'waiting' && mayGoOn(world, other);
    if (ready && !keeps(world, 'promote-looks-first')) {
      other.mode = 'suspended';
      other.predicate = 'none';
    }
    // Before the other is touched: it would be lost if this thread went on.
    if (deliverPendingCancel(world, thread, cancellable)) {
      thread.cancelled = true;
      return 'stop';
    }
    if (ready) {
      return switchTo(world, thread, ref, predicate, cancellable);
    }
    if (predicate === 'always') return yieldNow(world, thread, cancellable);
    return suspendThread(world, thread, cancellable);
  };

/** A park of these has ended. */
export const parkEnded = (world: World, thread: ThreadState): void => {
  thread.next = 'core';
  give(world, thread, thread.cancelled ? 1 : 0);
};

export const contextGet =
  (slot: 0 | 1): Run =>
  (world, thread) =>
    give(world, thread, slot === 0 ? thread.slot0 : thread.slot1);

export const contextSet =
  (slot: 0 | 1, value: Evaluate): Run =>
  (world, thread) => {
    if (slot === 0) thread.slot0 = value(world, thread);
    else thread.slot1 = value(world, thread);
    return 'go';
  };
