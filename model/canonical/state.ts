import type { Fault, TrapReason } from './reasons.ts';

/** An index into one of the lists of a state, or -1 for none. */
export type Ref = number;

export interface InstanceState {
  mayEnter: boolean;
  mayLeave: boolean;
  backpressure: number;
  /** The threads at the entry gate, in the order of their arrival. */
  gate: Ref[];
  /** The thread that has the lock. */
  exclusive: Ref;
  handles: Table;
  /** Of threads. */
  threads: Table;
  globals: number[];
  memory: number[];
}

/** Slots from index 1 on, 0 where empty, and the freed ones, of which the last is used first. */
export interface Table {
  slots: number[];
  free: number[];
}

/** What a parked thread waits for; `readiness.ts` says when it holds. */
export type Predicate =
  | 'none'
  | 'always'
  | 'gate'
  /** The gate of a task that does not take the lock, and has to wait for it all the same. */
  | 'gate-and-lock'
  | 'lock-free'
  | 'set-has-event'
  | 'set-has-event-and-lock-free'
  | 'own-event'
  | 'subtask-resolved'
  | 'others-parked';

/** What a thread does when it next runs. */
export type Next =
  | 'core'
  | 'returned'
  | 'begin'
  | 'gate-opened'
  | 'loop-yielded'
  | 'loop-event'
  | 'loop-deliver'
  | 'set-event'
  | 'set-deliver'
  | 'own-event'
  | 'parked'
  | 'call-returned'
  | 'call-resolved'
  | 'call-begins'
  | 'cancel-returned';

export interface ThreadState {
  name: string;
  readonly instance: number;
  /** Its task; -1 for what runs beside all tasks: a `realloc`. */
  readonly task: Ref;
  readonly implicit: boolean;
  mode: 'suspended' | 'waiting' | 'running';
  predicate: Predicate;
  /** What the predicate is about: a set or a waitable. */
  on: Ref;
  cancellable: boolean;
  /** Its index in the table of its instance, or 0. */
  index: number;
  slot0: number;
  slot1: number;
  func: number;
  at: number;
  locals: number[];
  next: Next;
  /** Where waits go by wakes: whether wakes find it, and whether one has since it looked last. */
  registered: boolean;
  woken: boolean;
  /** Whether its last park ended by a cancel. */
  cancelled: boolean;
  /** What `then` goes on with: a set, a waitable, or the value that was returned. */
  operand: Ref;
}

export interface TaskState {
  readonly name: string;
  readonly callable: number;
  /** Who hears of its start and its result: an invocation, a subtask, or nobody. */
  readonly callerKind: 'invocation' | 'subtask' | 'nobody';
  readonly caller: Ref;
  /** What it is called with, where nobody is asked for that. */
  readonly args: readonly number[];
  /** Whether it waits for the lock of its instance, and has it while it runs. */
  readonly exclusive: boolean;
  state: 'initial' | 'started' | 'pending-cancel' | 'cancel-delivered' | 'resolved';
  borrows: number;
  implicit: Ref;
  threads: Ref[];
}

interface WaitableBase {
  readonly instance: number;
  /** Its index in the table of its instance, or 0. */
  index: number;
  /** The pending event, or `none`. */
  event: 'none' | 'progress' | 'copied' | 'completed' | 'dropped' | 'cancelled';
  set: Ref;
  syncWaiter: boolean;
}

export interface SubtaskState extends WaitableBase {
  readonly kind: 'subtask';
  /** As the specification counts them: 0 starting, 1 started, 2 returned, 3 and 4 cancelled. */
  state: number;
  /** The callee: a task of a guest or a call of the host. */
  callee: Ref;
  readonly host: boolean;
  /** The import that was called, by its index in the program. */
  readonly link: number;
  args: number[];
  result: number;
  /** Where an async call leaves its result. */
  readonly cell: number;
  readonly realloc: number;
  /** The handles that were lent to the callee. */
  lenders: Ref[];
  delivered: boolean;
  requested: boolean;
}

export interface EndState extends WaitableBase {
  readonly kind: 'readable' | 'writable';
  readonly channel: Ref;
  state: 'idle' | 'copying' | 'cancelling' | 'done';
  /** The buffer of its operation. */
  cell: number;
  length: number;
  progress: number;
  /** The host's end that it is, or -1. */
  readonly hostEnd: number;
}

export type WaitableState = SubtaskState | EndState;

export interface SetState {
  members: Ref[];
  /** The threads that are parked on it. */
  waiting: number;
}

