import { mapValues } from '../every.ts';
import {
  INSTRUCTIONS,
  allInstructions,
  armOf,
  instructionName,
  type Cell,
  type Instruction,
  type Protocol,
  type ProtocolOperation,
  type Protocols,
} from './protocol.ts';

/** The cells that a step may read and write, by their kind; names come with the operands. */
interface StepCells {
  readonly reads: readonly Cell[];
  readonly writes: readonly Cell[];
}

/** What a step does about events and cancels, and the cells that it touches when they are there and when not. */
export interface ProtocolCells {
  readonly missing: StepCells;
  readonly event: StepCells;
  readonly cancel: StepCells;
  readonly both: StepCells;
  /** Whether the step takes an event, so that the schedule chooses which. */
  readonly takes: boolean;
  /** Whether any event of a subtask will do, the terminal one or not. */
  readonly takesProgress: boolean;
  /** The check for a cancel, if the step has one, and whether it ends the operation before any event is taken. */
  readonly cancels: 'cancel' | 'request' | null;
  readonly cancelFirst: boolean;
}

export type AllCells = Readonly<Record<ProtocolOperation, readonly ProtocolCells[]>>;

/** The footprints of all steps, derived from the table of instructions. */
export const protocolCells = (protocols: Protocols): AllCells =>
  mapValues(protocols, (steps) => steps.map(stepCells));

const stepCells = ({ do: list }: Protocol[number]): ProtocolCells => {
  const all = allInstructions(list);
  const sought = all.flatMap((instruction) =>
    typeof instruction === 'object' &&
    'check' in instruction &&
    'do' in instruction &&
    instruction.check !== 'progress'
      ? [instruction.check]
      : [],
  );
  return {
    missing: cellsOf(flatten(list, false, false)),
    event: cellsOf(flatten(list, true, false)),
    cancel: cellsOf(flatten(list, false, true)),
    both: cellsOf(flatten(list, true, true)),
    takes: flatten(list, true, false).some(
      (instruction) => instruction === 'deliver' || instructionName(instruction) === 'check',
    ),
    takesProgress: all.some(
      (instruction) =>
        typeof instruction === 'object' &&
        'check' in instruction &&
        instruction.check === 'progress',
    ),
    cancels: sought[0] ?? null,
    cancelFirst: endsWithCancel(list),
  };
};

/** Whether the first check of a step looks for a cancel, and ends the operation if it finds one. */
const endsWithCancel = (list: readonly Instruction[]): boolean => {
  const first = list.find((instruction) => instructionName(instruction).startsWith('check'));
  return (
    first !== undefined &&
    instructionName(first) === 'check-cancel' &&
    armOf(first).at(-1) === 'done'
  );
};

const flatten = (
  list: readonly Instruction[],
  event: boolean,
  cancel: boolean,
): readonly Instruction[] =>
  list.flatMap((instruction) => {
    const name = instructionName(instruction);
    const taken = name === 'check' ? event : name === 'check-cancel' ? cancel : true;
    return taken ? [instruction, ...flatten(armOf(instruction), event, cancel)] : [instruction];
  });

const cellsOf = (list: readonly Instruction[]): StepCells => {
  const rules = list.map((instruction) => INSTRUCTIONS[instructionName(instruction)]);
  return {
    reads: [...new Set(rules.flatMap((rule) => rule.reads))],
    writes: [...new Set([...rules.flatMap((rule) => rule.writes), ...wakesOf(list)])],
  };
};

/** A step that wakes several, or whom it has just found itself, wakes more than whoever is next when it begins. */
const wakesOf = (list: readonly Instruction[]): readonly Cell[] => {
  const names = list.map(instructionName);
  const unparks = names.filter((name) => name === 'unpark').length;
  const finds = names.some((name) => INSTRUCTIONS[name].finds);
  return unparks > 1 || (unparks === 1 && finds) ? ['all-wakes'] : [];
};
