import { maySuspend } from './frames.ts';
import type { Program } from './program.ts';
import type { Queue } from './runtime.ts';
import { isOver, operationAt, type State } from './state.ts';
import { probe, remembered, storeOf, type Turn } from './turn.ts';

/** Whether `task` may suspend: the truth, computed from the real stack. */
const taskMaySuspend = ({ program, state }: Turn, task: number): boolean =>
  maySuspend(state.tasks[task]!.frames.map(({ body }) => program.bodies[body]!.frame));

/** The ready task that an idle executor runs next, or -1. Tasks of a store that is closed run no more. */
export const nextReady = (
  program: Program,
  { stores, executors }: State,
  executor: number,
  discipline: Queue,
): number => {
  const open = executors[executor]!.queue.filter(
    (task) => stores[program.tasks[task]!.store]!.over === 'no',
  );
  return (discipline === 'lifo' ? open.at(-1) : open[0]) ?? -1;
};

const switchOut = (turn: Turn, task: number): void => {
  if (turn.rules.runtime.bookkeeping.per !== 'store') return;
  turn.state.tasks[task]!.remembered = turn.rules.switchOut(remembered(turn, task));
};

const switchIn = (turn: Turn, task: number): void => {
  if (turn.rules.runtime.bookkeeping.per !== 'store') return;
  const store = storeOf(turn, task);
  store.remembered = turn.rules.switchIn(store.remembered, turn.state.tasks[task]!.remembered);
};

/** `task` holds its executor, for the first time or again. */
const take = (turn: Turn, task: number): void => {
  const { program, state, events } = turn;
  const { id, executor } = program.tasks[task]!;
  state.executors[executor]!.running = task;
  state.tasks[task]!.status = 'running';
  switchIn(turn, task);
  events.push({ kind: 'resumed', task: id, executor: program.executors[executor]! });
  probe(turn, task);
};

/** `task`, which its executor has picked from the queue, runs: for the first time or again. */
export const resume = (turn: Turn, task: number): void => {
  const home = turn.state.executors[turn.program.tasks[task]!.executor]!;
  home.queue = home.queue.filter((other) => other !== task);
  take(turn, task);
};

/** `caller` lets a subtask run, and goes on when it first gives way. */
export const callOwn = (turn: Turn, caller: number, subtask: number): void => {
  const { program, state, events } = turn;
  events.push({
    kind: 'own-called',
    by: program.tasks[caller]!.id,
    subtask: program.tasks[subtask]!.id,
  });
  switchOut(turn, caller);
  state.tasks[caller]!.status = 'calling';
  state.tasks[subtask]!.caller = caller;
  take(turn, subtask);
};

/** `task` no longer holds its executor; if it was called and had not given way yet, its caller goes on. */
const free = (turn: Turn, task: number): void => {
  const { program, state } = turn;
  const self = state.tasks[task]!;
  const { caller } = self;
  state.executors[program.tasks[task]!.executor]!.running = -1;
  if (caller < 0) return;
  self.caller = -1;
  // A caller whose store was closed meanwhile goes with its store.
  if (storeOf(turn, caller).over === 'no') take(turn, caller);
  else free(turn, caller);
};

/** A subtask that gives way before it has returned tells its caller that it has begun. */
const progress = ({ program, state, events }: Turn, task: number): void => {
  const { id, waitable } = program.tasks[task]!;
  if (state.tasks[task]!.caller < 0) return;
  state.waitables[waitable]!.event = true;
  events.push({ kind: 'signalled', by: id, waitable: id });
};

/** `task`, which runs, gives its executor up. */
const suspend = (turn: Turn, task: number, operation: string): void => {
  const { program, events } = turn;
  const { id, executor } = program.tasks[task]!;
  switchOut(turn, task);
  events.push({ kind: 'suspended', task: id, executor: program.executors[executor]!, operation });
  progress(turn, task);
  free(turn, task);
};

/**
 * `task` sleeps until somebody unparks it. Where it may not suspend there is no stack to set aside, so it
 * holds on to its executor and nobody else of that executor runs.
 */
export const park = (turn: Turn, task: number, operation: string): void => {
  const self = turn.state.tasks[task]!;
  const frees = taskMaySuspend(turn, task);
  self.status = frees ? 'parked' : 'blocking';
  if (frees) suspend(turn, task, operation);
  askVerdict(turn);
};

