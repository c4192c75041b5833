import { checkBodies } from './check-bodies.ts';
import { checkOwnership } from './check-ownership.ts';
import { unknown, type ScenarioProblem } from './scenario-problem.ts';
import type { Scenario } from './scenario.ts';

/** The first broken rule of a scenario of the right shape, or undefined. */
export const checkScenario = (scenario: Scenario): ScenarioProblem | undefined =>
  checkIds(scenario) ??
  checkMembers(scenario) ??
  checkSignallers(scenario) ??
  checkExecutors(scenario) ??
  checkBodies(scenario) ??
  checkOwnership(scenario);

const checkIds = (scenario: Scenario): ScenarioProblem | undefined => {
  const places: (readonly [string, string])[] = [
    ...scenario.executors.map((name, i) => [`executors[${i}]`, name] as const),
    ...scenario.waitables.map((name, i) => [`waitables[${i}]`, name] as const),
    ...scenario.sets.map((set, i) => [`sets[${i}].id`, set.id] as const),
    ...(scenario.locks ?? []).map((name, i) => [`locks[${i}]`, name] as const),
    ...scenario.tasks.map((task, i) => [`tasks[${i}].id`, task.id] as const),
    ...scenario.signallers.map((signaller, i) => [`signallers[${i}].id`, signaller.id] as const),
  ];
  const seen = new Map<string, string>();
  for (const [at, name] of places) {
    const first = seen.get(name);
    if (first !== undefined) return { at, problem: `\`${name}\` is the id of ${first} already` };
    seen.set(name, at);
  }
  for (const [i, { store }] of scenario.tasks.entries()) {
    const first = store === undefined ? undefined : seen.get(store);
    if (first !== undefined) {
      return { at: `tasks[${i}].store`, problem: `\`${store}\` is the id of ${first} already` };
    }
  }
  return undefined;
};

const checkMembers = (scenario: Scenario): ScenarioProblem | undefined => {
  const home = new Map<string, string>();
  for (const [i, set] of scenario.sets.entries()) {
    for (const [j, member] of set.members.entries()) {
      const at = `sets[${i}].members[${j}]`;
      const missing = unknown(at, 'waitable', member, scenario.waitables);
      if (missing) return missing;
      const other = home.get(member);
      if (other !== undefined) {
        return {
          at,
          problem: `\`${member}\` is in ${other} already, and a waitable is in at most one set`,
        };
      }
      home.set(member, set.id);
    }
  }
  return undefined;
};

const checkSignallers = (scenario: Scenario): ScenarioProblem | undefined => {
  const tasks = scenario.tasks.map(({ id }) => id);
  for (const [i, signaller] of scenario.signallers.entries()) {
    for (const [j, signal] of signaller.signals.entries()) {
      const at = `signallers[${i}].signals[${j}]`;
      const missing =
        typeof signal === 'string'
          ? unknown(at, 'waitable', signal, scenario.waitables)
          : unknown(`${at}.cancel`, 'task', signal.cancel, tasks);
      if (missing) return missing;
    }
  }
  return undefined;
};

const checkExecutors = (scenario: Scenario): ScenarioProblem | undefined => {
  for (const [i, task] of scenario.tasks.entries()) {
    const missing = unknown(`tasks[${i}].executor`, 'executor', task.executor, scenario.executors);
    if (missing) return missing;
  }
  return undefined;
};
