import { keeps } from './rules.ts';
import { allocate, type SubtaskState, type TaskState, type ThreadState } from './state.ts';
import { liftValue, lowerValue, newEnd, reallocFor, type RunBare } from './values.ts';
import type { HostValue } from './scenario.ts';
import type { ValueKind } from './program.ts';
import { signal } from './waitables.ts';
import { wake } from './waking.ts';
import { callableOf, isDead, tell, trap, type World } from './world.ts';

/** A value of the host as it passes to a guest: its number, or a fresh channel for an end that it writes. */
export const hostValue = (world: World, value: HostValue): number => {
  const { state, program } = world;
  if (typeof value === 'number') return value;
  if ('result' in value) {
    const index = program.invocations.findIndex(({ data }) => data.id === value.result);
    return state.invocations[index]!.result;
  }
  const hostEnd = program.hostEnds.findIndex(({ data }) => data.id === value.end);
  const { data, element } = program.hostEnds[hostEnd]!;
  const future = data.type.startsWith('future');
  const channel = allocate(state.channels, {
    future,
    element,
    dropped: false,
    pending: -1,
    hostEnd,
  });
  state.hostEnds[hostEnd]!.end = newEnd(world, -1, channel, 'writable', hostEnd);
  return channel;
};

/** The host gets a value: where it is an end that one of its own programs waits for, that begins. */
export const hostReceives = (
  world: World,
  type: ValueKind,
  value: number,
  from: { readonly invocation: string } | { readonly function: string },
): void => {
  if (type.kind !== 'end') return;
  const { state, program } = world;
  const hostEnd = program.hostEnds.findIndex(
    ({ data }, i) =>
      data.end === 'readable' &&
      state.hostEnds[i]!.end < 0 &&
      ('invocation' in data.from
        ? 'invocation' in from && data.from.invocation === from.invocation
        : 'function' in from && data.from.function === from.function),
  );
  if (hostEnd < 0) return;
  state.channels[value]!.hostEnd = hostEnd;
  state.hostEnds[hostEnd]!.end = newEnd(world, -1, value, 'readable', hostEnd);
};

/** The arguments of a subtask, lifted from its caller, who hears that it has started. */
export const startSubtask = (world: World, subtask: SubtaskState): readonly number[] => {
  const { signature, instance } = world.program.links[subtask.link]!;
  const early = !keeps(world, 'handle-before-event');
  if (subtask.index > 0 || early) signal(world, subtask, 'progress');
  subtask.state = 1;
  return signature.params.map((type, i) =>
    isDead(world) ? 0 : liftValue(world, instance, type, subtask.args[i] ?? 0, subtask),
  );
};

/** A subtask resolves: with a value, or with null as cancelled. */
export const resolveSubtask = (
  world: World,
  subtask: SubtaskState,
  value: number | null,
  runBare: RunBare,
): void => {
  const { state, program } = world;
  const { signature, instance } = program.links[subtask.link]!;
  if (subtask.index > 0) signal(world, subtask, 'progress');
  subtask.callee = -1;
  subtask.state = value !== null ? 2 : subtask.state === 0 ? 3 : 4;
  const ref = state.waitables.indexOf(subtask);
  const calledIt = ({ predicate, on }: ThreadState): boolean =>
    predicate === 'subtask-resolved' && on === ref;
  wake(world, 'resolution', calledIt);
  if (value === null) return;
  if (signature.result === null) return;
  reallocFor(world, runBare, subtask.realloc, signature.result);
  if (isDead(world)) return;
  const result = lowerValue(world, instance, signature.result, value, -1);
  if (subtask.cell < 0) subtask.result = result;
  else if (subtask.cell >= state.instances[instance]!.memory.length) {
    trap(world, 'memory-out-of-bounds', null, instance);
  } else state.instances[instance]!.memory[subtask.cell] = result;
};

/** Asks the caller of a task for its arguments. */
export const takeArguments = (world: World, task: TaskState): readonly number[] => {
  const { state, program } = world;
  if (task.callerKind === 'subtask') {
    return startSubtask(world, state.waitables[task.caller] as SubtaskState);
  }
  if (task.callerKind === 'invocation') {
    const { args = [] } = program.invocations[task.caller]!.data;
    return args.map((value) => hostValue(world, value));
  }
  return task.args;
};

/** Tells the caller of a task how it has resolved; its own frames go on later. */
export const resolveCaller = (
  world: World,
  task: TaskState,
  value: number | null,
  runBare: RunBare,
): void => {
  const { state, program } = world;
  tell(
    world,
    value === null
      ? { kind: 'cancelled', task: task.name }
      : { kind: 'returned', task: task.name, value },
  );
  if (task.callerKind === 'subtask') {
    resolveSubtask(world, state.waitables[task.caller] as SubtaskState, value, runBare);
  } else if (task.callerKind === 'invocation') {
    const invocation = state.invocations[task.caller]!;
    invocation.status = value === null ? 'cancelled' : 'returned';
    invocation.result = value ?? 0;
    invocation.task = -1;
    const { result } = callableOf(world, task).signature;
    const { id } = program.invocations[task.caller]!.data;
    if (value !== null && result) hostReceives(world, result, value, { invocation: id });
  }
};
