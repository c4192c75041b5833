import type { Operation, Scenario, Task } from '../../model/context/scenario.ts';
import type { Pass } from '../pass.ts';
import { allOperations, editOperation } from './bodies.ts';
import { withoutTask } from './drop-passes.ts';
import { freshId, scenarioPass } from './scenario-pass.ts';

const callPlainly = scenarioPass(
  'call-plainly',
  'calls a subtask as a frame, on the stack of its caller',
  function* (scenario) {
    for (const { id, frame, body } of scenario.tasks) {
      for (const inlined of editOperation(scenario, (operation) =>
        operation.op === 'call-own' && operation.subtask === id
          ? [[{ op: 'call', frame, body }], body]
          : [],
      )) {
        yield withoutTask(inlined, id);
      }
    }
  },
);

const hostSubtask = scenarioPass(
  'host-subtask',
  'lets a host thread signal a waitable instead of a subtask that ends',
  function* (scenario) {
    for (const { id } of scenario.tasks) {
      const plain = (body: readonly Operation[]): readonly Operation[] =>
        body.flatMap((operation): readonly Operation[] => {
          if (operation.op === 'call') return [{ ...operation, body: plain(operation.body) }];
          if (!('subtask' in operation) || operation.subtask !== id) return [operation];
          return operation.op === 'call-own' ? [] : [{ op: 'wait-one', waitable: id }];
        });
      if (!allOperations(scenario).some((each) => each.op === 'call-own' && each.subtask === id))
        continue;
      const tasks = scenario.tasks
        .filter((task) => task.id !== id)
        .map((task) => ({ ...task, body: plain(task.body) }));
      const waitables = [...scenario.waitables, id];
      const fresh = { id: freshId('s', scenario), signals: [id] };
      yield { ...scenario, tasks, waitables, signallers: [...scenario.signallers, fresh] };
    }
  },
);

const inTheStoreOfAll = ({ id, executor, frame, body }: Task): Task => ({
  id,
  executor,
  frame,
  body,
});

const oneStore = scenarioPass(
  'one-store',
  'lets a task live in the store of those that name none',
  function* (scenario) {
    for (const [i, { store, ...task }] of scenario.tasks.entries()) {
      if (store !== undefined) yield { ...scenario, tasks: scenario.tasks.toSpliced(i, 1, task) };
    }
    const apart = scenario.tasks.filter(({ store }) => store !== undefined);
    if (apart.length > 1) yield { ...scenario, tasks: scenario.tasks.map(inTheStoreOfAll) };
  },
);

const uncancellable = scenarioPass(
  'uncancellable',
  'lets an operation not be cancellable',
  function* (scenario) {
    yield* editOperation(scenario, (operation) => {
      if (!('cancellable' in operation)) return [];
      const { cancellable: _, ...plain } = operation;
      return [[plain]];
    });
  },
);

/** What does without subtasks, stores and cancellable operations. */
export const storePasses: readonly Pass<Scenario>[] = [
  callPlainly,
  hostSubtask,
  oneStore,
  uncancellable,
];
