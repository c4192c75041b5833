import type { ContextEvent } from '../../model/context/events.ts';
import type { Operation, Scenario, Task } from '../../model/context/scenario.ts';
import { reference } from '../../model/runtimes/reference.ts';
import { domainOf, perform, scenario } from './context.ts';

const { machine } = domainOf(reference);

export const wait = (cancellable = false): Operation => ({ op: 'wait', set: 'ws1', cancellable });
export const poll: Operation = { op: 'poll', set: 'ws1', cancellable: true };
export const yields = (cancellable = true): Operation => ({ op: 'yield', cancellable });
export const lock: Operation = { op: 'lock', lock: 'l1' };
export const unlock: Operation = { op: 'unlock', lock: 'l1' };
export const cancel = (task: string): Operation => ({ op: 'cancel', task });
export const callOwn: Operation = { op: 'call-own', subtask: 't2' };
export const cancelSubtask: Operation = { op: 'cancel-subtask', subtask: 't2' };
export const drop: Operation = { op: 'drop', set: 'ws1' };
export const leave: Operation = { op: 'leave', waitable: 'w1' };
export const host = (...body: readonly Operation[]): Operation => ({
  op: 'call',
  frame: 'host',
  fibre: true,
  body,
});
export const locks = ['l1'];

export type Tasks = readonly (Partial<Task> & { readonly body: readonly Operation[] })[];

/** A scenario and a schedule, run: what happened, each event as its kind and what tells it from others. */
export const story = (
  tasks: Tasks,
  rest: Partial<Scenario>,
  schedule: string,
  ...kinds: readonly ContextEvent['kind'][]
): readonly string[] => {
  const subject = machine(scenario(tasks, { locks, ...rest }));
  const { events } = perform(subject, schedule.split(' '));
  return events.flatMap((event) => (kinds.includes(event.kind) ? [inShort(event)] : []));
};

const inShort = ({ kind, ...fields }: ContextEvent): string =>
  [kind, ...Object.values(fields).map(String)].join(' ');
