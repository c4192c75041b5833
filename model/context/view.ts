import type { View } from '../machine.ts';
import { frameName } from './frames.ts';
import type { Program } from './program.ts';
import type { Rules } from './rules.ts';
import type { State, TaskStatus } from './state.ts';

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(' '));

/** Whether a task sleeps; that it is ready or running is plain from who moves. */
const SLEEP: Readonly<Record<TaskStatus, string>> = {
  uncalled: 'no',
  ready: 'no',
  running: 'no',
  calling: 'no',
  parked: 'parked',
  blocking: 'parked, its executor held',
  ended: 'no',
};

/** The shared words of a set or waitable that are not 0. */
const words = ({ words: names }: Rules, values: readonly number[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name, i) => (values[i] === 0 ? [] : [[name, String(values[i])]])),
  );

/** Facts: sets, waitables, who sleeps. Details: frames, and what the runtime remembers of them. */
export const viewOf = (program: Program, rules: Rules, state: State): View => {
  const taskId = (task: number): string => program.tasks[task]!.id;
  const perTask = rules.runtime.bookkeeping.per === 'task';
  const facts: Record<string, Record<string, string>> = {};
  const details: Record<string, Record<string, string>> = {};
  for (const [set, id] of program.sets.entries()) {
    const members = program.waitables.filter((_, i) => state.waitables[i]!.home === set);
    const { waiters, dropped } = state.sets[set]!;
    facts[id] = {
      members: list(members),
      waiters: list(waiters.map(taskId)),
      ...(dropped ? { dropped: 'yes' } : {}),
      ...words(rules, state.words[set]!.values),
    };
  }
  for (const [i, id] of program.waitables.entries()) {
    const { event, waiter } = state.waitables[i]!;
    facts[id] = {
      event: event ? 'pending' : 'none',
      waiter: waiter < 0 ? 'none' : taskId(waiter),
      ...words(rules, state.words[program.sets.length + i]!.values),
    };
  }
  for (const [i, id] of program.locks.entries()) {
    const { holder } = state.locks[i]!;
    facts[id] = { held: holder < 0 ? 'none' : taskId(holder) };
  }
  for (const [i, { id }] of program.tasks.entries()) {
    const { status, token, frames, remembered, cancel } = state.tasks[i]!;
    // A subtask is a waitable, too.
    facts[id] = { ...facts[id], asleep: SLEEP[status], token: token ? 'set' : 'none', cancel };
    details[id] = {
      frames:
        frames.map(({ body }) => frameName(program.bodies[body]!.frame)).join(' > ') || 'none',
      ...(perTask ? { remembers: remembered } : {}),
    };
  }
  for (const [i, id] of program.stores.entries()) {
    const { over, remembered } = state.stores[i]!;
    facts[program.stores.length === 1 ? 'run' : id] = { over };
    if (!perTask) details[id] = { remembers: remembered };
  }
  return { facts, details };
};
