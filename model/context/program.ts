import type { Frame } from './frames.ts';
import type { Operation, Scenario } from './scenario.ts';

/** A body of operations and the frame that it runs in; calls refer to bodies by index. */
export interface Body {
  readonly frame: Frame;
  readonly operations: readonly CompiledOperation[];
}

/** An operation with its operands as indices into the scenario's lists; -1 where it has none. */
export interface CompiledOperation {
  readonly op: Operation['op'];
  readonly set: number;
  readonly waitable: number;
  readonly body: number;
}

/** A scenario with names resolved: what the machine runs. */
export interface Program {
  readonly scenario: Scenario;
  readonly bodies: readonly Body[];
  /** The base body and the executor of each task, and its first position in the run queue. */
  readonly tasks: readonly {
    readonly id: string;
    readonly body: number;
    readonly executor: number;
  }[];
  readonly executors: readonly string[];
  readonly waitables: readonly string[];
  readonly sets: readonly string[];
  /** The set that each waitable is in when the run begins, or -1. */
  readonly homes: readonly number[];
  readonly signallers: readonly {
    readonly id: string;
    readonly signals: readonly CompiledOperation[];
  }[];
}

const index = (names: readonly string[], name: string | undefined): number =>
  name === undefined ? -1 : names.indexOf(name);

/** Resolves the names of a scenario that `parseScenario` accepts. */
export const compileProgram = (scenario: Scenario): Program => {
  const bodies: Body[] = [];
  const sets = scenario.sets.map((set) => set.id);
  const addBody = (frame: Frame, operations: readonly Operation[]): number => {
    const at = bodies.length;
    bodies.push({ frame, operations: [] });
    bodies[at] = { frame, operations: operations.map(compile) };
    return at;
  };
  const compile = (operation: Operation): CompiledOperation => ({
    op: operation.op,
    set: index(sets, 'set' in operation ? operation.set : undefined),
    waitable: index(scenario.waitables, 'waitable' in operation ? operation.waitable : undefined),
    body:
      operation.op === 'call'
        ? addBody(
            operation.fibre === undefined
              ? { kind: operation.frame }
              : { kind: operation.frame, fibre: operation.fibre },
            operation.body,
          )
        : -1,
  });
  return {
    scenario,
    tasks: scenario.tasks.map((task) => ({
      id: task.id,
      body: addBody({ kind: task.frame }, task.body),
      executor: scenario.executors.indexOf(task.executor),
    })),
    bodies,
    executors: scenario.executors,
    waitables: scenario.waitables,
    sets,
    homes: scenario.waitables.map((name) =>
      scenario.sets.findIndex((set) => set.members.includes(name)),
    ),
    signallers: scenario.signallers.map((signaller) => ({
      id: signaller.id,
      signals: signaller.signals.map((waitable) => compile({ op: 'signal', waitable })),
    })),
  };
};
