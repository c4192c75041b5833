import type { Frame } from '../../model/context/frames.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { suspendable } from '../suspension.ts';

/** An operation of a scenario with the stack that it runs under. */
interface Placed {
  readonly task: string;
  readonly operation: Operation;
  readonly stack: readonly Frame[];
}

const place = (
  task: string,
  stack: readonly Frame[],
  body: readonly Operation[],
): readonly Placed[] =>
  body.flatMap((operation) => {
    const here = { task, operation, stack };
    if (operation.op !== 'call') return [here];
    const { frame, fibre } = operation;
    const entered = fibre === undefined ? { kind: frame } : { kind: frame, fibre };
    return [here, ...place(task, [...stack, entered], operation.body)];
  });

/** Every operation of every task, in order. */
export const placed = (scenario: Scenario): readonly Placed[] =>
  scenario.tasks.flatMap((task) => place(task.id, [{ kind: task.frame }], task.body));

/** The stack inside a call. */
export const stackInside = ({ stack, operation }: Placed): readonly Frame[] =>
  operation.op !== 'call'
    ? stack
    : [
        ...stack,
        operation.fibre === undefined
          ? { kind: operation.frame }
          : { kind: operation.frame, fibre: operation.fibre },
      ];

export const someWait = (scenario: Scenario): boolean =>
  placed(scenario).some(({ operation: { op } }) => op === 'wait' || op === 'wait-one');

/** Whether anybody other than a waiting task alone can signal. */
export const someSignal = (scenario: Scenario): boolean =>
  scenario.signallers.some(({ signals }) => signals.length > 0) ||
  placed(scenario).some(({ operation: { op } }) => op === 'signal');

/** Whether a signal can come while a task is in the middle of a wait: from a host thread or another executor. */
export const someConcurrentSignal = (scenario: Scenario): boolean => {
  if (!someWait(scenario)) return false;
  if (scenario.signallers.some(({ signals }) => signals.length > 0)) return true;
  const executorsThat = (...names: readonly string[]): ReadonlySet<string> =>
    new Set(
      placed(scenario)
        .filter(({ operation: { op } }) => names.includes(op))
        .map(({ task }) => scenario.tasks.find(({ id }) => id === task)!.executor),
    );
  const waiting = executorsThat('wait', 'wait-one');
  return [...executorsThat('signal')].some((executor) =>
    [...waiting].some((other) => other !== executor),
  );
};

/** The tasks that wait on each set where they may park, each task once a set. */
export const parkableWaiters = (scenario: Scenario): ReadonlyMap<string, ReadonlySet<string>> => {
  const waiters = new Map<string, Set<string>>();
  for (const { task, operation, stack } of placed(scenario)) {
    if (operation.op !== 'wait' || !suspendable(stack)) continue;
    waiters.set(operation.set, (waiters.get(operation.set) ?? new Set()).add(task));
  }
  return waiters;
};

export const joinedSets = (scenario: Scenario): ReadonlySet<string> =>
  new Set(
    placed(scenario).flatMap(({ operation }) => (operation.op === 'join' ? [operation.set] : [])),
  );