/** What two ends share. */
export interface ChannelState {
  readonly future: boolean;
  /** The index of its element type in the program. */
  readonly element: number;
  dropped: boolean;
  /** The end whose operation came first. */
  pending: Ref;
  /** The host's ends of it. */
  hostEnd: number;
}

export interface HandleState {
  readonly type: number;
  readonly rep: number;
  readonly own: boolean;
  readonly scope: Ref;
  lends: number;
}

export interface HostCallState {
  readonly name: string;
  readonly func: number;
  readonly subtask: Ref;
  started: boolean;
  cancelRequested: boolean;
}

export interface InvocationState {
  status: 'idle' | 'called' | 'returned' | 'cancelled' | 'trapped';
  task: Ref;
  cancelRequested: boolean;
  result: number;
}

export interface HostEndState {
  at: number;
  end: Ref;
  cancelAsked: boolean;
  /** How many values of its step earlier writes have passed on. */
  written: number;
  /** All that it has read. */
  received: number[];
}

/** An activation on the native stack: it runs a thread, and has control when that parks or ends. */
export interface Frame {
  kind: 'lift' | 'sync-loop' | 'tick' | 'cancel' | 'host-call' | 'instantiate';
  thread: Ref;
  task: Ref;
  /** The instance that the activation came from, or -1 for the host. */
  from: number;
  /** The instance that it entered, or -1. */
  into: number;
  hostCall: Ref;
  at: number;
}

/** A choice that a step stopped at. */
export interface Choice {
  readonly kind: 'ready' | 'wait-step' | 'sync-loop' | 'cancel' | 'deliver' | 'host-resolve';
  readonly thread: Ref;
  readonly task: Ref;
  readonly from: number;
  readonly hostCall: Ref;
  readonly options: readonly Ref[];
  /** Of a wait: the step that comes next. */
  readonly step: number;
}

export interface State {
  instances: InstanceState[];
  threads: (ThreadState | null)[];
  tasks: (TaskState | null)[];
  waitables: (WaitableState | null)[];
  sets: (SetState | null)[];
  channels: (ChannelState | null)[];
  resources: (HandleState | null)[];
  hostCalls: (HostCallState | null)[];
  invocations: InvocationState[];
  hostEnds: HostEndState[];
  control: Frame[];
  choice: Choice | null;
  /** Why the store is dead, if it is. */
  over: '' | TrapReason | Fault;
  /** How often each callable, and then each function of the host, was called. */
  calls: number[];
}

const copyTable = ({ slots, free }: Table): Table => ({ slots: [...slots], free: [...free] });

const copyWaitable = (waitable: WaitableState): WaitableState =>
  waitable.kind === 'subtask'
    ? { ...waitable, args: [...waitable.args], lenders: [...waitable.lenders] }
    : { ...waitable };

const each = <T>(list: readonly (T | null)[], copy: (item: T) => T): (T | null)[] =>
  list.map((item) => item && copy(item));

/** A state that shares nothing that a step may write with `state`. */
export const copyState = (state: State): State => ({
  instances: state.instances.map((instance) => ({
    ...instance,
    gate: [...instance.gate],
    handles: copyTable(instance.handles),
    threads: copyTable(instance.threads),
    globals: [...instance.globals],
    memory: [...instance.memory],
  })),
  threads: each(state.threads, (thread) => ({ ...thread, locals: [...thread.locals] })),
  tasks: each(state.tasks, (task) => ({ ...task, threads: [...task.threads] })),
  waitables: each(state.waitables, copyWaitable),
  sets: each(state.sets, (set) => ({ ...set, members: [...set.members] })),
  channels: each(state.channels, (channel) => ({ ...channel })),
  resources: each(state.resources, (handle) => ({ ...handle })),
  hostCalls: each(state.hostCalls, (call) => ({ ...call })),
  invocations: state.invocations.map((invocation) => ({ ...invocation })),
  hostEnds: state.hostEnds.map((end) => ({ ...end, received: [...end.received] })),
  control: state.control.map((frame) => ({ ...frame })),
  choice: state.choice,
  over: state.over,
  calls: [...state.calls],
});

/** Puts `item` into the first free place of a list, and says which that is. */
export const allocate = <T>(list: (T | null)[], item: T): Ref => {
  for (let i = 0; i < list.length; i += 1) {
    if (list[i] === null) {
      list[i] = item;
      return i;
    }
  }
  return list.push(item) - 1;
};

/** Empties a place; what is empty at the end of a list is cut off. */
export const release = (list: unknown[], ref: Ref): void => {
  list[ref] = null;
  while (list.length > 0 && list.at(-1) === null) list.pop();
};
