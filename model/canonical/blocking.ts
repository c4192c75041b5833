import type { ThreadState } from './state.ts';
import { trapIn, type World } from './world.ts';

/** Whether a thread is of a task that may block: one of an async type, or that has resolved. */
export const mayBlock = ({ state, program }: World, thread: ThreadState): boolean => {
  const task = state.tasks[thread.task];
  return !task || task.state === 'resolved' || program.callables[task.callable]!.signature.async;
};

/** Under the eager rule, what could block traps before anything else is looked at. */
export const mayNotBlock = (world: World, thread: ThreadState): boolean =>
  world.profile.blockRule === 'eager' &&
  !mayBlock(world, thread) &&
  trapIn(world, thread, 'cannot-block') === 'stop';
