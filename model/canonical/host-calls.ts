import { hostReceives, hostValue, resolveSubtask, startSubtask } from './callers.ts';
import { call as callGuest } from './lift.ts';
import { keeps } from './rules.ts';
import { allocate, release, type Frame, type Ref, type SubtaskState } from './state.ts';
import { ask, push } from './threads.ts';
import type { RunBare } from './values.ts';
import { isDead, tell, trap, nameOf, type World } from './world.ts';

/** A guest calls a function of the host: it runs on top of the native stack. */
export const callHost = (world: World, func: number, subtask: Ref): Ref => {
  const { state, program } = world;
  const slot = program.callables.length + func;
  state.calls[slot]! += 1;
  const name = `${program.hostFunctions[func]!.id}#${state.calls[slot]}`;
  const ref = allocate(state.hostCalls, {
    name,
    func,
    subtask,
    started: false,
    cancelRequested: false,
  });
  tell(world, {
    kind: 'host-called',
    call: name,
    by: nameOf(world, state.waitables[subtask]!.instance),
  });
  push(world, { kind: 'host-call', hostCall: ref });
  return ref;
};

/** What the host does within the call: what it calls itself, then its start, then its result. */
export const hostCallGoesOn = (world: World, frame: Frame, runBare: RunBare): void => {
  const { state, program } = world;
  const { func } = state.hostCalls[frame.hostCall]!;
  const { calls, data } = program.hostFunctions[func]!;
  const next = calls[frame.at];
  frame.at += 1;
  if (next !== undefined) {
    if (!keeps(world, 'host-may-call-back')) {
      const into = nameOf(world, program.callables[next.callable]!.instance);
      tell(world, { kind: 'entering', instance: into, from: 'host' });
      trap(world, 'cannot-enter', null, -1);
      return;
    }
    const args = (next.args ?? []).map((value) => hostValue(world, value));
    callGuest(world, next.callable, { callerKind: 'nobody', caller: -1, args }, -1);
    return;
  }
  state.control.pop();
  if (data.start === 'later') return;
  startHostCall(world, frame.hostCall);
  if (isDead(world)) return;
  if (data.resolve === 'either') ask(world, { kind: 'host-resolve', hostCall: frame.hostCall });
  else if ((data.resolve ?? 'now') === 'now') {
    resolveHostCall(world, frame.hostCall, false, runBare);
  }
};

/** The host takes the arguments of the call. */
export const startHostCall = (world: World, ref: Ref): void => {
  const { state, program } = world;
  const call = state.hostCalls[ref]!;
  const { signature, id } = program.hostFunctions[call.func]!;
  const values = startSubtask(world, state.waitables[call.subtask] as SubtaskState);
  call.started = true;
  signature.params.forEach((type, i) =>
    hostReceives(world, type, values[i] ?? 0, { function: id }),
  );
};

/** The host resolves the call, with its result or as cancelled. */
export const resolveHostCall = (
  world: World,
  ref: Ref,
  cancelled: boolean,
  runBare: RunBare,
): void => {
  const { state, program } = world;
  const call = state.hostCalls[ref]!;
  const { data } = program.hostFunctions[call.func]!;
  const value = cancelled ? null : hostValue(world, data.result ?? 0);
  const subtask = state.waitables[call.subtask] as SubtaskState;
  tell(world, { kind: 'host-resolved', call: call.name, cancelled });
  resolveSubtask(world, subtask, value, runBare);
  release(state.hostCalls, ref);
};

/** The host is asked to cancel a call. */
export const cancelHostCall = (world: World, ref: Ref, from: number, runBare: RunBare): void => {
  const call = world.state.hostCalls[ref]!;
  tell(world, { kind: 'cancel-requested', task: call.name, by: nameOf(world, from) });
  const how = world.program.hostFunctions[call.func]!.data.cancel ?? 'honour';
  if (how === 'honour') resolveHostCall(world, ref, true, runBare);
  else call.cancelRequested = true;
};
