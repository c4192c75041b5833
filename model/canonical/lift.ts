import { syncCandidates } from './readiness.ts';
import { keeps } from './rules.ts';
import { newThread } from './spawn.ts';
import { allocate, type Frame, type Ref, type TaskState } from './state.ts';
import { forget } from './tasks.ts';
import { ask, push, resume } from './threads.ts';
import { callableOf, isDead, nameOf, tell, trap, type World } from './world.ts';

const entering = ({ program }: World, instance: number, from: number): readonly number[] =>
  program.instances[instance]!.entering[from + 1]!;

/** Whether a call from `from` may enter an instance now: none of those that it enters is on the native stack. */
export const mayEnter = (world: World, instance: number, from: number): boolean => {
  const { state, program, profile } = world;
  if (profile.donut === 'trap' && from >= 0 && from !== instance) {
    const { line } = program.instances[instance]!;
    if (line.includes(from) || program.instances[from]!.line.includes(instance)) return false;
  }
  return entering(world, instance, from).every((each) => state.instances[each]!.mayEnter);
};

export const enter = (world: World, instance: number, from: number): void => {
  for (const each of entering(world, instance, from)) world.state.instances[each]!.mayEnter = false;
  tell(world, { kind: 'entered', instance: nameOf(world, instance), from: nameOf(world, from) });
};

export const leave = (world: World, instance: number, from: number): void => {
  for (const each of entering(world, instance, from)) world.state.instances[each]!.mayEnter = true;
  tell(world, { kind: 'left', instance: nameOf(world, instance) });
};

/** Calls a guest: its implicit thread runs on top of the native stack until it parks or ends. */
export const call = (
  world: World,
  callable: number,
  caller: Pick<TaskState, 'callerKind' | 'caller' | 'args'>,
  from: number,
  bySyncCall = false,
): Ref => {
  const { state, program, profile } = world;
  const { instance, name, signature, abi, exclusive: needsLock } = program.callables[callable]!;
  const direct = bySyncCall && abi === 'sync' && profile.syncLiftCall === 'direct';
  const exclusive = needsLock && !direct;
  tell(world, { kind: 'entering', instance: nameOf(world, instance), from: nameOf(world, from) });
  if (!mayEnter(world, instance, from)) {
    trap(world, 'cannot-enter', null, from);
    return -1;
  }
  enter(world, instance, from);
  state.calls[callable]! += 1;
  const ref = allocate<TaskState>(state.tasks, {
    name: `${name}#${state.calls[callable]}`,
    callable,
    callerKind: caller.callerKind,
    caller: caller.caller,
    args: caller.args,
    exclusive,
    state: 'initial',
    borrows: 0,
    implicit: -1,
    threads: [],
  });
  const task = state.tasks[ref]!;
  tell(world, {
    kind: 'called',
    by: nameOf(world, from),
    task: task.name,
    instance: nameOf(world, instance),
    async: signature.async,
    exclusive,
  });
  task.implicit = newThread(world, {
    name: task.name,
    instance,
    task: ref,
    implicit: true,
    next: 'begin',
  });
  push(world, { kind: 'lift', task: ref, from, into: instance });
  resume(world, task.implicit, false);
  return ref;
};

/**
 * Control is back at the call of a guest. That of a sync type may not go on unresolved: it runs what it can of its own
 * instance, or traps.
 */
export const liftEnds = (world: World, frame: Frame): void => {
  const { state } = world;
  const task = state.tasks[frame.task]!;
  if (!callableOf(world, task).signature.async && task.state !== 'resolved') {
    const candidates = syncCandidates(world, frame.into);
    frame.kind = 'sync-loop';
    if (candidates.length === 0) {
      if (trapsBlocked(world, task)) trap(world, 'cannot-block', null, frame.into);
      else returns(world, frame);
    } else if (candidates.length === 1) resumeReady(world, candidates[0]!);
    else ask(world, { kind: 'sync-loop', task: frame.task, options: candidates });
    return;
  }
  returns(world, frame);
};

const returns = (world: World, frame: Frame): void => {
  const { state } = world;
  leave(world, frame.into, frame.from);
  state.control.pop();
  const task = state.tasks[frame.task];
  const early = task?.state === 'resolved' && task.callerKind === 'subtask';
  if (early && !keeps(world, 'return-is-not-exit')) lose(world, task);
  forget(world, frame.task);
};

/** The threads of a task are never run again. */
const lose = ({ state }: World, { threads }: TaskState): void => {
  for (const ref of threads) {
    const thread = state.threads[ref]!;
    thread.mode = 'suspended';
    thread.predicate = 'none';
  }
};

/** Whether a call of a sync type that is stuck ends the store. */
const trapsBlocked = (world: World, task: TaskState): boolean => {
  const { state } = world;
  if (!keeps(world, 'blocked-call-traps')) return false;
  const inStart = state.control[0]?.kind === 'instantiate' && task.callerKind === 'nobody';
  if (inStart && !keeps(world, 'start-is-a-call')) return false;
  const outermost = state.tasks[state.control.find(({ task: ref }) => ref >= 0)?.task ?? -1];
  const inAsync = !!outermost && callableOf(world, outermost).signature.async;
  return !inAsync || keeps(world, 'innermost-call-decides');
};

/** Resumes a thread that is ready, be it for its condition or for a cancel that is due. */
export const resumeReady = (world: World, ref: Ref): void => {
  const thread = world.state.threads[ref]!;
  const task = world.state.tasks[thread.task]!;
  const due =
    world.profile.redeliverPendingCancel && thread.cancellable && task.state === 'pending-cancel';
  if (due) task.state = 'cancel-delivered';
  if (!isDead(world)) resume(world, ref, due);
};
