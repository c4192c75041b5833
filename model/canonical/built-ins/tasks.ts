import type { Evaluate, Run } from '../program.ts';
import { cancelFrom, returnFrom } from '../tasks.ts';
import type { RunBare } from '../values.ts';
import { isAtGate, wake } from '../waking.ts';
import { callableOf, instanceStateOf, isDead, nameOf, taskOf, tell, trapIn } from '../world.ts';

export const taskReturn =
  (value: Evaluate, type: string | null, options: string | null, runBare: RunBare): Run =>
  (world, thread) => {
    const callable = callableOf(world, taskOf(world, thread));
    const raw = value(world, thread);
    if (callable.abi === 'sync') return trapIn(world, thread, 'sync-lifted');
    if (type !== null && type !== callable.signature.resultName) {
      return trapIn(world, thread, 'result-type-differs');
    }
    const differ = options !== null && options !== callable.options;
    if (differ && world.profile.taskReturnOptsCheck) return trapIn(world, thread, 'options-differ');
    returnFrom(world, thread, raw, runBare);
    return isDead(world) ? 'stop' : 'go';
  };

export const taskCancel =
  (runBare: RunBare): Run =>
  (world, thread) => {
    const callable = callableOf(world, taskOf(world, thread));
    if (callable.abi === 'sync') return trapIn(world, thread, 'sync-lifted');
    cancelFrom(world, thread, runBare);
    return isDead(world) ? 'stop' : 'go';
  };

export const backpressureInc: Run = (world, thread) => {
  const instance = instanceStateOf(world, thread);
  instance.backpressure += 1;
  if (instance.backpressure >= world.profile.limits.backpressure) {
    return trapIn(world, thread, 'backpressure-overflow');
  }
  tell(world, {
    kind: 'backpressure',
    instance: nameOf(world, thread.instance),
    value: instance.backpressure,
  });
  return 'go';
};

/** The one place that lowers the counter: at 0, the gate may open. */
export const backpressureDec: Run = (world, thread) => {
  const instance = instanceStateOf(world, thread);
  if (instance.backpressure === 0) return trapIn(world, thread, 'backpressure-underflow');
  instance.backpressure -= 1;
  tell(world, {
    kind: 'backpressure',
    instance: nameOf(world, thread.instance),
    value: instance.backpressure,
  });
  if (instance.backpressure === 0) wake(world, 'backpressure', isAtGate(thread.instance));
  return 'go';
};
