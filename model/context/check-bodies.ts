import { OPERATIONS } from './operations.ts';
import { unknown, type ScenarioProblem } from './scenario-problem.ts';
import type { Operation, Scenario } from './scenario.ts';

/** How deep calls may nest: far beyond any scenario of interest, and well within any native stack. */
const DEPTH_MAX = 64;

/** Where a body is: its path, the frame that it runs in, and what the calls around it hold. */
interface Place {
  readonly path: string;
  readonly host: boolean;
  readonly depth: number;
  readonly held: readonly string[];
}

/** The first operation that names what is not there, or stands where it may not. */
export const checkBodies = (scenario: Scenario): ScenarioProblem | undefined => {
  for (const [i, task] of scenario.tasks.entries()) {
    const place = { path: `tasks[${i}].body`, host: false, depth: 1, held: [] };
    const problem = checkBody(scenario, task.body, place);
    if (problem) return problem;
  }
  return undefined;
};

const checkBody = (
  scenario: Scenario,
  body: readonly Operation[],
  { path, host, depth, held }: Place,
): ScenarioProblem | undefined => {
  if (depth > DEPTH_MAX) return { at: path, problem: `calls nest deeper than ${DEPTH_MAX}` };
  const own: string[] = [];
  for (const [i, operation] of body.entries()) {
    const at = `${path}[${i}]`;
    const { op } = operation;
    const misplaced = checkPlace(operation, at, host);
    const problem =
      misplaced ??
      checkNames(scenario, operation, at) ??
      checkHold(operation, at, own, held) ??
      (op === 'call'
        ? checkCall(scenario, operation, { path: at, host, depth, held: [...held, ...own] })
        : undefined);
    if (problem) return problem;
  }
  return undefined;
};

const checkPlace = ({ op }: Operation, at: string, host: boolean): ScenarioProblem | undefined => {
  const { frames } = OPERATIONS[op];
  if (host && frames === 'guest') {
    return {
      at,
      problem: `host code calls, signals and borrows; only a guest frame can \`${op}\``,
    };
  }
  return !host && frames === 'host'
    ? { at, problem: `only a host frame can \`${op}\`` }
    : undefined;
};

const checkNames = (
  scenario: Scenario,
  operation: Operation,
  at: string,
): ScenarioProblem | undefined => {
  const sets = scenario.sets.map(({ id }) => id);
  const tasks = scenario.tasks.map(({ id }) => id);
  // A signal is the host's; the events of a subtask come from the subtask alone.
  const waitables = OPERATIONS[operation.op].crosses ? [] : tasks;
  return (
    ('set' in operation ? unknown(`${at}.set`, 'set', operation.set, sets) : undefined) ??
    ('waitable' in operation && !waitables.includes(operation.waitable)
      ? unknown(`${at}.waitable`, 'waitable', operation.waitable, scenario.waitables)
      : undefined) ??
    ('task' in operation ? unknown(`${at}.task`, 'task', operation.task, tasks) : undefined) ??
    ('subtask' in operation
      ? unknown(`${at}.subtask`, 'task', operation.subtask, tasks)
      : undefined) ??
    ('lock' in operation
      ? unknown(`${at}.lock`, 'lock', operation.lock, scenario.locks ?? [])
      : undefined)
  );
};

/** Keeps `own`, what the frame holds, and says where that makes no sense. */
const checkHold = (
  operation: Operation,
  at: string,
  own: string[],
  held: readonly string[],
): ScenarioProblem | undefined => {
  const { hold } = OPERATIONS[operation.op];
  const what = 'lock' in operation ? operation.lock : 'the borrow of its store';
  if (hold === 'takes') {
    if (own.includes(what) || held.includes(what)) {
      return { at, problem: `the task holds ${what} already` };
    }
    own.push(what);
  } else if (hold === 'gives') {
    const i = own.indexOf(what);
    if (i < 0) return { at, problem: `the frame does not hold ${what}` };
    own.splice(i, 1);
  }
  return undefined;
};

const checkCall = (
  scenario: Scenario,
  call: Operation & { op: 'call' },
  { path: at, depth, held }: Place,
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
  return checkBody(scenario, call.body, { path: `${at}.body`, host, depth: depth + 1, held });
};
