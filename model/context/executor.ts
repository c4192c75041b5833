import { maySuspend } from './frames.ts';
import { probe, remembered, type Turn } from './turn.ts';

/** Whether `task` may suspend: the truth, computed from the real stack. */
const taskMaySuspend = ({ program, state }: Turn, task: number): boolean =>
  maySuspend(state.tasks[task]!.frames.map(({ body }) => program.bodies[body]!.frame));

/** The ready task that an idle executor runs next, or -1. */
export const nextReady = (queue: readonly number[], discipline: 'fifo' | 'lifo'): number =>
  (discipline === 'fifo' ? queue[0] : queue.at(-1)) ?? -1;

/** `task`, which its executor has picked from the queue, runs: for the first time or again. */
export const resume = (turn: Turn, task: number): void => {
  const { program, rules, state, events } = turn;
  const { id, executor } = program.tasks[task]!;
  const home = state.executors[executor]!;
  const self = state.tasks[task]!;
  home.queue = home.queue.filter((other) => other !== task);
  home.running = task;
  self.status = 'running';
  if (rules.runtime.bookkeeping.per === 'store') {
    state.store = rules.switchIn(state.store, self.remembered);
  }
  events.push({ kind: 'resumed', task: id, executor: program.executors[executor]! });
  probe(turn, task);
};

/** `task`, which runs, gives its executor up. */
const suspend = (turn: Turn, task: number, operation: string): void => {
  const { program, rules, state, events } = turn;
  const { id, executor } = program.tasks[task]!;
  if (rules.runtime.bookkeeping.per === 'store') {
    state.tasks[task]!.remembered = rules.switchOut(remembered(turn, task));
  }
  state.executors[executor]!.running = -1;
  events.push({ kind: 'suspended', task: id, executor: program.executors[executor]!, operation });
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
  if (!taskMaySuspend(turn, task)) {
    // Claiming to give way where the stack cannot be set aside is told by the event, as for a park.
    const { id, executor } = program.tasks[task]!;
    turn.events.push({
      kind: 'suspended',
      task: id,
      executor: program.executors[executor]!,
      operation,
    });
    resume(turn, task);
    return;
  }
  suspend(turn, task, operation);
  state.tasks[task]!.status = 'ready';
  state.executors[program.tasks[task]!.executor]!.queue.push(task);
};

/** Wakes `target`: a parked task becomes ready; for any other the wake is remembered, if `token` says so. */
export const unpark = (turn: Turn, target: number, by: string, token: boolean): void => {
  const { program, state, events } = turn;
  const task = state.tasks[target]!;
  const { id, executor } = program.tasks[target]!;
  if (task.status === 'parked') {
    task.status = 'ready';
    state.executors[executor]!.queue.push(target);
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

/** The base frame of `task` has returned: its executor is free. */
export const end = (turn: Turn, task: number): void => {
  const { program, state, events } = turn;
  const { id, executor } = program.tasks[task]!;
  state.tasks[task]!.status = 'ended';
  state.executors[executor]!.running = -1;
  events.push({ kind: 'ended', task: id });
  if (state.executors[executor]!.queue.length === 0) askVerdict(turn);
};

/** Asks the runtime, of its own counts, whether this is a deadlock. */
export const askVerdict = ({ program, rules, state, events }: Turn): void => {
  if (state.over !== 'no') return;
  const count = (...statuses: readonly string[]): number =>
    state.tasks.filter((task) => statuses.includes(task.status)).length;
  const emptySet = (set: number): boolean =>
    set >= 0 && state.waitables.every((w) => w.home !== set);
  const verdict = rules.verdict({
    ready: count('ready'),
    running: count('running'),
    parked: count('parked', 'blocking'),
    parkedOnEmptySet: state.tasks.filter((task) => {
      if (task.status !== 'parked' && task.status !== 'blocking') return false;
      const top = task.frames.at(-1)!;
      return emptySet(program.bodies[top.body]!.operations[top.at]!.set);
    }).length,
    sources: state.signallers.filter(
      (signaller, i) => signaller.at < program.signallers[i]!.signals.length,
    ).length,
  });
  if (verdict === 'deadlock') {
    state.over = 'deadlock reported';
    events.push({ kind: 'deadlock-reported' });
  }
};
