import type { Program } from './program.ts';
import type { Rules } from './rules.ts';
import type { TrapReason } from './runtime.ts';

/** An operation under way: the protocol step that comes next, and what the operation itself remembers. */
export interface Activity {
  step: number;
  /** The waiters that `look` found and that are not yet unparked. */
  toWake: number[];
  /** The waitable whose event `check` found, or -1. */
  found: number;
}

/**
 * `ready`: in the run queue. `running`: holds its executor. `parked`: asleep, its executor free.
 * `blocking`: asleep where it may not be, so that its executor is held.
 */
export type TaskStatus = 'ready' | 'running' | 'parked' | 'blocking' | 'ended';

export interface TaskState {
  status: TaskStatus;
  /** The truth: the stack, each frame as its body and its next operation; empty before the start. */
  frames: { body: number; at: number }[];
  activity: Activity | null;
  /** An unpark that came before the park. */
  token: boolean;
  /** What the runtime remembers for this task, as canonical JSON. */
  remembered: string;
}

/** A state of the async-context machine. Owned by one step at a time: `step` copies before it writes. */
export interface State {
  tasks: TaskState[];
  signallers: { at: number; activity: Activity | null }[];
  /** The task that holds the executor, or -1, and the ready tasks in the order of their arrival. */
  executors: { running: number; queue: number[] }[];
  waitables: { event: boolean; home: number; waiter: number }[];
  /** The waiter list of each set, in the order of registration. */
  sets: number[][];
  /** What the runtime remembers for the store, where its bookkeeping is per store. */
  store: string;
  /** Why the run of the store is over, if it is. */
  over: 'no' | 'deadlock reported' | `trap ${TrapReason}`;
}

export const initialState = (program: Program, rules: Rules): State => ({
  tasks: program.tasks.map(() => ({
    status: 'ready',
    frames: [],
    activity: null,
    token: false,
    remembered: rules.runtime.bookkeeping.per === 'task' ? rules.initial : 'null',
  })),
  signallers: program.signallers.map(() => ({ at: 0, activity: null })),
  executors: program.executors.map((_, executor) => ({
    running: -1,
    queue: program.tasks.flatMap((task, i) => (task.executor === executor ? [i] : [])),
  })),
  waitables: program.homes.map((home) => ({ event: false, home, waiter: -1 })),
  sets: program.sets.map(() => []),
  store: rules.initial,
  over: 'no',
});

const copyActivity = (activity: Activity | null): Activity | null =>
  activity && { ...activity, toWake: [...activity.toWake] };

/** A state that shares nothing that a step may write with `state`. */
export const copyState = (state: State): State => ({
  tasks: state.tasks.map((task) => ({
    ...task,
    frames: task.frames.map((frame) => ({ ...frame })),
    activity: copyActivity(task.activity),
  })),
  signallers: state.signallers.map((signaller) => ({
    at: signaller.at,
    activity: copyActivity(signaller.activity),
  })),
  executors: state.executors.map((executor) => ({ ...executor, queue: [...executor.queue] })),
  waitables: state.waitables.map((waitable) => ({ ...waitable })),
  sets: state.sets.map((waiters) => [...waiters]),
  store: state.store,
  over: state.over,
});

/** The events that a waiter or poller on `set`, or on `waitable` alone, may take now. */
export const pendingFor = (
  state: State,
  { set, waitable }: { readonly set: number; readonly waitable: number },
): readonly number[] =>
  set >= 0
    ? state.waitables.flatMap((w, i) => (w.home === set && w.event ? [i] : []))
    : state.waitables[waitable]?.event === true
      ? [waitable]
      : [];
