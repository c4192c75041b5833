import type { InstanceState, Table, ThreadState, WaitableState } from './state.ts';
import { instanceStateOf, nameOf, tell, trap, trapIn, type World } from './world.ts';

/** What a slot of a handle table refers to; the reference is in the upper bits. */
export const WAITABLE = 1;
export const SET = 2;
export const RESOURCE = 3;

export const slotOf = (kind: number, ref: number): number => ref * 4 + kind;

/** Puts a value into the slot that was freed last, or into a new one; the index, or 0 where the table is full. */
export const addSlot = (world: World, table: Table, value: number, instance: number): number => {
  const index = table.free.pop() ?? table.slots.length;
  if (index > world.profile.limits.table) {
    trap(world, 'table-full', null, instance);
    return 0;
  }
  table.slots[index] = value;
  return index;
};

export const removeSlot = (table: Table, index: number): void => {
  table.slots[index] = 0;
  table.free.push(index);
};

export const addHandle = (world: World, instance: number, kind: number, ref: number): number =>
  addSlot(world, world.state.instances[instance]!.handles, slotOf(kind, ref), instance);

/** What a handle refers to, or -1 if it is none or of another kind, and then the run is over. */
export const lookUp = (
  world: World,
  thread: ThreadState,
  index: number,
  kind: number,
  otherwise:
    | 'not-a-waitable-set'
    | 'not-a-waitable'
    | 'not-a-subtask'
    | 'not-the-end'
    | 'not-a-resource',
): number => {
  const slot = instanceStateOf(world, thread).handles.slots[index] ?? 0;
  if (slot === 0) {
    trapIn(world, thread, 'unknown-handle');
    return -1;
  }
  if ((slot & 3) !== kind) {
    trapIn(world, thread, otherwise);
    return -1;
  }
  const instance = nameOf(world, thread.instance);
  tell(world, { kind: 'used', thread: thread.name, instance, handle: index });
  return slot >> 2;
};

export const removeHandle = (instance: InstanceState, index: number): void =>
  removeSlot(instance.handles, index);

/** The waitable behind a handle, or null, and then the run is over. */
export const waitableAt = (
  world: World,
  thread: ThreadState,
  index: number,
  otherwise: 'not-a-waitable' | 'not-a-subtask' | 'not-the-end',
): WaitableState | null => {
  const ref = lookUp(world, thread, index, WAITABLE, otherwise);
  return ref < 0 ? null : world.state.waitables[ref]!;
};

export const refOfHandle = (world: World, thread: ThreadState, index: number): number =>
  (world.state.instances[thread.instance]!.handles.slots[index] ?? 0) >> 2;
