import type { Scenario } from '../../model/context/scenario.ts';
import { mapBody } from './bodies.ts';

/** The scenario with every id replaced. */
export const rename = (scenario: Scenario, name: (id: string) => string): Scenario => ({
  ...scenario,
  executors: scenario.executors.map(name),
  waitables: scenario.waitables.map(name),
  sets: scenario.sets.map(({ id, members }) => ({ id: name(id), members: members.map(name) })),
  ...(scenario.locks === undefined ? {} : { locks: scenario.locks.map(name) }),
  tasks: scenario.tasks.map((task) => ({
    ...task,
    id: name(task.id),
    executor: name(task.executor),
    ...(task.store === undefined ? {} : { store: name(task.store) }),
    body: mapBody(task.body, (operation) => ({
      ...operation,
      ...('set' in operation ? { set: name(operation.set) } : {}),
      ...('waitable' in operation ? { waitable: name(operation.waitable) } : {}),
      ...('task' in operation ? { task: name(operation.task) } : {}),
      ...('subtask' in operation ? { subtask: name(operation.subtask) } : {}),
      ...('lock' in operation ? { lock: name(operation.lock) } : {}),
    })),
  })),
  signallers: scenario.signallers.map(({ id, signals }) => ({
    id: name(id),
    signals: signals.map((signal) =>
      typeof signal === 'string' ? name(signal) : { cancel: name(signal.cancel) },
    ),
  })),
});
