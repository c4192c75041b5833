import { keeps } from './rules.ts';
import type { ThreadState } from './state.ts';
import { callableOf, trapIn, type World } from './world.ts';

/** Whether a thread is of a task that may block: one of an async type, or that has resolved. */
export const mayBlock = (world: World, thread: ThreadState): boolean => {
  const task = world.state.tasks[thread.task];
  return !task || task.state === 'resolved' || callableOf(world, task).signature.async;
};

/** Under the eager rule, what could block traps before anything else is looked at. */
export const mayNotBlock = (world: World, thread: ThreadState): boolean => {
  const task = world.state.tasks[thread.task];
  const inCallback = task && callableOf(world, task).abi === 'callback';
  const eager = world.profile.blockRule === 'eager' || !keeps(world, 'guard-looks-first');
  const refused =
    (inCallback && !keeps(world, 'callback-may-wait')) || (eager && !mayBlock(world, thread));
  return refused && trapIn(world, thread, 'cannot-block') === 'stop';
};
