import { mayBlock } from './blocking.ts';
import { callHost } from './host-calls.ts';
import { call as callGuest } from './lift.ts';
import type { Evaluate, Signal } from './program.ts';
import { keeps } from './rules.ts';
import { allocate, release, type SubtaskState, type ThreadState } from './state.ts';
import { addHandle, WAITABLE } from './tables.ts';
import { waitUntil } from './threads.ts';
import { deliverResolution } from './waitables.ts';
import { give, isDead, tell, type World } from './world.ts';

export interface Lowering {
  readonly link: number;
  readonly async: boolean;
  readonly args: readonly Evaluate[];
  readonly cell: Evaluate | null;
  readonly realloc: number;
}

/** Calls an import: the callee runs on top of the native stack first. */
export const lower = (world: World, thread: ThreadState, lowering: Lowering): Signal => {
  const { cell } = lowering;
  const args = lowering.args.map((evaluate) => evaluate(world, thread));
  const at = cell === null ? -1 : cell(world, thread);
  if (isDead(world)) return 'stop';
  return callLink(world, thread, { ...lowering, args, cell: at });
};

interface LinkCall extends Omit<Lowering, 'args' | 'cell'> {
  readonly args: readonly number[];
  readonly cell: number;
}

/** The same with values: a destructor is called so, too. */
export const callLink = (world: World, thread: ThreadState, link: LinkCall): 'stop' => {
  const { state, program } = world;
  const { callable, host, instance } = program.links[link.link]!;
  const subtask: SubtaskState = {
    kind: 'subtask',
    instance,
    index: 0,
    event: 'none',
    set: -1,
    syncWaiter: false,
    state: 0,
    callee: -1,
    host: host >= 0,
    link: link.link,
    args: [...link.args],
    result: 0,
    cell: link.cell,
    realloc: link.realloc,
    lenders: [],
    delivered: false,
    requested: false,
  };
  thread.operand = allocate(state.waitables, subtask);
  if (letsOthersGo(world, thread, callable, link.async)) {
    return waitUntil(world, thread, 'go-on', {
      predicate: 'others-parked',
      operand: thread.operand,
      next: 'call-begins',
    });
  }
  return callBegins(world, thread, link.async);
};

/** Whether others go first; who may not block goes on, for nobody could bring the call to its end that it is in. */
const letsOthersGo = (
  world: World,
  thread: ThreadState,
  callable: number,
  async: boolean,
): boolean =>
  world.profile.callStart === 'others-first' &&
  callable >= 0 &&
  (async || world.program.callables[callable]!.abi !== 'sync') &&
  mayBlock(world, thread);

/** The callee runs until it blocks or resolves. */
export const callBegins = (world: World, thread: ThreadState, async: boolean): 'stop' => {
  const ref = thread.operand;
  const subtask = world.state.waitables[ref] as SubtaskState;
  const { callable, host, instance } = world.program.links[subtask.link]!;
  tell(world, { kind: 'call-begun', thread: thread.name, async });
  thread.next = 'call-returned';
  subtask.callee =
    host >= 0
      ? callHost(world, host, ref)
      : callGuest(
          world,
          callable,
          { callerKind: 'subtask', caller: ref, args: [] },
          instance,
          !async,
        );
  return 'stop';
};

/** The callee has blocked or resolved: what the caller makes of it. */
export const callReturned = (world: World, thread: ThreadState, async: boolean): void => {
  const { state } = world;
  const ref = thread.operand;
  const subtask = state.waitables[ref] as SubtaskState;
  thread.next = 'core';
  if (subtask.state >= 2) {
    finishCall(world, thread, async ? 2 : subtask.result);
    return;
  }
  if (!async && !keeps(world, 'calls-wait-for-result')) {
    answer(world, thread, 2);
    give(world, thread, 0);
    return;
  }
  if (!async) {
    waitUntil(world, thread, 'park', {
      predicate: 'subtask-resolved',
      on: ref,
      next: 'call-resolved',
    });
    return;
  }
  callStands(world, thread);
};

/** An async call that has not resolved: its caller has the subtask. */
const callStands = (world: World, thread: ThreadState): void => {
  const subtask = world.state.waitables[thread.operand] as SubtaskState;
  thread.next = 'core';
  subtask.index = addHandle(world, thread.instance, WAITABLE, thread.operand);
  answer(world, thread, subtask.state);
  give(world, thread, subtask.state | (subtask.index << 4));
};

/** The callee of a sync call has resolved since. */
export const callResolved = (world: World, thread: ThreadState): void => {
  const subtask = world.state.waitables[thread.operand] as SubtaskState;
  thread.next = 'core';
  finishCall(world, thread, subtask.result);
};

const answer = (world: World, thread: ThreadState, state: number): void =>
  tell(world, { kind: 'call-returned', thread: thread.name, state });

const finishCall = (world: World, thread: ThreadState, value: number): void => {
  const subtask = world.state.waitables[thread.operand] as SubtaskState;
  deliverResolution(world, subtask);
  answer(world, thread, 2);
  release(world.state.waitables, thread.operand);
  give(world, thread, value);
};
