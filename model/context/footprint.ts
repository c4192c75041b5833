import type { CompiledOperation, Program } from './program.ts';
import type { Cell } from './protocol.ts';
import { CANCEL, placeOf, type State } from './state.ts';
import { oneMore } from './wakes.ts';

/** Whoever moves, and what its operation is about. */
interface Mover {
  /** The index of the task, or -1 for a signaller. */
  readonly task: number;
  readonly operation: CompiledOperation;
  /** The waiters that were found and are not woken yet: `unpark` wakes the first. */
  readonly toWake: readonly number[];
  /** What `check` found and `deliver` will hand out, or -1. */
  readonly found: number;
}

/** The names of the cells of one kind for one mover in one state. */
export const cellNames = (
  program: Program,
  state: State,
  cell: Cell,
  mover: Mover,
): readonly string[] => {
  const { task, operation, toWake, found } = mover;
  const home = state.waitables[operation.waitable]?.home ?? -1;
  const sets = [operation.set, home].filter((set) => set >= 0).map((set) => program.sets[set]!);
  const waitable = program.waitables[operation.waitable];
  switch (cell) {
    case 'event':
      return eventCells(program, state, operation, found);
    case 'request':
      // A `cancel-subtask` gives a request, and may take one.
      return found >= 0
        ? []
        : [task, operation.task]
            .filter((whose) => whose >= 0)
            .map((whose) => requestOf(program, whose));
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
    case 'holds':
      return state.tasks[task]!.frames.flatMap(({ holds }) =>
        holds.flatMap((lock) => lockCells(program, state, lock, task)),
      );
    case 'words': {
      const place = placeOf(state, operation);
      return [`${[...program.sets, ...program.waitables][place]}.words`];
    }
    case 'own-wake':
      return [`${program.tasks[task]?.id}.wake`];
    case 'next-wake':
      return toWake.slice(0, 1).flatMap((next) => wakeCells(program, next));
    case 'all-wakes':
      return [...toWake, ...findable(state, operation)].flatMap((each) => wakeCells(program, each));
    case 'one-more': {
      const next = oneMore(state, operation, task);
      return next < 0 ? [] : wakeCells(program, next);
    }
    case 'queue':
      return task < 0 ? [] : [queueOf(program, task)];
    default:
      return cell satisfies never;
  }
};

/** Whom a `look` or `mark` of this operation would find now. */
const findable = (state: State, { waitable, task }: CompiledOperation): readonly number[] => {
  const { home = -1, waiter = -1 } = state.waitables[waitable] ?? {};
  const list = home >= 0 ? state.sets[home]!.waiters : [waiter];
  return [...list, task].filter((each) => each >= 0);
};

const eventCells = (
  program: Program,
  state: State,
  { set, waitable }: CompiledOperation,
  found: number,
): readonly string[] => {
  if (found === CANCEL) return [];
  const members = set < 0 ? [] : state.waitables.flatMap((w, i) => (w.home === set ? [i] : []));
  const about = waitable < 0 ? members : [waitable];
  // A find may have left the set since, and is handed out all the same.
  const all = found >= 0 && !about.includes(found) ? [...about, found] : about;
  return all.map((i) => `${program.waitables[i]}.event`);
};

/** What a request is given to: from the task's beginning to its end. */
export const requestOf = (program: Program, task: number): string =>
  `${program.tasks[task]!.id}.request`;

const wakeCells = (program: Program, task: number): readonly string[] => [
  `${program.tasks[task]!.id}.wake`,
  queueOf(program, task),
];

/** Taking or freeing a lock: the lock, the wakes of those parked on it, and the queue that a park leaves. */
export const lockCells = (
  program: Program,
  state: State,
  lock: number,
  task: number,
): readonly string[] => [
  `${program.locks[lock]}.lock`,
  ...state.locks[lock]!.waiters.flatMap((waiter) => wakeCells(program, waiter)),
  ...wakeCells(program, task),
];

export const queueOf = (program: Program, task: number): string =>
  `${program.executors[program.tasks[task]!.executor]}.queue`;
