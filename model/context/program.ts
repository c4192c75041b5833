import type { Frame } from './frames.ts';
import { OPERATIONS, type OperationName } from './operations.ts';
import {
  DEFAULT_STORE,
  operationsIn,
  type Operation,
  type Scenario,
  type Signal,
} from './scenario.ts';

/** A body of operations and the frame that it runs in; calls refer to bodies by index. */
export interface Body {
  readonly frame: Frame;
  readonly operations: readonly CompiledOperation[];
}

/** An operation with its operands as indices into the program's lists; -1 where it has none. */
export interface CompiledOperation {
  readonly op: OperationName;
  readonly set: number;
  /** For an operation on a subtask: the waitable that the subtask is. */
  readonly waitable: number;
  /** The task to cancel, or the subtask to call or cancel. */
  readonly task: number;
  /** The lock, or the borrow of the store. */
  readonly lock: number;
  readonly body: number;
  readonly cancellable: boolean;
}

/**
 * What open tasks and host threads choose from, step by step. A task begins in one of the `bases`; between two
 * operations it takes any of `operations` that makes sense there, or returns. A host thread does one of `signals`.
 */
export interface Choices {
  readonly bases: readonly number[];
  readonly operations: readonly CompiledOperation[];
  readonly signals: readonly CompiledOperation[];
  /** The bodies worth entering from each stack, by `contextKey`; where it does not say, all of them. */
  readonly worth?: ReadonlyMap<string, ReadonlySet<number>> | undefined;
  /** The stores of the sets, of the waitables and of the locks. */
  readonly stores: Readonly<Record<'set' | 'waitable' | 'lock', readonly number[]>>;
  /** The most frames of a task. */
  readonly depth: number;
  /** The most operations of a task, calls among them; -1: any number. */
  readonly limit: number;
  /** What all tasks may do together, if that is bounded as well. */
  readonly total?: Total | undefined;
}

/** The most calls, the most other operations, and the most of both, of all tasks together; null: any number. */
export interface Total {
  readonly calls: number | null;
  readonly operations: number | null;
  readonly work: number | null;
}

/** A scenario with names resolved: what the machine runs. */
export interface Program {
  /** Where tasks and host threads are open; null where the scenario says what they do. */
  readonly choices: Choices | null;
  readonly bodies: readonly Body[];
  readonly tasks: readonly {
    readonly id: string;
    /** The base body; -1 for an open task. */
    readonly body: number;
    readonly executor: number;
    readonly store: number;
    /** The waitable that a subtask is; -1 for a task that nobody calls. */
    readonly waitable: number;
    /** The task that may call an open subtask, or -1. */
    readonly owner: number;
    /** Of an open task: whether it may do each of the operations to choose from. */
    readonly may: readonly boolean[];
  }[];
  readonly executors: readonly string[];
  readonly stores: readonly string[];
  /** Those of the scenario, then the subtasks. */
  readonly waitables: readonly string[];
  readonly sets: readonly string[];
  /** The locks of the scenario, then the borrow of each store. */
  readonly locks: readonly string[];
  /** The set that each waitable is in when the run begins, or -1. */
  readonly homes: readonly number[];
  /** Whether somebody drops the set: only then does it matter who is inside a wait on it. */
  readonly dropped: readonly boolean[];
  /** Host threads; of an open one only the number of signals is known. */
  readonly signallers: readonly {
    readonly id: string;
    readonly count: number;
    /** Of an open host thread: whether it may do each of the signals to choose from. */
    readonly may: readonly boolean[];
    readonly signals: readonly CompiledOperation[];
  }[];
}

const index = (names: readonly string[], name: string | undefined): number =>
  name === undefined ? -1 : names.indexOf(name);

/** Resolves the names of a scenario that `parseScenario` accepts. */
export const compileProgram = (scenario: Scenario): Program => {
  const { executors, tasks } = scenario;
  const all = tasks.flatMap(({ body }) => operationsIn(body));
  const called = new Set(all.flatMap(startedBy));
  const ids = tasks.map(({ id }) => id);
  const waitables = [...scenario.waitables, ...ids.filter((id) => called.has(id))];
  const sets = scenario.sets.map((set) => set.id);
  const stores = [...new Set(tasks.map(({ store = DEFAULT_STORE }) => store))];
  const locks = [...(scenario.locks ?? []), ...stores.map((store) => `borrow of ${store}`)];
  const bodies: Body[] = [];
  const addBody = (frame: Frame, operations: readonly Operation[], store: string): number => {
    const at = bodies.length;
    bodies.push({ frame, operations: [] });
    bodies[at] = { frame, operations: operations.map((each) => compile(each, store)) };
    return at;
  };
  const compile = (operation: Operation, store: string): CompiledOperation => {
    const { op } = operation;
    const subtask = 'subtask' in operation ? operation.subtask : undefined;
    const borrows = op === 'store-borrow' || op === 'store-return';
    return {
      op,
      set: index(sets, 'set' in operation ? operation.set : undefined),
      waitable: index(waitables, 'waitable' in operation ? operation.waitable : subtask),
      task: index(ids, 'task' in operation ? operation.task : subtask),
      lock: borrows
        ? locks.indexOf(`borrow of ${store}`)
        : index(locks, 'lock' in operation ? operation.lock : undefined),
      body: op === 'call' ? addBody(frameOf(operation), operation.body, store) : -1,
      cancellable: 'cancellable' in operation && operation.cancellable === true,
    };
  };
  return {
    choices: null,
    tasks: tasks.map(({ id, executor, store = DEFAULT_STORE, frame, body }) => ({
      id,
      body: addBody({ kind: frame }, body, store),
      executor: executors.indexOf(executor),
      store: stores.indexOf(store),
      waitable: called.has(id) ? waitables.indexOf(id) : -1,
      owner: -1,
      may: [],
    })),
    bodies,
    executors,
    stores,
    waitables,
    sets,
    locks,
    homes: waitables.map((name) => scenario.sets.findIndex((set) => set.members.includes(name))),
    dropped: sets.map((id) =>
      all.some((each) => OPERATIONS[each.op].drops && 'set' in each && each.set === id),
    ),
    signallers: scenario.signallers.map(({ id, signals }) => ({
      id,
      count: signals.length,
      may: [],
      signals: signals.map((each) => compile(operationOf(each), DEFAULT_STORE)),
    })),
  };
};

/** The subtask that an operation starts, if it starts one. */
export const startedBy = (operation: Operation): readonly string[] =>
  OPERATIONS[operation.op].starts && 'subtask' in operation ? [operation.subtask] : [];

const frameOf = ({ frame, fibre }: Operation & { op: 'call' }): Frame =>
  fibre === undefined ? { kind: frame } : { kind: frame, fibre };

const operationOf = (signal: Signal): Operation =>
  typeof signal === 'string'
    ? { op: 'signal', waitable: signal }
    : { op: 'cancel', task: signal.cancel };
