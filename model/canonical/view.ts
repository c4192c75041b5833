import type { Facts, View } from '../machine.ts';
import { isReady } from './readiness.ts';
import { instanceStateOf, type World } from './world.ts';

/** A state for people: instances, tasks, threads and what their handles are. */
export const viewOf = (world: World): View => {
  const { state, program } = world;
  const facts: Record<string, Record<string, string>> = {};
  const put = (object: string, values: Readonly<Record<string, string>>): void => {
    facts[object] = { ...facts[object], ...values };
  };
  for (const [i, instance] of state.instances.entries()) {
    const owner = state.threads[instance.exclusive]?.name;
    put(program.instances[i]!.id, {
      lock: owner ?? 'free',
      backpressure: String(instance.backpressure),
      'at the gate': String(instance.gate.length),
      'on the stack': instance.mayEnter ? 'no' : 'yes',
    });
  }
  for (const thread of state.threads) {
    if (thread === null) continue;
    const doing = thread.mode === 'waiting' ? `waits (${thread.predicate})` : thread.mode;
    put(thread.name, { is: doing, ready: isReady(world, thread) ? 'yes' : 'no' });
  }
  for (const task of state.tasks) if (task !== null) put(task.name, { task: task.state });
  for (const [i, invocation] of state.invocations.entries()) {
    put(program.invocations[i]!.data.id, {
      call: invocation.status,
      ...(invocation.status === 'returned' ? { result: String(invocation.result) } : {}),
    });
  }
  if (state.over !== '') put('store', { over: state.over });
  return { facts, details: details(world) };
};

const details = (world: World): Facts => {
  const entries = world.state.threads.flatMap((thread) => {
    if (thread === null || thread.func < 0) return [];
    const { id } = world.program.functions[thread.func]!;
    const { memory } = instanceStateOf(world, thread);
    return [[thread.name, { in: `${id}:${thread.at}`, memory: memory.join(' ') }] as const];
  });
  return Object.fromEntries(entries);
};
