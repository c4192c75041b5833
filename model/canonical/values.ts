import type { Func, ValueKind } from './program.ts';
import { keeps } from './rules.ts';
import { allocate, release, type EndState, type SubtaskState, type ThreadState } from './state.ts';
import { addHandle, removeHandle, RESOURCE, WAITABLE } from './tables.ts';
import { isDead, trap, type World } from './world.ts';

/** Runs a function that can neither park nor choose, for its instance may not be left: `realloc`, `post-return`. */
export type RunBare = (
  world: World,
  func: Func,
  args: readonly number[],
  on: ThreadState | null,
) => void;

/**
 * What a raw value of `instance` stands for: a number, the channel of an end that is given away, or what a handle
 * represents. `subtask` is the call that it is an argument of, if it is one: borrows are lent to that.
 */
export const liftValue = (
  world: World,
  instance: number,
  type: ValueKind,
  raw: number,
  subtask: SubtaskState | null,
): number => {
  switch (type.kind) {
    case 'number':
    case 'string':
      return raw;
    case 'end':
      return liftEnd(world, instance, type.element, type.future, raw);
    case 'own':
      return liftOwn(world, instance, type.type, raw);
    case 'borrow':
      return liftBorrow(world, instance, type.type, raw, subtask);
    default:
      return type satisfies never;
  }
};

const slotAt = (world: World, instance: number, index: number, kind: number): number => {
  const slot = world.state.instances[instance]!.handles.slots[index] ?? 0;
  if (slot === 0) trap(world, 'unknown-handle', null, instance);
  else if ((slot & 3) !== kind) {
    trap(world, kind === WAITABLE ? 'not-the-end' : 'not-a-resource', null, instance);
  }
  return isDead(world) ? -1 : slot >> 2;
};

const liftEnd = (
  world: World,
  instance: number,
  element: number,
  future: boolean,
  index: number,
): number => {
  const { state } = world;
  const ref = slotAt(world, instance, index, WAITABLE);
  if (ref < 0) return 0;
  const fail = (reason: Parameters<typeof trap>[1]): number => {
    trap(world, reason, null, instance);
    return 0;
  };
  const end = state.waitables[ref]!;
  if (end.kind !== 'readable') return fail('not-the-end');
  const channel = state.channels[end.channel]!;
  if (channel.future !== future) return fail('not-the-end');
  if (channel.element !== element) return fail('element-type-differs');
  if (end.state === 'done') return fail('lift-done');
  if (end.state !== 'idle') return fail('lift-busy');
  if (end.set >= 0 && keeps(world, 'lift-refuses-members')) return fail('lift-in-set');
  removeHandle(state.instances[instance]!, index);
  release(state.waitables, ref);
  return end.channel;
};

export const liftOwn = (world: World, instance: number, type: number, index: number): number => {
  const { state } = world;
  const ref = slotAt(world, instance, index, RESOURCE);
  if (ref < 0) return 0;
  const handle = state.resources[ref]!;
  if (handle.type !== type) trap(world, 'resource-type-differs', null, instance);
  else if (handle.lends > 0) trap(world, 'lent', null, instance);
  else if (!handle.own) trap(world, 'not-owned', null, instance);
  if (isDead(world)) return 0;
  removeHandle(state.instances[instance]!, index);
  release(state.resources, ref);
  return handle.rep;
};

const liftBorrow = (
  world: World,
  instance: number,
  type: number,
  index: number,
  subtask: SubtaskState | null,
): number => {
  const ref = slotAt(world, instance, index, RESOURCE);
  if (ref < 0) return 0;
  const handle = world.state.resources[ref]!;
  if (handle.type !== type) {
    trap(world, 'resource-type-differs', null, instance);
    return 0;
  }
  if (subtask !== null) {
    handle.lends += 1;
    subtask.lenders.push(ref);
  }
  return handle.rep;
};

/** A value as `instance` gets it: `task` is the callee that it is an argument of, -1 if it is none. */
export const lowerValue = (
  world: World,
  instance: number,
  type: ValueKind,
  value: number,
  task: number,
): number => {
  switch (type.kind) {
    case 'number':
    case 'string':
      return value;
    case 'end':
      return newEnd(world, instance, value, 'readable', -1);
    case 'own':
      return lowerOwn(world, instance, type.type, value);
    case 'borrow':
      return lowerBorrow(world, instance, type.type, value, task);
    default:
      return type satisfies never;
  }
};

export const lowerOwn = (world: World, instance: number, type: number, rep: number): number =>
  addHandle(
    world,
    instance,
    RESOURCE,
    allocate(world.state.resources, { type, rep, own: true, scope: -1, lends: 0 }),
  );

const lowerBorrow = (
  world: World,
  instance: number,
  type: number,
  rep: number,
  task: number,
): number => {
  const { state, program } = world;
  // Who implements a resource gets what it represents.
  if (program.resources[type]!.instance === instance) return rep;
  state.tasks[task]!.borrows += 1;
  const handle = { type, rep, own: false, scope: task, lends: 0 };
  return addHandle(world, instance, RESOURCE, allocate(state.resources, handle));
};

/** A fresh end of a channel, in the table of an instance or the host's own; its index, or its place for the host. */
export const newEnd = (
  world: World,
  instance: number,
  channel: number,
  kind: EndState['kind'],
  hostEnd: number,
): number => {
  const end: EndState = {
    kind,
    instance,
    index: 0,
    event: 'none',
    set: -1,
    syncWaiter: false,
    channel,
    state: 'idle',
    cell: 0,
    length: 0,
    progress: 0,
    hostEnd,
  };
  const ref = allocate(world.state.waitables, end);
  if (instance < 0) return ref;
  end.index = addHandle(world, instance, WAITABLE, ref);
  return end.index;
};

/** Where a call is given a number, but its type says `string`, memory is found for it first. */
export const reallocFor = (
  world: World,
  runBare: RunBare,
  realloc: number,
  type: ValueKind,
): void => {
  if (type.kind !== 'string' || realloc < 0) return;
  const func = world.program.functions[realloc]!;
  const instance = world.state.instances[func.instance]!;
  const before = instance.mayLeave;
  instance.mayLeave = false;
  runBare(world, func, [0, 0, 1, 1], null);
  instance.mayLeave = before;
};

/** Drops a borrow: its task may return without it. */
export const dropBorrow = (world: World, scope: number): void => {
  world.state.tasks[scope]!.borrows -= 1;
};
