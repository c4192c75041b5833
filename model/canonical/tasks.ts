import { resolveCaller, takeArguments } from './callers.ts';
import { gateIsShut } from './readiness.ts';
import { beginFunction, needsLock, register, releaseLock, takeLock, unregister } from './spawn.ts';
import { keeps } from './rules.ts';
import { release, type Ref, type TaskState, type ThreadState } from './state.ts';
import { refOf, topOf, waitUntil } from './threads.ts';
import { count } from './waitables.ts';
import { liftValue, lowerValue, reallocFor, type RunBare } from './values.ts';
import { isAtGate, wake } from './waking.ts';
import { callableOf, isDead, nameOf, taskOf, tell, trapIn, type World } from './world.ts';

/** The implicit thread runs for the first time: it passes the entry gate, or queues there. */
export const begin = (world: World, thread: ThreadState, runBare: RunBare): void => {
  const task = taskOf(world, thread);
  const { async } = callableOf(world, task).signature;
  const instance = world.state.instances[thread.instance]!;
  const gated = async && !callsDirectly(world, task);
  if (gated && (gateIsShut(world, task) || instance.gate.length > 0)) {
    instance.gate.push(refOf(world, thread));
    tell(world, { kind: 'gated', task: task.name });
    waitUntil(world, thread, world.profile.whenReady.gate, {
      predicate: waitsForLockOnly(world, task) ? 'gate-and-lock' : 'gate',
      cancellable: true,
      next: 'gate-opened',
    });
    return;
  }
  start(world, thread, runBare);
};

/** Whether the lock keeps a task out that does not take it. */
const waitsForLockOnly = (world: World, { exclusive }: TaskState): boolean =>
  !exclusive && world.profile.gateLock === 'every';

/** The gate has let it through, or a cancel took it away. */
export const passGate = (world: World, thread: ThreadState, runBare: RunBare): void => {
  const { gate } = world.state.instances[thread.instance]!;
  const ref = refOf(world, thread);
  gate.splice(gate.indexOf(ref), 1);
  wake(world, 'gate', isAtGate(thread.instance));
  if (!thread.cancelled) {
    start(world, thread, runBare);
    return;
  }
  resolve(world, thread, null, runBare);
  if (keeps(world, 'gate-cancel-ends-thread')) finish(world, ref);
  else {
    thread.mode = 'suspended';
    topOf(world).thread = -1;
  }
};

/** Whether a task passes by the gate and the lock of a function that is behind them. */
const callsDirectly = (world: World, task: TaskState): boolean =>
  callableOf(world, task).exclusive && !task.exclusive;

const start = (world: World, thread: ThreadState, runBare: RunBare): void => {
  const task = taskOf(world, thread);
  const callable = callableOf(world, task);
  const ref = refOf(world, thread);
  if (task.exclusive) takeLock(world, thread, ref);
  register(world, ref);
  task.state = 'started';
  tell(world, { kind: 'started', task: task.name });
  const values = takeArguments(world, task);
  const args = callable.signature.params.map((type, i) => {
    if (isDead(world)) return 0;
    reallocFor(world, runBare, callable.realloc, type);
    return lowerValue(world, thread.instance, type, values[i] ?? 0, thread.task);
  });
  beginFunction(world, thread, callable.entry, args);
};

/** `task.return`, or the return of a sync lift. */
export const returnFrom = (
  world: World,
  thread: ThreadState,
  raw: number,
  runBare: RunBare,
): void => {
  const task = taskOf(world, thread);
  const { result } = callableOf(world, task).signature;
  const value = result === null ? 0 : liftValue(world, thread.instance, result, raw, null);
  if (task.state === 'resolved') trapIn(world, thread, 'already-resolved');
  else if (task.borrows > 0) trapIn(world, thread, 'borrows-remain');
  else if (!isDead(world)) resolve(world, thread, value, runBare);
};

/** `task.cancel`: the task resolves without a value. */
export const cancelFrom = (world: World, thread: ThreadState, runBare: RunBare): void => {
  const task = taskOf(world, thread);
  const asked = task.state === 'pending-cancel' && !keeps(world, 'cancel-needs-delivery');
  if (task.state !== 'cancel-delivered' && !asked) trapIn(world, thread, 'not-cancelled');
  else if (task.borrows > 0) trapIn(world, thread, 'borrows-remain');
  else resolve(world, thread, null, runBare);
};

