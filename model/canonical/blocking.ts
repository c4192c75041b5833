import type { ThreadState } from './state.ts';
import { trapIn, type World } from './world.ts';

/** Under the eager rule, what could block traps before anything else is looked at. */
export const mayNotBlock = (world: World, thread: ThreadState): boolean => {
  if (world.profile.blockRule !== 'eager') return false;
  const task = world.state.tasks[thread.task];
  return (
    !!task &&
    task.state !== 'resolved' &&
    !world.program.callables[task.callable]!.signature.async &&
    trapIn(world, thread, 'cannot-block') === 'stop'
  );
};