/** `task` goes to the back of its executor's queue; where it may not suspend it just keeps running. */
export const requeue = (turn: Turn, task: number, operation: string): void => {
  const { program, state } = turn;
  const { id, executor } = program.tasks[task]!;
  if (!taskMaySuspend(turn, task)) {
    // Claiming to give way where the stack cannot be set aside is told by the event, as for a park.
    turn.events.push({
      kind: 'suspended',
      task: id,
      executor: program.executors[executor]!,
      operation,
    });
    resume(turn, task);
    return;
  }
  state.tasks[task]!.status = 'ready';
  state.executors[executor]!.queue.push(task);
  suspend(turn, task, operation);
  // Its store was closed meanwhile: it does not come back, and could have signalled until now.
  if (storeOf(turn, task).over !== 'no') askVerdict(turn);
};

/** Wakes `target`: a parked task becomes ready; for any other the wake is remembered, if `token` says so. */
export const unpark = (turn: Turn, target: number, by: string, token: boolean): void => {
  const { program, rules, state, events } = turn;
  const task = state.tasks[target]!;
  const { id, executor } = program.tasks[target]!;
  if (task.status === 'parked') {
    task.status = 'ready';
    const { queue } = state.executors[executor]!;
    if (rules.runtime.queue === 'slot') queue.unshift(target);
    else queue.push(target);
    events.push({ kind: 'unparked', task: id, by });
  } else if (task.status === 'blocking') {
    task.status = 'running';
    events.push({ kind: 'unparked', task: id, by });
    events.push({ kind: 'resumed', task: id, executor: program.executors[executor]! });
  } else if (token && task.status !== 'ended') {
    task.token = true;
    events.push({ kind: 'token-set', task: id, by });
  } else {
    events.push({ kind: 'wake-dropped', task: id, by });
  }
};

/** `task` has nothing left to do: its executor is free. */
export const end = (turn: Turn, task: number): void => {
  const { program, state, events } = turn;
  const { id, executor } = program.tasks[task]!;
  state.tasks[task]!.status = 'ended';
  events.push({ kind: 'ended', task: id });
  free(turn, task);
  // Tasks of a closed store may be left in the queue; they run no more.
  const idle = nextReady(program, state, executor, turn.rules.runtime.queue) < 0;
  if (state.executors[executor]!.running < 0 && idle) askVerdict(turn);
};

/** `task` runs no more, and its executor is free: it trapped, or its store was closed. */
const stop = (turn: Turn, task: number): void => {
  turn.state.tasks[task]!.status = 'ended';
  free(turn, task);
};

/** The same, of a task that ran until now: others may have counted on it. */
export const stopRunning = (turn: Turn, task: number): void => {
  stop(turn, task);
  askVerdict(turn);
};

/** Asks the runtime, of the counts of each store, whether this is a deadlock. */
export const askVerdict = (turn: Turn): void => {
  for (const store of turn.program.stores.keys()) askStore(turn, store);
};

const askStore = (turn: Turn, store: number): void => {
  const { program, rules, state, events } = turn;
  const self = state.stores[store]!;
  if (self.over !== 'no') return;
  const mine = (task: number): boolean => program.tasks[task]!.store === store;
  // The operation that a task is in the middle of when its store is closed is still done.
  const lives = (task: number): boolean =>
    state.stores[program.tasks[task]!.store]!.over === 'no' ||
    (state.tasks[task]!.status === 'running' && state.tasks[task]!.activity !== null);
  const count = (own: boolean, ...statuses: readonly string[]): number =>
    state.tasks.filter((task, i) => mine(i) === own && lives(i) && statuses.includes(task.status))
      .length;
  const emptySet = (set: number): boolean =>
    set >= 0 && state.waitables.every((w) => w.home !== set);
  const verdict = rules.verdict({
    ready: count(true, 'ready'),
    running: count(true, 'running', 'calling'),
    parked: count(true, 'parked', 'blocking'),
    parkedOnEmptySet: state.tasks.filter((task, i) => {
      if (!mine(i) || (task.status !== 'parked' && task.status !== 'blocking')) return false;
      return task.lock < 0 && emptySet(operationAt(program, task)!.set);
    }).length,
    sources:
      count(false, 'ready', 'running', 'calling') +
      state.signallers.filter((signaller, i) => signaller.at < program.signallers[i]!.count).length,
  });
  if (verdict !== 'deadlock') return;
  events.push({ kind: 'deadlock-reported', store: program.stores[store]! });
  closeStore(turn, store, 'deadlock reported');
};

/** The run of a store is over. Its parked tasks stay where they are, but hold no executor of other stores. */
export const closeStore = (
  turn: Turn,
  store: number,
  over: Exclude<State['stores'][number]['over'], 'no'>,
): void => {
  const { program, state } = turn;
  state.stores[store]!.over = over;
  if (isOver(state)) return;
  for (const [task, { status }] of state.tasks.entries()) {
    if (program.tasks[task]!.store === store && status === 'blocking') stop(turn, task);
  }
};
