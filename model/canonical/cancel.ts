import { lacksLock } from './readiness.ts';
import { enter, mayEnter } from './lift.ts';
import { keeps } from './rules.ts';
import type { Ref, ThreadState } from './state.ts';
import { ask, push, resume } from './threads.ts';
import { callableOf, fault, nameOf, tell, type World } from './world.ts';

/** Asks a task to cancel. It is told at once if one of its threads can be, and that runs until it parks or ends. */
export const requestCancellation = (world: World, ref: Ref, from: number): void => {
  const { state } = world;
  const task = state.tasks[ref]!;
  const { instance } = callableOf(world, task);
  tell(world, { kind: 'cancel-requested', task: task.name, by: nameOf(world, from) });
  if (task.state === 'initial') {
    // It is at the gate: no code of the guest will run.
    task.state = 'cancel-delivered';
    push(world, { kind: 'cancel', task: ref, from });
    resume(world, task.implicit, true);
    return;
  }
  const candidates = cancelCandidates(world, ref);
  const inYield = candidates.some((each) => hasYielded(state.threads[each]!));
  if (inYield && !keeps(world, 'yield-has-no-event')) {
    fault(world, 'event-already-set');
    return;
  }
  const later = !keeps(world, 'cancel-runs-callee');
  if (later || candidates.length === 0 || !mayEnter(world, instance, from)) {
    task.state = 'pending-cancel';
    return;
  }
  if (candidates.length === 1) deliverCancel(world, ref, candidates[0]!, from);
  else ask(world, { kind: 'cancel', task: ref, from, options: candidates });
};

/** The threads of a task that can be told of its cancel now. */
const cancelCandidates = (world: World, ref: Ref): number[] => {
  const { threads } = world.state;
  const all = world.state.tasks[ref]!.threads;
  const alike =
    all.some((each) => threads[each]!.cancellable) && !keeps(world, 'siblings-not-told');
  const inWaits = !keeps(world, 'uncancellable-not-told');
  return all.filter((each) => {
    const thread = threads[each]!;
    const told =
      thread.cancellable ||
      (alike && thread.predicate === 'always') ||
      (inWaits && thread.predicate === 'set-has-event');
    const found = !hasYielded(thread) || keeps(world, 'yield-is-searched');
    return told && found && !lacksLock(world, thread);
  });
};

const hasYielded = ({ predicate }: ThreadState): boolean =>
  predicate === 'always' || predicate === 'lock-free';

export const deliverCancel = (world: World, ref: Ref, thread: Ref, from: number): void => {
  const task = world.state.tasks[ref]!;
  const { instance } = callableOf(world, task);
  task.state = 'cancel-delivered';
  enter(world, instance, from);
  push(world, { kind: 'cancel', task: ref, from, into: instance });
  resume(world, thread, true);
};