const resolve = (
  world: World,
  thread: ThreadState,
  value: number | null,
  runBare: RunBare,
): void => {
  const task = taskOf(world, thread);
  resolveCaller(world, task, value, runBare);
  task.state = 'resolved';
};

/** A core function has returned: its lift goes on. */
export const coreReturned = (
  world: World,
  thread: ThreadState,
  value: number,
  runBare: RunBare,
): void => {
  if (!thread.implicit) {
    exit(world, thread);
    return;
  }
  const callable = callableOf(world, taskOf(world, thread));
  if (callable.abi === 'stackful') exit(world, thread);
  else if (callable.abi === 'callback') loop(world, thread, value);
  else {
    returnFrom(world, thread, value, runBare);
    if (isDead(world)) return;
    if (callable.postReturn >= 0) {
      const instance = world.state.instances[thread.instance]!;
      instance.mayLeave = false;
      runBare(world, world.program.functions[callable.postReturn]!, [value], thread);
      instance.mayLeave = true;
      if (isDead(world)) return;
    }
    exit(world, thread);
  }
};

const EXIT = 0;
const YIELD = 1;

/** The event loop: what a callback returned says what it waits for, without the lock. */
const loop = (world: World, thread: ThreadState, packed: number): void => {
  const { whenReady } = world.profile;
  const code = packed & 15;
  if (code > 2) {
    trapIn(world, thread, 'callback-code');
    return;
  }
  if (code === EXIT) {
    exit(world, thread);
    return;
  }
  releaseLock(world, thread);
  if (code === YIELD) {
    waitUntil(world, thread, whenReady.yield, {
      predicate: 'lock-free',
      cancellable: true,
      next: 'loop-yielded',
    });
    return;
  }
  const slot = world.state.instances[thread.instance]!.handles.slots[packed >>> 4] ?? 0;
  if (slot === 0 || (slot & 3) !== 2) {
    trapIn(world, thread, slot === 0 ? 'unknown-handle' : 'not-a-waitable-set');
    return;
  }
  const set = slot >> 2;
  const instance = nameOf(world, thread.instance);
  tell(world, { kind: 'used', thread: thread.name, instance, handle: packed >>> 4 });
  count(world, thread, set, 1);
  waitUntil(world, thread, whenReady.loop, {
    predicate: 'set-has-event-and-lock-free',
    on: set,
    cancellable: true,
    next: 'loop-event',
  });
};

/** The callback is called with an event. */
export const callBack = (
  world: World,
  thread: ThreadState,
  event: { readonly code: number; readonly index: number; readonly payload: number },
): void => {
  takeLock(world, thread, refOf(world, thread));
  const { callback } = callableOf(world, taskOf(world, thread));
  beginFunction(world, thread, callback, [event.code, event.index, event.payload]);
};

/** A thread comes to its end, and control to the innermost activation. */
const exit = (world: World, thread: ThreadState): void => {
  const ref = refOf(world, thread);
  unregister(world, ref);
  if (isDead(world)) return;
  if (thread.implicit && needsLock(world, thread)) releaseLock(world, thread);
  finish(world, ref);
};

const finish = (world: World, ref: Ref): void => {
  const { state } = world;
  const thread = state.threads[ref]!;
  const task = taskOf(world, thread);
  tell(world, { kind: 'ended', task: task.name, thread: thread.name });
  topOf(world).thread = -1;
  if (thread.implicit) task.implicit = -1;
  release(state.threads, ref);
  forget(world, thread.task);
};

/** Takes a task out of the state when nothing can come of it any more. */
export const forget = ({ state }: World, ref: Ref): void => {
  const task: TaskState | null = state.tasks[ref]!;
  if (
    task?.state === 'resolved' &&
    task.threads.length === 0 &&
    task.implicit < 0 &&
    !state.control.some((frame) => frame.task === ref)
  ) {
    release(state.tasks, ref);
  }
};
