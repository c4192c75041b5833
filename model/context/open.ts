import { BASE_FRAME_KINDS, type FrameKind } from './frames.ts';
import { wordOf } from './options.ts';
import { compileProgram, startedBy, type Program, type Total } from './program.ts';
import {
  DEFAULT_STORE,
  operationsIn,
  type Operation,
  type Scenario,
  type Signal,
} from './scenario.ts';

/**
 * A scenario that leaves open what tasks and host threads do: at each step a task takes any operation of a vocabulary,
 * within bounds, and each host thread does one thing. Its runs are those of every closed scenario within the bounds.
 */
export interface OpenScenario extends Pick<Scenario, 'executors' | 'waitables' | 'sets' | 'locks'> {
  /** Those with a caller are subtasks: they start when the caller calls them, if it does. */
  readonly tasks: readonly {
    readonly id: string;
    readonly executor: string;
    readonly store?: string | undefined;
    readonly caller?: string | undefined;
    /** What it may do of all that tasks may do; left out: everything. */
    readonly may?: ((operation: Operation) => boolean) | undefined;
  }[];
  readonly signallers: readonly {
    readonly id: string;
    readonly may?: ((signal: Signal) => boolean) | undefined;
  }[];
  /** The frames that a task may begin in. */
  readonly bases: readonly FrameKind[];
  /** What a task may do; a call has an empty body. */
  readonly operations: readonly Operation[];
  /** What a host thread may do. */
  readonly signals: readonly Signal[];
  /** The store of each set, waitable and lock that is not in the default store. */
  readonly stores?: Readonly<Record<string, string>>;
  /** The most frames of a task. */
  readonly depth: number;
  /** The most operations of a task, calls among them; -1: any number. */
  readonly limit: number;
  /** What all tasks may do together; left out: what each of them may. */
  readonly total?: Total | undefined;
}

const anything = (): boolean => true;

/** Resolves the names of an open scenario: those of a closed one in which everything that may be done is done. */
export const compileOpen = (open: OpenScenario): Program => {
  const { operations, signals, bases, stores = {}, depth, limit, total } = open;
  const everything: readonly Operation[] = [
    ...operations,
    ...bases.map((frame): Operation => ({ op: 'call', frame, body: [] })),
  ];
  const program = compileProgram({
    format: 1,
    machine: 'async-context',
    executors: open.executors,
    waitables: open.waitables,
    sets: open.sets,
    locks: open.locks,
    tasks: open.tasks.map(({ id, executor, store }, i) => ({
      id,
      executor,
      store,
      frame: BASE_FRAME_KINDS[0]!,
      body: i === 0 ? everything : [],
    })),
    signallers: [{ id: '', signals }],
  });
  const compiled = program.bodies[program.tasks[0]!.body]!.operations;
  const storesOf = (names: readonly string[]): readonly number[] =>
    names.map((name) => program.stores.indexOf(stores[name] ?? homeStore(open, name)));
  return {
    ...program,
    bodies: program.bodies.map(({ frame }) => ({ frame, operations: [] })),
    tasks: program.tasks.map((task, i) => ({
      ...task,
      body: -1,
      owner: open.tasks.findIndex(({ id }) => id === open.tasks[i]!.caller),
      may: operations.map(open.tasks[i]!.may ?? anything),
    })),
    signallers: open.signallers.map(({ id, may = anything }) => ({
      id,
      count: 1,
      may: signals.map(may),
      signals: [],
    })),
    choices: {
      operations: compiled.slice(0, operations.length),
      bases: compiled.slice(operations.length).map(({ body }) => body),
      signals: program.signallers[0]!.signals,
      stores: {
        set: storesOf(program.sets),
        waitable: storesOf(program.waitables),
        lock: [
          ...storesOf(program.locks.slice(0, -program.stores.length)),
          ...program.stores.keys(),
        ],
      },
      depth,
      limit,
      total,
    },
  };
};

/** The store of a subtask is its caller's, for it is a waitable of the caller's. */
const homeStore = ({ tasks }: OpenScenario, name: string): string => {
  const caller = tasks.find(({ id }) => id === name)?.caller;
  return tasks.find(({ id }) => id === caller)?.store ?? tasks[0]?.store ?? DEFAULT_STORE;
};

/** A run of an open scenario as a run of a closed one: what each task and host thread did, and the schedule. */
export const closeScenario = (
  open: OpenScenario,
  actions: readonly string[],
): { readonly scenario: Scenario; readonly schedule: readonly string[] } => {
  const program = compileOpen(open);
  const { operations, signals } = program.choices!;
  const operationOf = new Map(
    operations.map((each, i) => [wordOf(program, each), open.operations[i]!]),
  );
  const signalOf = new Map(signals.map((each, i) => [wordOf(program, each), open.signals[i]!]));
  const tasks = new Map(
    open.tasks.map(({ id }) => {
      const body: Operation[] = [];
      return [id, { frame: undefined as FrameKind | undefined, body, stack: [body] }];
    }),
  );
  const done = new Map<string, Signal>();
  const schedule = actions.map((name) => {
    const [, actor = '', word, taken = ''] = /^([^:/]+)(?::([^/]*))?(\/.*)?$/.exec(name) ?? [];
    if (word === undefined) return name;
    const task = tasks.get(actor);
    if (task === undefined) done.set(actor, signalOf.get(word)!);
    else if (word === 'return') task.stack.pop();
    else if (task.frame === undefined) task.frame = word as FrameKind;
    else {
      const operation = operationOf.get(word)!;
      const body: Operation[] = [];
      task.stack.at(-1)!.push(operation.op === 'call' ? { ...operation, body } : operation);
      if (operation.op === 'call') task.stack.push(body);
    }
    return `${actor}${taken}`;
  });
  const called = new Set(
    [...tasks.values()].flatMap(({ body }) => operationsIn(body).flatMap(startedBy)),
  );
  const { executors, waitables, sets, locks = [] } = open;
  const scenario: Scenario = {
    format: 1,
    machine: 'async-context',
    executors,
    waitables,
    sets,
    ...(locks.length === 0 ? {} : { locks }),
    tasks: open.tasks.flatMap(({ id, executor, store, caller }) => {
      // A subtask that nobody has called would start by itself.
      if (caller !== undefined && !called.has(id)) return [];
      const { frame = 'guest', body } = tasks.get(id)!;
      return [{ id, executor, ...(store === undefined ? {} : { store }), frame, body }];
    }),
    // One that has not moved is a source all the same.
    signallers: open.signallers.map(({ id, may = anything }) => ({
      id,
      signals: [done.get(id) ?? open.signals.find(may)!],
    })),
  };
  return { scenario, schedule };
};
