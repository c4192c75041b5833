import type { View } from '../machine.ts';
import { frameName } from './frames.ts';
import type { Program } from './program.ts';
import type { Rules } from './rules.ts';
import type { State, TaskStatus } from './state.ts';

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(' '));

/** Whether a task sleeps; that it is ready or running is plain from who moves. */
const SLEEP: Readonly<Record<TaskStatus, string>> = {
  ready: 'no',
  running: 'no',
  parked: 'parked',
  blocking: 'parked, its executor held',
  ended: 'no',
};

/** Facts: sets, waitables, who sleeps. Details: frames, and what the runtime remembers of them. */
export const viewOf = (program: Program, rules: Rules, state: State): View => {
  const taskId = (task: number): string => program.tasks[task]!.id;
  const perTask = rules.runtime.bookkeeping.per === 'task';
  const facts: Record<string, Record<string, string>> = {};
  const details: Record<string, Record<string, string>> = {};
  for (const [set, id] of program.sets.entries()) {
    const members = program.waitables.filter((_, i) => state.waitables[i]!.home === set);
    facts[id] = { members: list(members), waiters: list(state.sets[set]!.map(taskId)) };
  }
  for (const [i, id] of program.waitables.entries()) {
    const { event, waiter } = state.waitables[i]!;
    facts[id] = { event: event ? 'pending' : 'none', waiter: waiter < 0 ? 'none' : taskId(waiter) };
  }
  for (const [i, { id }] of program.tasks.entries()) {
    const { status, token, frames, remembered } = state.tasks[i]!;
    facts[id] = { asleep: SLEEP[status], token: token ? 'set' : 'none' };
    details[id] = {
      frames:
        frames.map(({ body }) => frameName(program.bodies[body]!.frame)).join(' > ') || 'none',
      ...(perTask ? { remembers: remembered } : {}),
    };
  }
  facts['run'] = { over: state.over };
  if (!perTask) details['store'] = { remembers: state.store };
  return { facts, details };
};
