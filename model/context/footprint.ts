import type { Cell } from './protocol.ts';
import type { CompiledOperation, Program } from './program.ts';
import type { State } from './state.ts';

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
