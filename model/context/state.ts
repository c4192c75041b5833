import type { CompiledOperation, Program } from './program.ts';
import type { Rules } from './rules.ts';
import type { TrapReason } from './runtime.ts';

/** An operation under way: the protocol step that comes next, and what the operation itself remembers. */
export interface Activity {
  step: number;
  /** The waiters that `look` found and that are not yet unparked. */
  toWake: number[];
  /** The waitable whose event `check` found, `CANCEL` if it found a cancel, or -1. */
  found: number;
  /** The word that was loaded last. */
  loaded: number;
}

/** What `check` found, if it is not an event. */
export const CANCEL = -2;

/**
 * `uncalled`: a subtask that nobody has called yet. `ready`: in the run queue. `running`: holds its executor.
 * `calling`: below a subtask that it has called and that has not given way yet. `parked`: asleep, its executor
 * free. `blocking`: asleep where it may not be, so that its executor is held.
 */
export type TaskStatus =
  | 'uncalled'
  | 'ready'
  | 'running'
  | 'calling'
  | 'parked'
  | 'blocking'
  | 'ended';

export interface TaskState {
  status: TaskStatus;
  /** The truth: the stack, each frame as its body, its next operation and its holds; empty before the start. */
  frames: { body: number; at: number; holds: number[] }[];
  activity: Activity | null;
  /** Of an open task: the operation that it is at, or -1, and how many more it may begin (-1: any number). */
  chosen: number;
  left: number;
  /** An unpark that came before the park. */
  token: boolean;
  cancel: 'none' | 'requested' | 'taken';
  /** The base frame has returned: a subtask has still to tell its caller. */
  returned: boolean;
  /** The task that goes on when this subtask gives way for the first time, or -1. */
  caller: number;
  /** The lock that it is parked on, or -1. */
  lock: number;
  /** What the runtime remembers for this task, as canonical JSON. */
  remembered: string;
}

/** A state of the async-context machine. Owned by one step at a time: `step` copies before it writes. */
export interface State {
  tasks: TaskState[];
  signallers: { at: number; chosen: number; activity: Activity | null }[];
  /** The task that holds the executor, or -1, and the ready tasks in the order of their arrival. */
  executors: { running: number; queue: number[] }[];
  waitables: { event: boolean; home: number; waiter: number }[];
  /** The waiter list of each set, in the order of registration. */
  sets: { waiters: number[]; dropped: boolean }[];
  /** Who has each lock, or -1, and who is parked until it is free. */
  locks: { holder: number; waiters: number[] }[];
  /** The shared words of each set, then of each waitable. */
  words: { values: number[] }[];
  /** Per store: what the runtime remembers, where its bookkeeping is per store, and why the run is over. */
  stores: { remembered: string; over: 'no' | 'deadlock reported' | `trap ${TrapReason}` }[];
  /** Of an open program that bounds what all its tasks do together: how much is left of that. Else empty. */
  totals: { calls: number | null; operations: number | null; work: number | null }[];
}

export const initialState = (program: Program, rules: Rules): State => ({
  tasks: program.tasks.map(({ waitable }) => ({
    status: waitable < 0 ? 'ready' : 'uncalled',
    frames: [],
    activity: null,
    chosen: -1,
    left: program.choices?.limit ?? 0,
    token: false,
    cancel: 'none',
    returned: false,
    caller: -1,
    lock: -1,
    remembered: rules.runtime.bookkeeping.per === 'task' ? rules.initial : 'null',
  })),
  signallers: program.signallers.map(() => ({ at: 0, chosen: -1, activity: null })),
  executors: program.executors.map((_, executor) => ({
    running: -1,
    queue: program.tasks.flatMap((task, i) =>
      task.executor === executor && task.waitable < 0 ? [i] : [],
    ),
  })),
  waitables: program.homes.map((home) => ({ event: false, home, waiter: -1 })),
  sets: program.sets.map(() => ({ waiters: [], dropped: false })),
  locks: program.locks.map(() => ({ holder: -1, waiters: [] })),
  words: [...program.sets, ...program.waitables].map(() => ({ values: rules.words.map(() => 0) })),
  stores: program.stores.map(() => ({ remembered: rules.initial, over: 'no' })),
  totals: program.choices?.total === undefined ? [] : [{ ...program.choices.total }],
});

const copyActivity = (activity: Activity | null): Activity | null =>
  activity && { ...activity, toWake: [...activity.toWake] };

/** A state that shares nothing that a step may write with `state`. */
export const copyState = (state: State): State => ({
  tasks: state.tasks.map((task) => ({
    ...task,
    frames: task.frames.map((frame) => ({ ...frame, holds: [...frame.holds] })),
    activity: copyActivity(task.activity),
  })),
  signallers: state.signallers.map((signaller) => ({
    ...signaller,
    activity: copyActivity(signaller.activity),
  })),
  executors: state.executors.map((executor) => ({ ...executor, queue: [...executor.queue] })),
  waitables: state.waitables.map((waitable) => ({ ...waitable })),
  sets: state.sets.map((set) => ({ ...set, waiters: [...set.waiters] })),
  locks: state.locks.map((lock) => ({ ...lock, waiters: [...lock.waiters] })),
  words: state.words.map(({ values }) => ({ values: [...values] })),
  stores: state.stores.map((store) => ({ ...store })),
  totals: state.totals.map((total) => ({ ...total })),
});

/** The operation that a task is at; undefined before it begins, at the end of a body, and where an open task has still to choose. */
export const operationAt = (
  { choices, bodies }: Program,
  task: TaskState,
): CompiledOperation | undefined => {
  if (choices !== null) return choices.operations[task.chosen];
  const top = task.frames.at(-1);
  return top && bodies[top.body]!.operations[top.at];
};

/** Whether the run is over: every store has trapped or reported a deadlock. */
export const isOver = ({ stores }: State): boolean => stores.every(({ over }) => over !== 'no');

type Operands = Pick<CompiledOperation, 'op' | 'set' | 'waitable' | 'task'>;

/** The events that an operation may take now. */
export const pendingFor = (state: State, operation: Operands): readonly number[] =>
  operation.op === 'cancel-subtask' && state.tasks[operation.task]?.returned !== true
    ? []
    : anyPendingFor(state, operation);

/** The same, but any event of a subtask counts as its terminal one. */
export const anyPendingFor = (
  state: State,
  { set, waitable }: Pick<Operands, 'set' | 'waitable'>,
): readonly number[] =>
  set >= 0
    ? state.waitables.flatMap((w, i) => (w.home === set && w.event ? [i] : []))
    : state.waitables[waitable]?.event === true
      ? [waitable]
      : [];

/** Whether a check of this form, in an operation of `task`, finds a cancel. */
export const cancelDue = (
  state: State,
  task: number,
  form: 'cancel' | 'request',
  { cancellable }: Pick<CompiledOperation, 'cancellable'>,
): boolean => state.tasks[task]?.cancel === 'requested' && (form === 'request' || cancellable);

/** Where the words of an operation are: at its set, or the set that its waitable is in, or the waitable itself. */
export const placeOf = (
  state: State,
  { set, waitable }: Pick<Operands, 'set' | 'waitable'>,
): number => {
  const at = set >= 0 ? set : (state.waitables[waitable]?.home ?? -1);
  return at >= 0 ? at : state.sets.length + waitable;
};
