import * as fc from 'fast-check';
import { waitableOf, type Size, type Variant } from './instance.ts';

/*
 * A peer: the protocol with real promises, as one writes it for `fc.scheduler()`. Every atomic step of the machine is a
 * point where the scheduler chooses who goes on.
 */

type Step = (name: string) => Promise<void>;

interface Shared {
  readonly events: boolean[];
  readonly waiters: number[][];
  readonly tokens: boolean[];
  /** Who sleeps, and what wakes it. */
  readonly asleep: Map<number, () => void>;
}

type Wait = (shared: Shared, step: Step, task: number, set: number) => Promise<void>;

const register = ({ waiters }: Shared, task: number, set: number): void => {
  if (!waiters[set]!.includes(task)) waiters[set]!.push(task);
};

const take = ({ events, waiters }: Shared, task: number, set: number): boolean => {
  if (events[set] !== true) return false;
  events[set] = false;
  waiters[set] = waiters[set]!.filter((other) => other !== task);
  return true;
};

const park = async ({ tokens, asleep }: Shared, task: number): Promise<void> => {
  if (tokens[task] === true) {
    tokens[task] = false;
    return;
  }
  await new Promise<void>((wake) => asleep.set(task, wake));
};

const WAITS: Readonly<Record<Variant, Wait>> = {
  reference: async (shared, step, task, set) => {
    await step('register');
    register(shared, task, set);
    for (;;) {
      await step('check');
      if (take(shared, task, set)) return;
      await step('park');
      await park(shared, task);
    }
  },
  'check-then-register': async (shared, step, task, set) => {
    for (;;) {
      await step('check');
      if (take(shared, task, set)) return;
      await step('register');
      register(shared, task, set);
      await step('park');
      await park(shared, task);
    }
  },
  'token-cleared-late': async (shared, step, task, set) => {
    await step('register');
    register(shared, task, set);
    for (;;) {
      await step('check');
      if (take(shared, task, set)) return;
      await step('clear');
      shared.tokens[task] = false;
      await step('park');
      await park(shared, task);
    }
  },
};

const taskOf = async (
  shared: Shared,
  step: Step,
  size: Size,
  variant: Variant,
  task: number,
): Promise<void> => {
  await step('enter');
  for (let depth = 0; depth < size.depth; depth += 1) await step('call');
  await WAITS[variant](shared, step, task, waitableOf(size, task));
  for (let depth = 0; depth <= size.depth; depth += 1) await step('return');
};

const signallerOf = async (shared: Shared, step: Step, waitable: number): Promise<void> => {
  const { events, waiters, tokens, asleep } = shared;
  await step('mark');
  events[waitable] = true;
  await step('look');
  const found = waiters[waitable]!.slice();
  for (const task of found) {
    await step('unpark');
    const wake = asleep.get(task);
    if (wake === undefined) tokens[task] = true;
    else {
      asleep.delete(task);
      wake();
    }
  }
};

/** Runs the instance once under a scheduler; whether every wakeup was delivered. */
const holds = async (scheduler: fc.Scheduler, size: Size, variant: Variant): Promise<boolean> => {
  const shared: Shared = {
    events: Array.from({ length: size.waitables }, () => false),
    waiters: Array.from({ length: size.waitables }, () => []),
    tokens: Array.from({ length: size.tasks }, () => false),
    asleep: new Map(),
  };
  const stepOf =
    (actor: string): Step =>
    async (name) => {
      await scheduler.schedule(Promise.resolve(), `${actor} ${name}`);
    };
  for (let i = 0; i < size.tasks; i += 1) {
    void taskOf(shared, stepOf(`t${i + 1}`), size, variant, i);
  }
  for (let i = 0; i < size.waitables; i += 1) void signallerOf(shared, stepOf(`s${i + 1}`), i);
  await scheduler.waitIdle();
  return ![...shared.asleep.keys()].some((task) => shared.events[waitableOf(size, task)]);
};

/** Runs the instance under up to `most` schedules; ends with the first that loses a wakeup. */
export const schedulerRuns = async (
  size: Size,
  variant: Variant,
  seed: number,
  most: number,
): Promise<{ readonly runs: number; readonly found: boolean }> => {
  const { numRuns, failed } = await fc.check(
    fc.asyncProperty(fc.scheduler(), (scheduler) => holds(scheduler, size, variant)),
    { seed, numRuns: most, endOnFailure: true },
  );
  return { runs: numRuns, found: failed };
};
