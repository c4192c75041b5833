import type { View } from '../machine.ts';
import { frameName } from './frames.ts';
import type { Program } from './program.ts';
import type { Rules } from './rules.ts';
import type { State } from './state.ts';

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(' '));

/** The facts about a state: sets, waitables, tasks, executors, and what the runtime remembers. */
export const viewOf = (program: Program, rules: Rules, state: State): View => {
  const taskId = (task: number): string => program.tasks[task]!.id;
  const perTask = rules.runtime.bookkeeping.per === 'task';
  const facts: Record<string, Record<string, string>> = {};
  for (const [set, id] of program.sets.entries()) {
    const members = program.waitables.filter((_, i) => state.waitables[i]!.home === set);
    facts[id] = { members: list(members), waiters: list(state.sets[set]!.map(taskId)) };
  }
  for (const [i, id] of program.waitables.entries()) {
    const { event, waiter } = state.waitables[i]!;
    facts[id] = {
      event: event ? 'pending' : 'none',
      waiters: list(waiter < 0 ? [] : [taskId(waiter)]),
    };
  }
  for (const [i, { id }] of program.tasks.entries()) {
    const task = state.tasks[i]!;
    facts[id] = {
      status: task.status,
      frames:
        task.frames.map(({ body }) => frameName(program.bodies[body]!.frame)).join(' > ') || 'none',
      token: task.token ? 'set' : 'none',
      ...(perTask ? { remembers: task.remembered } : {}),
    };
  }
  for (const [i, id] of program.executors.entries()) {
    const { running, queue } = state.executors[i]!;
    facts[id] = { runs: running < 0 ? 'nobody' : taskId(running), ready: list(queue.map(taskId)) };
  }
  if (!perTask) facts['store'] = { remembers: state.store };
  return facts;
};
