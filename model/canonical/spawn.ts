import type { Func } from './program.ts';
import { allocate, type Ref, type ThreadState } from './state.ts';
import { addSlot, removeSlot } from './tables.ts';
import { waitsForLock, wake } from './waking.ts';
import { tell, trapIn, taskOf, type World } from './world.ts';

/** A new thread, which has not run: suspended, and in no table. */
export const newThread = (
  world: World,
  thread: Pick<ThreadState, 'name' | 'instance' | 'task' | 'implicit' | 'next'>,
): Ref => allocate(world.state.threads, bareThread(thread));

export const bareThread = (
  thread: Pick<ThreadState, 'name' | 'instance' | 'task' | 'implicit' | 'next'>,
): ThreadState => ({
  name: thread.name,
  instance: thread.instance,
  task: thread.task,
  implicit: thread.implicit,
  mode: 'suspended',
  predicate: 'none',
  on: -1,
  cancellable: false,
  index: 0,
  slot0: 0,
  slot1: 0,
  func: -1,
  at: 0,
  locals: [],
  next: thread.next,
  registered: false,
  woken: false,
  cancelled: false,
  operand: -1,
});

/** The locals of a function as it begins: its arguments, and zeros. */
export const localsOf = (count: number, args: readonly number[]): number[] => {
  const locals: number[] = [];
  for (let i = 0; i < count; i += 1) locals.push(args[i] ?? 0);
  return locals;
};

/** The thread begins a core function. */
export const beginFunction = (
  world: World,
  thread: ThreadState,
  func: number,
  args: readonly number[],
): 'stop' => {
  const { locals }: Func = world.program.functions[func]!;
  thread.func = func;
  thread.at = 0;
  thread.locals = localsOf(locals, args);
  thread.next = 'core';
  return 'stop';
};

/** Enters a thread in the table of its instance and the list of its task. */
export const register = (world: World, ref: Ref): void => {
  const { state } = world;
  const thread = state.threads[ref]!;
  taskOf(world, thread).threads.push(ref);
  const table = state.instances[thread.instance]!.threads;
  thread.index = addSlot(world, table, ref + 1, thread.instance);
};

/** Takes a thread out again. The last of a task may not go before the task has resolved. */
export const unregister = (world: World, ref: Ref): void => {
  const { state } = world;
  const thread = state.threads[ref]!;
  const task = taskOf(world, thread);
  task.threads.splice(task.threads.indexOf(ref), 1);
  if (task.threads.length === 0 && task.state !== 'resolved') {
    trapIn(world, thread, 'unresolved');
    return;
  }
  removeSlot(state.instances[thread.instance]!.threads, thread.index);
  thread.index = 0;
};

export const takeLock = (world: World, thread: ThreadState, ref: Ref): void => {
  world.state.instances[thread.instance]!.exclusive = ref;
  tell(world, {
    kind: 'locked',
    task: taskOf(world, thread).name,
    lock: world.program.instances[thread.instance]!.id,
  });
};

/** The one place where a lock is freed: callbacks and the gate may go on from here. */
export const releaseLock = (world: World, thread: ThreadState): void => {
  world.state.instances[thread.instance]!.exclusive = -1;
  tell(world, {
    kind: 'unlocked',
    task: taskOf(world, thread).name,
    lock: world.program.instances[thread.instance]!.id,
  });
  wake(world, 'unlock', waitsForLock(thread.instance));
};

export const needsLock = (world: World, thread: ThreadState): boolean =>
  taskOf(world, thread).exclusive;
