import type { OpenScenario } from '../model/context/open.ts';
import type { Runtime } from '../model/context/runtime.ts';
import type { Operation, Scenario } from '../model/context/scenario.ts';
import { checkThenRegister } from '../model/runtimes/planted/check-then-register.ts';
import { tokenClearedLate } from '../model/runtimes/planted/token-cleared-late.ts';
import { reference } from '../model/runtimes/reference.ts';

/** How the wait of an instance is made: right, or wrong in one of two ways. */
export type Variant = 'reference' | 'check-then-register' | 'token-cleared-late';

export const VARIANTS: readonly Variant[] = [
  'reference',
  'check-then-register',
  'token-cleared-late',
];

/** The size of an instance: what every peer's model of it is generated or started from. */
export interface Size {
  /** Tasks, each alone on its executor. */
  readonly tasks: number;
  /** Waitables, each alone in its set and signalled by one host thread; task i waits for number i modulo this. */
  readonly waitables: number;
  /** The callbacks that a task may be in at once; it may do one operation more than that. */
  readonly depth: number;
}

/** The runtime of a variant. */
export const runtimeOf = (variant: Variant): Runtime => {
  switch (variant) {
    case 'reference':
      return reference;
    case 'check-then-register':
      return checkThenRegister.runtime;
    case 'token-cleared-late':
      return tokenClearedLate.runtime;
    default:
      return variant satisfies never;
  }
};

const names = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

/** The index of the waitable that a task waits for. */
export const waitableOf = ({ waitables }: Size, task: number): number => task % waitables;

const setOf = (size: Size, task: number): string => `ws${waitableOf(size, task) + 1}`;

/** The instance with open tasks: each does what it likes of `call async-callback`, `call sync-callback` and `wait`. */
export const openInstance = (size: Size): OpenScenario => {
  const waitables = names('w', size.waitables);
  const sets = waitables.map((member, i) => ({ id: `ws${i + 1}`, members: [member] }));
  return {
    executors: names('e', size.tasks),
    waitables,
    sets,
    locks: [],
    tasks: names('t', size.tasks).map((id, i) => ({
      id,
      executor: `e${i + 1}`,
      may: (operation) => operation.op === 'call' || mayWait(operation, setOf(size, i)),
    })),
    signallers: waitables.map((waitable, i) => ({
      id: `s${i + 1}`,
      may: (signal) => signal === waitable,
    })),
    bases: ['guest'],
    operations: [
      ...sets.map(({ id }): Operation => ({ op: 'wait', set: id })),
      { op: 'call', frame: 'async-callback', body: [] },
      { op: 'call', frame: 'sync-callback', body: [] },
    ],
    signals: waitables,
    depth: size.depth + 1,
    limit: size.depth + 1,
  };
};

const mayWait = (operation: Operation, set: string): boolean =>
  operation.op === 'wait' && operation.set === set;

/** One of the programs of the instance, for what runs a given scenario: each task waits once, in the innermost callback. */
export const closedInstance = (size: Size): Scenario => {
  const { executors, waitables, sets } = openInstance(size);
  const bodyOf = (task: number): readonly Operation[] =>
    Array.from({ length: size.depth }).reduce<readonly Operation[]>(
      (body) => [{ op: 'call', frame: 'async-callback', body }],
      [{ op: 'wait', set: setOf(size, task) }],
    );
  return {
    format: 1,
    machine: 'async-context',
    executors,
    waitables,
    sets,
    tasks: names('t', size.tasks).map((id, i) => ({
      id,
      executor: `e${i + 1}`,
      frame: 'guest',
      body: bodyOf(i),
    })),
    signallers: waitables.map((waitable, i) => ({ id: `s${i + 1}`, signals: [waitable] })),
  };
};

/** The size in short: `3 tasks, 1 waitable, depth 1` as `N3 M1 D1`. */
export const sizeName = ({ tasks, waitables, depth }: Size): string =>
  `N${tasks} M${waitables} D${depth}`;
