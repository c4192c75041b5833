import type { CanonicalEvent } from './events.ts';
import type { Callable, Program, Signal } from './program.ts';
import type { Profile } from './profile.ts';
import type { Fault, TrapReason } from './reasons.ts';
import type { EndState, InstanceState, State, TaskState, ThreadState } from './state.ts';

/** All that a step works on: the program and the rules, the state that it writes, and the events that it tells. */
export interface World {
  readonly program: Program;
  readonly profile: Profile;
  state: State;
  events: CanonicalEvent[];
}

/** Tells an event; a dead store tells nothing more. */
export const tell = (world: World, event: CanonicalEvent): void => {
  if (world.state.over === '') world.events.push(event);
};

/** The store dies. What the step still writes is never looked at. */
export const trap = (
  world: World,
  reason: TrapReason,
  thread: ThreadState | null,
  instance: number,
): 'stop' => {
  const { state, program } = world;
  if (state.over !== '') return 'stop';
  tell(world, {
    kind: 'trapped',
    thread: thread?.name ?? 'host',
    instance: instance < 0 ? 'host' : program.instances[instance]!.id,
    operation: thread === null ? '' : operationOf(world, thread),
    reason,
  });
  state.over = reason;
  for (const invocation of state.invocations) {
    if (invocation.status === 'called') invocation.status = 'trapped';
  }
  return 'stop';
};

/** A trap in what a thread does. */
export const trapIn = (world: World, thread: ThreadState, reason: TrapReason): 'stop' =>
  trap(world, reason, thread, thread.instance);

export const fault = (world: World, fault: Fault): 'stop' => {
  tell(world, { kind: 'faulted', fault });
  if (world.state.over === '') world.state.over = fault;
  return 'stop';
};

/** Whether the store is dead: what follows in a step has no meaning then. */
export const isDead = (world: World): boolean => world.state.over !== '';

export const taskOf = (world: World, thread: ThreadState): TaskState =>
  world.state.tasks[thread.task]!;

export const callableOf = (world: World, task: TaskState): Callable =>
  world.program.callables[task.callable]!;

export const instanceStateOf = ({ state }: World, { instance }: ThreadState): InstanceState =>
  state.instances[instance]!;

export const nameOf = (world: World, instance: number): string =>
  instance < 0 ? 'host' : world.program.instances[instance]!.id;

export const endName = (world: World, end: EndState): string =>
  end.hostEnd >= 0
    ? world.program.hostEnds[end.hostEnd]!.data.id
    : `${nameOf(world, end.instance)}[${end.index}]`;

/** What a thread is doing, by the name of its instruction; empty where it is not in core code. */
export const operationOf = (world: World, thread: ThreadState): string =>
  thread.func < 0 ? '' : (world.program.functions[thread.func]!.code[thread.at - 1]?.op ?? '');

/** Ends an instruction that gives a value. */
export const give = (world: World, thread: ThreadState, value: number): Signal => {
  codeOf(world, thread).into(world, thread, value);
  return 'go';
};

/** The instruction that a thread is in. */
export const codeOf = (world: World, thread: ThreadState) =>
  world.program.functions[thread.func]!.code[thread.at - 1]!;
