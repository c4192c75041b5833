import { OPERATIONS } from './operations.ts';
import { startedBy } from './program.ts';
import type { ScenarioProblem } from './scenario-problem.ts';
import { DEFAULT_STORE, type Operation, type Scenario, type Task } from './scenario.ts';

/** An operation with its place, in the order in which its task comes to it. */
interface Use {
  readonly at: string;
  readonly operation: Operation;
}

const usesIn = (body: readonly Operation[], path: string): readonly Use[] =>
  body.flatMap((operation, i) => {
    const at = `${path}[${i}]`;
    const use = { at, operation };
    return operation.op === 'call' ? [use, ...usesIn(operation.body, `${at}.body`)] : [use];
  });

/** Where something is used by a task that has no right to it: subtasks are their caller's, all else a store's. */
export const checkOwnership = (scenario: Scenario): ScenarioProblem | undefined => {
  const uses = scenario.tasks.map(({ body }, i) => usesIn(body, `tasks[${i}].body`));
  return checkCalls(scenario, uses) ?? checkSubtasks(scenario, uses) ?? checkStores(scenario, uses);
};

/** Each subtask is called once, on the executor of its caller, by a task that itself starts. */
const checkCalls = (
  { tasks }: Scenario,
  uses: readonly (readonly Use[])[],
): ScenarioProblem | undefined => {
  const callers = new Map<string, Task>();
  for (const [i, caller] of tasks.entries()) {
    for (const { at, operation } of uses[i]!) {
      const [subtask] = startedBy(operation);
      if (subtask === undefined) continue;
      if (callers.has(subtask)) return { at, problem: `\`${subtask}\` is called already` };
      callers.set(subtask, caller);
      const callee = tasks.find(({ id }) => id === subtask)!;
      if (callee.executor !== caller.executor) {
        return {
          at,
          problem: `\`${subtask}\` is on ${callee.executor}, and begins on ${caller.executor}, where its caller runs`,
        };
      }
    }
  }
  for (const [i, task] of tasks.entries()) {
    let root: Task | undefined = task;
    for (let depth = 0; root !== undefined && depth <= tasks.length; depth += 1) {
      root = callers.get(root.id);
    }
    if (root !== undefined) {
      return { at: `tasks[${i}]`, problem: `\`${task.id}\` never starts: it calls itself` };
    }
  }
  return undefined;
};

/** A subtask is used as a waitable by its caller alone, and after the call. */
const checkSubtasks = (
  { tasks }: Scenario,
  uses: readonly (readonly Use[])[],
): ScenarioProblem | undefined => {
  const ids = new Set(tasks.map(({ id }) => id));
  for (const list of uses) {
    const called = new Set<string>();
    for (const { at, operation } of list) {
      for (const subtask of startedBy(operation)) called.add(subtask);
      const name =
        'subtask' in operation
          ? operation.subtask
          : 'waitable' in operation
            ? operation.waitable
            : '';
      if (ids.has(name) && !called.has(name)) {
        return {
          at,
          problem: `only the task that calls \`${name}\` may use it so, and after the call`,
        };
      }
    }
  }
  return undefined;
};

/** The sets, waitables and locks of an operation. */
const ownedIn = (operation: Operation): readonly string[] => [
  ...('set' in operation ? [operation.set] : []),
  ...('waitable' in operation ? [operation.waitable] : []),
  ...('lock' in operation ? [operation.lock] : []),
];

/** Sets, waitables and locks belong to one store each; only signals, cancels and calls cross stores. */
const checkStores = (
  { tasks, sets }: Scenario,
  uses: readonly (readonly Use[])[],
): ScenarioProblem | undefined => {
  const stores = new Map<string, string>();
  const claim = (name: string, store: string, at: string): ScenarioProblem | undefined => {
    const other = stores.get(name) ?? store;
    stores.set(name, other);
    return other === store
      ? undefined
      : { at, problem: `\`${name}\` belongs to ${other}, and is used in ${store}` };
  };
  for (const [i, { store = DEFAULT_STORE }] of tasks.entries()) {
    for (const { at, operation } of uses[i]!) {
      if (OPERATIONS[operation.op].crosses) continue;
      for (const name of ownedIn(operation)) {
        const problem = claim(name, store, at);
        if (problem) return problem;
      }
    }
  }
  for (const [i, { id, members }] of sets.entries()) {
    for (const [j, member] of members.entries()) {
      const store = stores.get(id) ?? stores.get(member);
      const at = `sets[${i}].members[${j}]`;
      const problem =
        store === undefined ? undefined : (claim(id, store, at) ?? claim(member, store, at));
      if (problem) return problem;
    }
  }
  return undefined;
};
