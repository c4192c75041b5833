import type { Scenario } from '../../model/context/scenario.ts';
import { mapBody } from './bodies.ts';

/** The scenario with every id replaced. */
export const rename = (scenario: Scenario, name: (id: string) => string): Scenario => ({
  ...scenario,
  executors: scenario.executors.map(name),
  waitables: scenario.waitables.map(name),
  sets: scenario.sets.map(({ id, members }) => ({ id: name(id), members: members.map(name) })),
  tasks: scenario.tasks.map((task) => ({
    ...task,
    id: name(task.id),
    executor: name(task.executor),
    body: mapBody(task.body, (operation) => ({
      ...operation,
      ...('set' in operation ? { set: name(operation.set) } : {}),
      ...('waitable' in operation ? { waitable: name(operation.waitable) } : {}),
    })),
  })),
  signallers: scenario.signallers.map(({ id, signals }) => ({
    id: name(id),
    signals: signals.map(name),
  })),
});
