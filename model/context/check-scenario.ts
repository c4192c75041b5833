import { nearest } from '../nearest.ts';
import type { Operation, Scenario } from './scenario.ts';

/** Where a scenario breaks a rule that its schema cannot say. */
export interface ScenarioProblem {
  /** The place, as a path into the JSON. */
  readonly at: string;
  readonly problem: string;
}

/** How deep calls may nest: far beyond any scenario of interest, and well within any native stack. */
const DEPTH_MAX = 64;

/** The first broken rule of a scenario of the right shape, or undefined. */
export const checkScenario = (scenario: Scenario): ScenarioProblem | undefined =>
  checkIds(scenario) ?? checkMembers(scenario) ?? checkSignallers(scenario) ?? checkTasks(scenario);

const checkIds = (scenario: Scenario): ScenarioProblem | undefined => {
  const places: (readonly [string, string])[] = [
    ...scenario.executors.map((name, i) => [`executors[${i}]`, name] as const),
    ...scenario.waitables.map((name, i) => [`waitables[${i}]`, name] as const),
    ...scenario.sets.map((set, i) => [`sets[${i}].id`, set.id] as const),
    ...scenario.tasks.map((task, i) => [`tasks[${i}].id`, task.id] as const),
    ...scenario.signallers.map((signaller, i) => [`signallers[${i}].id`, signaller.id] as const),
  ];
  const seen = new Map<string, string>();
  for (const [at, name] of places) {
    const first = seen.get(name);
    if (first !== undefined) return { at, problem: `\`${name}\` is the id of ${first} already` };
    seen.set(name, at);
  }
  return undefined;
};

const unknown = (
  at: string,
  what: string,
  name: string,
  known: readonly string[],
): ScenarioProblem | undefined =>
  known.includes(name)
    ? undefined
    : { at, problem: `there is no ${what} \`${name}\`${nearest(name, known)}` };

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
  for (const [i, signaller] of scenario.signallers.entries()) {
    for (const [j, name] of signaller.signals.entries()) {
      const missing = unknown(
        `signallers[${i}].signals[${j}]`,
        'waitable',
        name,
        scenario.waitables,
      );
      if (missing) return missing;
    }
  }
  return undefined;
};

const checkTasks = (scenario: Scenario): ScenarioProblem | undefined => {
  for (const [i, task] of scenario.tasks.entries()) {
    const at = `tasks[${i}]`;
    const problem =
      unknown(`${at}.executor`, 'executor', task.executor, scenario.executors) ??
      checkBody(scenario, task.body, `${at}.body`, false, 1);
    if (problem) return problem;
  }
  return undefined;
};

const checkBody = (
  scenario: Scenario,
  body: readonly Operation[],
  path: string,
  host: boolean,
  depth: number,
): ScenarioProblem | undefined => {
  if (depth > DEPTH_MAX) return { at: path, problem: `calls nest deeper than ${DEPTH_MAX}` };
  const sets = scenario.sets.map((set) => set.id);
  for (const [i, operation] of body.entries()) {
    const at = `${path}[${i}]`;
    if (host && operation.op !== 'call' && operation.op !== 'signal') {
      return {
        at,
        problem: `host code calls and signals; only a guest frame can \`${operation.op}\``,
      };
    }
    const problem =
      ('set' in operation ? unknown(`${at}.set`, 'set', operation.set, sets) : undefined) ??
      ('waitable' in operation
        ? unknown(`${at}.waitable`, 'waitable', operation.waitable, scenario.waitables)
        : undefined) ??
      (operation.op === 'call' ? checkCall(scenario, operation, at, depth) : undefined);
    if (problem) return problem;
  }
  return undefined;
};

const checkCall = (
  scenario: Scenario,
  call: Operation & { op: 'call' },
  at: string,
  depth: number,
): ScenarioProblem | undefined => {
  const host = call.frame === 'host';
  if (host && call.fibre === undefined) {
    return {
      at,
      problem: 'a host frame says whether it is on a fibre: `"fibre": true` or `false`',
    };
  }
  if (!host && call.fibre !== undefined) {
    return {
      at: `${at}.fibre`,
      problem: `only a host frame has a fibre, and this is \`${call.frame}\``,
    };
  }
  return checkBody(scenario, call.body, `${at}.body`, host, depth + 1);
};
