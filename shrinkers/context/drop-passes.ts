import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { leavingOut, type Pass } from '../pass.ts';
import { editOperation } from './bodies.ts';
import { scenarioPass } from './scenario-pass.ts';

const dropTask = scenarioPass(
  'drop-task',
  'leaves one task out, with all that is done to it',
  function* (scenario) {
    if (scenario.tasks.length === 1) return;
    for (const { id } of scenario.tasks) yield withoutTask(scenario, id);
  },
);

/** The scenario without a task, and without calls, cancels and waits that are about it. */
export const withoutTask = (scenario: Scenario, id: string): Scenario => {
  const about = (operation: Operation): boolean =>
    ('task' in operation && operation.task === id) ||
    ('subtask' in operation && operation.subtask === id) ||
    ('waitable' in operation && operation.waitable === id);
  const clean = (body: readonly Operation[]): readonly Operation[] =>
    body
      .filter((operation) => !about(operation))
      .map((operation) =>
        operation.op === 'call' ? { ...operation, body: clean(operation.body) } : operation,
      );
  return {
    ...scenario,
    tasks: scenario.tasks
      .filter((task) => task.id !== id)
      .map((task) => ({ ...task, body: clean(task.body) })),
    signallers: scenario.signallers.map((signaller) => ({
      ...signaller,
      signals: signaller.signals.filter(
        (signal) => typeof signal === 'string' || signal.cancel !== id,
      ),
    })),
  };
};

const dropSignaller = scenarioPass(
  'drop-signaller',
  'leaves one host thread out',
  function* (scenario) {
    for (const i of scenario.signallers.keys()) {
      yield { ...scenario, signallers: scenario.signallers.toSpliced(i, 1) };
    }
  },
);

const dropOperations = (scenario: Scenario): Iterable<Scenario> =>
  editOperation(scenario, () => [[]]);

const dropOperation = scenarioPass(
  'drop-operation',
  'leaves one operation out, a call with all that is in it',
  dropOperations,
);

function* dropSignals(scenario: Scenario): Iterable<Scenario> {
  for (const [i, signaller] of scenario.signallers.entries()) {
    for (const j of signaller.signals.keys()) {
      const shorter = { ...signaller, signals: signaller.signals.toSpliced(j, 1) };
      yield { ...scenario, signallers: scenario.signallers.toSpliced(i, 1, shorter) };
    }
  }
}

const dropSignal = scenarioPass('drop-signal', 'leaves one signal out', dropSignals);

export const dropTwo: Pass<Scenario> = leavingOut(
  scenarioPass(
    'drop-two',
    'leaves out two of the operations and signals at once: one often makes up for the other',
    function* (scenario) {
      const one = (from: Scenario): readonly Scenario[] => [
        ...dropOperations(from),
        ...dropSignals(from),
      ];
      for (const smaller of one(scenario)) yield* one(smaller);
    },
  ),
);

const dropName = scenarioPass(
  'drop-name',
  'leaves out an executor, set or waitable; a name that is in use does not go',
  function* (scenario) {
    for (const i of scenario.executors.keys()) {
      if (scenario.executors.length > 1)
        yield { ...scenario, executors: scenario.executors.toSpliced(i, 1) };
    }
    for (const i of scenario.sets.keys())
      yield { ...scenario, sets: scenario.sets.toSpliced(i, 1) };
    const { locks, ...rest } = scenario;
    if (locks !== undefined) {
      if (locks.length === 0) yield rest;
      for (const i of locks.keys()) yield { ...scenario, locks: locks.toSpliced(i, 1) };
    }
    for (const [i, name] of scenario.waitables.entries()) {
      yield {
        ...scenario,
        waitables: scenario.waitables.toSpliced(i, 1),
        sets: scenario.sets.map(({ id, members }) => ({
          id,
          members: members.filter((member) => member !== name),
        })),
      };
    }
  },
);

const dropMember = scenarioPass(
  'drop-member',
  'takes a waitable out of its first set',
  function* (scenario) {
    for (const [i, set] of scenario.sets.entries()) {
      for (const j of set.members.keys()) {
        const smaller = { ...set, members: set.members.toSpliced(j, 1) };
        yield { ...scenario, sets: scenario.sets.toSpliced(i, 1, smaller) };
      }
    }
  },
);

/** What leaves something out, largest first. */
export const dropPasses: readonly Pass<Scenario>[] = [
  dropTask,
  dropSignaller,
  dropOperation,
  dropSignal,
].map(leavingOut);

/** What leaves out the names that are left over. */
export const namePasses: readonly Pass<Scenario>[] = [dropName, dropMember];
