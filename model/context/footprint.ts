import { INSTRUCTIONS, armOf, instructionName, type Cell, type Instruction } from './protocol.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { State } from './state.ts';
import type { Protocols, ProtocolOperation } from './protocol.ts';

/** The cells that a step may read and write, by their kind; names come with the operands. */
interface StepCells {
  readonly reads: readonly Cell[];
  readonly writes: readonly Cell[];
}

/** The cells of every protocol step: when an event is there for its `check` to find, and when none is. */
export interface ProtocolCells {
  readonly finding: StepCells;
  readonly missing: StepCells;
  /** Whether the step takes an event, so that the schedule chooses which. */
  readonly takes: boolean;
}

export type AllCells = Readonly<Record<ProtocolOperation, readonly ProtocolCells[]>>;

/** The footprints of all steps, derived from the table of instructions. */
export const protocolCells = (protocols: Protocols): AllCells => {
  const entries = Object.entries(protocols).map(([operation, steps]) => [
    operation,
    steps.map((step) => ({
      finding: cellsOf(flatten(step.do, true)),
      missing: cellsOf(flatten(step.do, false)),
      takes: flatten(step.do, true).some((i) => i === 'deliver' || instructionName(i) === 'check'),
    })),
  ]);
  return Object.fromEntries(entries) as AllCells;
};

const flatten = (list: readonly Instruction[], finding: boolean): readonly Instruction[] =>
  list.flatMap((instruction) =>
    instructionName(instruction) === 'check' && !finding
      ? [instruction]
      : [instruction, ...flatten(armOf(instruction), finding)],
  );

const cellsOf = (list: readonly Instruction[]): StepCells => {
  const rules = list.map((instruction) => INSTRUCTIONS[instructionName(instruction)]);
  return {
    reads: [...new Set(rules.flatMap((rule) => rule.reads))],
    writes: [...new Set(rules.flatMap((rule) => rule.writes))],
  };
};

/** Whoever moves, and what its operation is about. */
interface Mover {
  /** The index of the task, or -1 for a signaller. */
  readonly task: number;
  readonly operation: CompiledOperation;
  /** The waiter that `unpark` wakes next, or -1. */
  readonly nextToWake: number;
  /** The waitable that `check` found and `deliver` will hand out, or -1. */
  readonly found: number;
}

/** The names of the cells of one kind for one mover in one state. */
export const cellNames = (
  program: Program,
  state: State,
  cell: Cell,
  mover: Mover,
): readonly string[] => {
  const { task, operation, nextToWake, found } = mover;
  const home = state.waitables[operation.waitable]?.home ?? -1;
  const sets = [operation.set, home].filter((set) => set >= 0).map((set) => program.sets[set]!);
  const waitable = program.waitables[operation.waitable];
  switch (cell) {
    case 'event': {
      const members = state.waitables.flatMap((w, i) => (w.home === operation.set ? [i] : []));
      const about = waitable === undefined ? members : [operation.waitable];
      // A find may have left the set since, and is handed out all the same.
      const all = found >= 0 && !about.includes(found) ? [...about, found] : about;
      return all.map((i) => `${program.waitables[i]}.event`);
    }
    case 'members':
      return sets.map((set) => `${set}.members`);
    case 'waiters':
      return [...sets, ...(waitable === undefined ? [] : [waitable])].map(
        (name) => `${name}.waiters`,
      );
    case 'roles':
      return operation.set >= 0 ? [] : [`${waitable}.home`, `${waitable}.waiters`];
    case 'home':
      return waitable === undefined ? [] : [`${waitable}.home`];
    case 'own-wake':
      return [`${program.tasks[task]?.id}.wake`];
    case 'next-wake':
      return nextToWake < 0
        ? []
        : [`${program.tasks[nextToWake]!.id}.wake`, queueOf(program, nextToWake)];
    case 'queue':
      return task < 0 ? [] : [queueOf(program, task)];
    default:
      return cell satisfies never;
  }
};

export const queueOf = (program: Program, task: number): string =>
  `${program.executors[program.tasks[task]!.executor]}.queue`;
