import { lacks, usesOf } from '../../model/context/abilities.ts';
import type { Frame } from '../../model/context/frames.ts';
import { allInstructions } from '../../model/context/protocol.ts';
import type { Runtime } from '../../model/context/runtime.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import type { ContextSetting } from '../context-property.ts';
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

/** The waits that get as far as registering: an eager guard traps the others before that. */
const waits = (scenario: Scenario, guarding: Runtime['guarding']): readonly Placed[] =>
  placed(scenario).filter(
    ({ operation: { op }, stack }) =>
      (op === 'wait' || op === 'wait-one') && (guarding === 'lazy' || suspendable(stack)),
  );

export const someWait = (scenario: Scenario, guarding: Runtime['guarding']): boolean =>
  waits(scenario, guarding).length > 0;

/** Whether anybody other than a waiting task alone can signal. */
export const someSignal = (scenario: Scenario): boolean =>
  scenario.signallers.some(({ signals }) => signals.length > 0) ||
  placed(scenario).some(({ operation: { op } }) => op === 'signal');

/** Whether a signal can come while a task is in the middle of a wait: from a host thread or another executor. */
export const someConcurrentSignal = (
  scenario: Scenario,
  guarding: Runtime['guarding'],
): boolean => {
  if (!someWait(scenario, guarding)) return false;
  if (scenario.signallers.some(({ signals }) => signals.length > 0)) return true;
  const executors = (list: readonly Placed[]): readonly string[] =>
    list.map(({ task }) => scenario.tasks.find(({ id }) => id === task)!.executor);
  const waiting = executors(waits(scenario, guarding));
  const signalling = executors(placed(scenario).filter(({ operation: { op } }) => op === 'signal'));
  return signalling.some((executor) => waiting.some((other) => other !== executor));
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

/** The sets that a task parks on and another task joins a waitable to. */
export const joinedByOthers = (scenario: Scenario): ReadonlySet<string> => {
  const waiters = parkableWaiters(scenario);
  return new Set(
    placed(scenario).flatMap(({ task, operation }) =>
      operation.op === 'join' &&
      [...(waiters.get(operation.set) ?? [])].some((other) => other !== task)
        ? [operation.set]
        : [],
    ),
  );
};

/** Whether a set begins without members, or may lose those that it has. */
export const canBeEmpty = (scenario: Scenario, set: string): boolean => {
  const members = scenario.sets.find(({ id }) => id === set)?.members ?? [];
  return members.every((member) =>
    placed(scenario).some(
      ({ operation }) =>
        (operation.op === 'leave' && operation.waitable === member) ||
        (operation.op === 'join' && operation.waitable === member && operation.set !== set),
    ),
  );
};

/** Why nobody can be cancelled where it matters. */
export const lacksCancel = ({ runtime, scenario }: ContextSetting): string | undefined => {
  if (lacks(runtime).has('cancel')) return 'the runtime has no cancels';
  const cancels = scenario === null || usesOf(scenario).includes('cancel');
  const cancellable =
    scenario === null ||
    placed(scenario).some(
      ({ operation }) => 'cancellable' in operation && operation.cancellable === true,
    );
  return cancels && cancellable ? undefined : 'nobody is cancelled in what can be';
};

/** Why nobody is ever off the waiter list inside a wait. */
export const neverPops = ({ runtime }: ContextSetting): string | undefined =>
  [runtime.protocols.signal, runtime.protocols.join].some((steps) =>
    steps.some((step) => allInstructions(step.do).includes('pop')),
  )
    ? undefined
    : 'a wake takes nobody off the waiter list';

/** Why no task gives up a lock for a wait. */
export const neverHolds = ({ runtime, scenario }: ContextSetting): string | undefined => {
  if (lacks(runtime).has('lock')) return 'the runtime gives up nothing for a wait';
  const uses = scenario === null ? ['lock'] : usesOf(scenario);
  return uses.includes('lock') || uses.includes('store-borrow')
    ? undefined
    : 'nobody holds a lock or a borrow';
};
