import { holds } from './readiness.ts';
import type { Waking, WhenReady } from './profile.ts';
import type { Signal } from './program.ts';
import { keeps } from './rules.ts';
import type { Choice, Frame, Predicate, Ref, Next, SubtaskState, ThreadState } from './state.ts';
import { SET, slotOf } from './tables.ts';
import { fault, operationOf, taskOf, tell, type World } from './world.ts';

const NONE: readonly Ref[] = [];

/** Stops the step until somebody says which. */
export const ask = (world: World, choice: Pick<Choice, 'kind'> & Partial<Choice>): 'stop' => {
  world.state.choice = {
    thread: choice.thread ?? -1,
    task: choice.task ?? -1,
    from: choice.from ?? -1,
    hostCall: choice.hostCall ?? -1,
    options: choice.options ?? NONE,
    step: choice.step ?? 0,
    kind: choice.kind,
  };
  return 'stop';
};

/** Puts an activation on top of the native stack. */
export const push = (world: World, frame: Pick<Frame, 'kind'> & Partial<Frame>): void => {
  world.state.control.push({
    kind: frame.kind,
    thread: frame.thread ?? -1,
    task: frame.task ?? -1,
    from: frame.from ?? -1,
    into: frame.into ?? -1,
    hostCall: frame.hostCall ?? -1,
    at: frame.at ?? 0,
  });
};

export const topOf = ({ state }: World): Frame => state.control.at(-1)!;

export const refOf = ({ state }: World, thread: ThreadState): Ref => state.threads.indexOf(thread);

/** The topmost activation runs this thread from now on. */
export const resume = (world: World, ref: Ref, cancelled: boolean): 'stop' => {
  const thread = world.state.threads[ref]!;
  if (thread.mode === 'running') return fault(world, 'resumed-running-thread');
  const frame = topOf(world);
  thread.mode = 'running';
  thread.predicate = 'none';
  thread.on = -1;
  thread.registered = false;
  thread.woken = false;
  thread.cancelled = cancelled;
  if (!world.profile.cancellableWhileRunning) thread.cancellable = false;
  frame.thread = ref;
  tell(world, { kind: 'resumed', thread: thread.name, by: frame.kind, cancelled });
  if (cancelled) {
    const { name } = taskOf(world, thread);
    tell(world, { kind: 'cancel-delivered', task: name, thread: thread.name });
  }
  return 'stop';
};

/** Tells a thread that comes to a cancellable park of a request that came before. */
export const deliverPendingCancel = (
  world: World,
  thread: ThreadState,
  cancellable: boolean,
): boolean => {
  const task = taskOf(world, thread);
  if (!cancellable || task.state !== 'pending-cancel') return false;
  task.state = 'cancel-delivered';
  tell(world, { kind: 'cancel-delivered', task: task.name, thread: thread.name });
  return true;
};

export interface Parking {
  readonly predicate: Predicate;
  readonly on?: Ref;
  readonly cancellable?: boolean;
  /** What the thread does when it goes on. */
  readonly next: Next;
  readonly operand?: Ref;
}

const goOn = (thread: ThreadState, cancelled: boolean): 'stop' => {
  thread.cancelled = cancelled;
  return 'stop';
};

const prepare = (thread: ThreadState, parking: Parking): void => {
  thread.next = parking.next;
  thread.operand = parking.operand ?? parking.on ?? -1;
};

/** Parks until a condition holds; where it holds already, the rules say whether it goes on. */
export const waitUntil = (
  world: World,
  thread: ThreadState,
  whenReady: WhenReady,
  parking: Parking,
): 'stop' => {
  const { cancellable = false, predicate, on = -1 } = parking;
  prepare(thread, parking);
  const looks = parking.next !== 'parked' || keeps(world, 'yield-looks-for-request');
  if (looks && deliverPendingCancel(world, thread, cancellable)) return goOn(thread, true);
  if (world.profile.waking !== 'level') {
    thread.predicate = predicate;
    thread.on = on;
    return waitFrom(world, thread, 0, cancellable);
  }
  if (whenReady !== 'park' && holds(world, thread, predicate, on)) {
    if (whenReady === 'go-on') return goOn(thread, false);
    // What it would park with, should it.
    thread.predicate = predicate;
    thread.on = on;
    return ask(world, { kind: 'ready', thread: refOf(world, thread), from: cancellable ? 1 : 0 });
  }
  return park(world, thread, predicate, on, cancellable);
};

/** Falls asleep in the steps that the rules give, of which this is the next; the host may act before any but the first. */
export const waitFrom = (
  world: World,
  thread: ThreadState,
  first: number,
  cancellable: boolean,
): 'stop' => {
  const { wait } = world.profile.waking as Waking;
  for (let step = first; step < wait.length; step += 1) {
    if (step > first && hostMayAct(world)) {
      const from = cancellable ? 1 : 0;
      return ask(world, { kind: 'wait-step', thread: refOf(world, thread), from, step });
    }
    const now = wait[step]!;
    switch (now) {
      case 'register':
        thread.registered = true;
        break;
      case 'check':
        if (!holds(world, thread, thread.predicate, thread.on)) break;
        if (whenReadyOf(world, thread) !== 'park') return endWait(world, thread, cancellable);
        thread.woken = true;
        break;
      case 'park':
        return park(world, thread, thread.predicate, thread.on, cancellable);
      default:
        return now satisfies never;
    }
  }
  return 'stop';
};

