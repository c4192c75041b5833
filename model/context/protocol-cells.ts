import {
  INSTRUCTIONS,
  armOf,
  instructionName,
  type Cell,
  type Instruction,
  type ProtocolOperation,
  type Protocols,
} from './protocol.ts';

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
