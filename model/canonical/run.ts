import { callBack, begin, coreReturned, forget, passGate } from './tasks.ts';
import { parkEnded } from './built-ins/threads.ts';
import { cancelReturned, ownEvent } from './built-ins/subtasks.ts';
import { giveEvent, setWoke, type Event } from './built-ins/sets.ts';
import { call, leave, liftEnds } from './lift.ts';
import { callBegins, callResolved, callReturned } from './lower.ts';
import { hostCallGoesOn } from './host-calls.ts';
import type { Func } from './program.ts';
import { bareThread, localsOf } from './spawn.ts';
import type { Frame, ThreadState } from './state.ts';
import { deliver } from './waitables.ts';
import { codeOf, fault, isDead, tell, type World } from './world.ts';

/** More instructions than any sensible thread runs without a pause. */
const INSTRUCTIONS_MAX = 200_000;

/** More turns than threads take between two choices, unless a call of a sync type spins. */
const TURNS_MAX = 10_000;

/** Runs until somebody has to choose: the host, or whoever decides at a choice point. */
export const run = (world: World): void => {
  const { state } = world;
  for (let left = TURNS_MAX; state.over === '' && state.choice === null; left -= 1) {
    const frame = state.control.at(-1);
    if (frame === undefined) return;
    if (left === 0) fault(world, 'ran-away');
    if (frame.thread >= 0) runThread(world, state.threads[frame.thread]!);
    else controlReturns(world, frame);
  }
};

/** The thread that a frame ran has parked or ended. */
const controlReturns = (world: World, frame: Frame): void => {
  const { state } = world;
  switch (frame.kind) {
    case 'lift':
    case 'sync-loop':
      liftEnds(world, frame);
      return;
    case 'tick':
    case 'cancel':
      if (frame.into >= 0) leave(world, frame.into, frame.from);
      state.control.pop();
      if (frame.task >= 0) forget(world, frame.task);
      return;
    case 'host-call':
      hostCallGoesOn(world, frame, runBare);
      return;
    case 'instantiate':
      instantiate(world, frame);
      return;
    default:
      frame.kind satisfies never;
  }
};

/** Makes the instances, one after the other. */
const instantiate = (world: World, frame: Frame): void => {
  const { instances } = world.program;
  if (frame.at > 0) tell(world, { kind: 'instantiated', instance: instances[frame.at - 1]!.id });
  const next = instances[frame.at];
  if (next === undefined) {
    world.state.control.pop();
    return;
  }
  frame.at += 1;
  if (next.start >= 0) {
    call(world, next.start, { callerKind: 'nobody', caller: -1, args: [] }, -1);
  }
};

const runThread = (world: World, thread: ThreadState): void => {
  if (thread.next !== 'core') {
    CONTINUATIONS[thread.next](world, thread);
    return;
  }
  const { code } = world.program.functions[thread.func]!;
  for (let left = INSTRUCTIONS_MAX; left > 0; left -= 1) {
    const instruction = code[thread.at]!;
    thread.at += 1;
    if (instruction.run(world, thread) === 'stop') return;
  }
  fault(world, 'ran-away');
};

const giveOnce = (world: World, thread: ThreadState, event: Event): void => {
  if (event === null) return;
  thread.next = 'core';
  giveEvent(world, thread, event);
};

const callBackOnce = (world: World, thread: ThreadState, event: Event): void => {
  if (event !== null) callBack(world, thread, event);
};

/** What a thread does first when it runs: by what it has parked in, or called. */
const CONTINUATIONS: Readonly<
  Record<Exclude<ThreadState['next'], 'core'>, (world: World, thread: ThreadState) => void>
> = {
  begin: (world, thread) => begin(world, thread, runBare),
  returned: (world, thread) => coreReturned(world, thread, thread.operand, runBare),
  'gate-opened': (world, thread) => passGate(world, thread, runBare),
  'loop-yielded': (world, thread) =>
    callBack(world, thread, { code: thread.cancelled ? 6 : 0, index: 0, payload: 0 }),
  'loop-event': (world, thread) =>
    callBackOnce(world, thread, setWoke(world, thread, 'loop-deliver')),
  'loop-deliver': (world, thread) =>
    callBack(world, thread, deliver(world, thread, thread.operand)),
  'set-event': (world, thread) => giveOnce(world, thread, setWoke(world, thread, 'set-deliver')),
  'set-deliver': (world, thread) => giveOnce(world, thread, deliver(world, thread, thread.operand)),
  'own-event': ownEvent,
  parked: parkEnded,
  'call-returned': (world, thread) => callReturned(world, thread, codeOf(world, thread).async),
  'call-resolved': callResolved,
  'call-begins': (world, thread) => callBegins(world, thread, codeOf(world, thread).async),
  'cancel-returned': (world, thread) => cancelReturned(world, thread, codeOf(world, thread).async),
};

/** Runs a function that can neither park nor choose to its end, on a fresh thread or beside another. */
export const runBare = (
  world: World,
  func: Func,
  args: readonly number[],
  on: ThreadState | null,
): void => {
  const { instance, locals, code } = func;
  const thread = bareThread({
    name: on?.name ?? func.id,
    instance,
    task: on?.task ?? -1,
    implicit: false,
    next: 'core',
  });
  thread.mode = 'running';
  thread.func = world.program.functions.indexOf(func);
  thread.locals = localsOf(locals, args);
  thread.slot0 = on?.slot0 ?? 0;
  thread.slot1 = on?.slot1 ?? 0;
  for (let left = INSTRUCTIONS_MAX; thread.next !== 'returned' && !isDead(world); left -= 1) {
    if (left === 0) fault(world, 'ran-away');
    const instruction = code[thread.at]!;
    thread.at += 1;
    instruction.run(world, thread);
  }
  if (on === null) return;
  on.slot0 = thread.slot0;
  on.slot1 = thread.slot1;
};