/** What it waits for is there: it goes on, or somebody has to say whether it does. */
const endWait = (world: World, thread: ThreadState, cancellable: boolean): 'stop' => {
  if (whenReadyOf(world, thread) === 'either') {
    return ask(world, { kind: 'ready', thread: refOf(world, thread), from: cancellable ? 1 : 0 });
  }
  thread.registered = false;
  thread.predicate = 'none';
  thread.on = -1;
  return goOn(thread, false);
};

const hostMayAct = ({ state, program }: World): boolean =>
  program.hostEnds.length > 0 || state.hostCalls.some((call) => call !== null);

/** What the rules say of a wait that ends like this one, where its condition holds already. */
const whenReadyOf = ({ profile: { whenReady } }: World, { next }: ThreadState): WhenReady => {
  switch (next) {
    case 'gate-opened':
      return whenReady.gate;
    case 'loop-yielded':
    case 'parked':
      return whenReady.yield;
    case 'loop-event':
      return whenReady.loop;
    case 'call-resolved':
      return 'park';
    case 'set-event':
    case 'own-event':
    case 'loop-deliver':
    case 'set-deliver':
    case 'cancel-returned':
    case 'call-returned':
    case 'call-begins':
    case 'core':
    case 'returned':
    case 'begin':
      return whenReady.wait;
    default:
      return next satisfies never;
  }
};

/** Gives control to the innermost activation; without a predicate, only another thread or a cancel resumes it. */
export const park = (
  world: World,
  thread: ThreadState,
  predicate: Predicate,
  on: Ref,
  cancellable: boolean,
): 'stop' => {
  thread.mode = predicate === 'none' ? 'suspended' : 'waiting';
  thread.predicate = predicate;
  thread.on = on;
  thread.cancellable = cancellable;
  if (predicate === 'always') wakeSelf(world, thread);
  topOf(world).thread = -1;
  const operation = operationOf(world, thread);
  tell(
    world,
    predicate === 'none'
      ? { kind: 'suspended', thread: thread.name, operation, cancellable }
      : {
          kind: 'parked',
          thread: thread.name,
          operation,
          predicate,
          on: subjectOf(world, thread),
          cancellable,
        },
  );
  return 'stop';
};

/** What the condition of a thread is about, by name: a set or waitable by its handle, a callee by its own. */
const subjectOf = ({ state, program }: World, { predicate, on, instance }: ThreadState): string => {
  const handle = (index: number): string => `${program.instances[instance]!.id}[${index}]`;
  switch (predicate) {
    case 'set-has-event':
    case 'set-has-event-and-lock-free':
      return handle(state.instances[instance]!.handles.slots.indexOf(slotOf(SET, on)));
    case 'own-event':
      return handle(state.waitables[on]!.index);
    case 'subtask-resolved': {
      const { host, callee } = state.waitables[on] as SubtaskState;
      // Where waits go by steps, it may have resolved since.
      return (host ? state.hostCalls[callee] : state.tasks[callee])?.name ?? '';
    }
    case 'none':
    case 'always':
    case 'gate':
    case 'gate-and-lock':
    case 'lock-free':
    case 'others-parked':
      return '';
    default:
      return predicate satisfies never;
  }
};

/** Goes on after the choice to go on, or parks after all. */
export const chooseReady = (world: World, { thread: ref, from }: Choice, goes: boolean): void => {
  const thread = world.state.threads[ref]!;
  const { predicate, on } = thread;
  thread.predicate = 'none';
  thread.on = -1;
  if (goes) {
    thread.registered = false;
    goOn(thread, false);
    return;
  }
  wakeSelf(world, thread);
  park(world, thread, predicate, on, from === 1);
};

/** What it waits for holds already: it need not be woken by anybody. */
const wakeSelf = ({ profile }: World, thread: ThreadState): void => {
  if (profile.waking === 'level') return;
  thread.registered = true;
  thread.woken = true;
};

/** Parks without a condition. */
export const suspend = (world: World, thread: ThreadState, cancellable: boolean): Signal => {
  prepare(thread, { predicate: 'none', next: 'parked' });
  if (deliverPendingCancel(world, thread, cancellable)) return goOn(thread, true);
  return park(world, thread, 'none', -1, cancellable);
};

/** Parks, and the same activation runs `other`, which is suspended. */
export const switchTo = (
  world: World,
  thread: ThreadState,
  other: Ref,
  predicate: 'none' | 'always',
  cancellable: boolean,
): Signal => {
  park(world, thread, predicate, -1, cancellable);
  return resume(world, other, false);
};

/** Makes a suspended thread ready. */
export const resumeLater = (world: World, thread: ThreadState, by: ThreadState): void => {
  thread.mode = 'waiting';
  thread.predicate = 'always';
  wakeSelf(world, thread);
  tell(world, { kind: 'armed', thread: thread.name, by: by.name });
};
