import { canBeSuspended, type Frame } from '../context/frames.ts';
import type { Bookkeeping, Runtime } from '../context/runtime.ts';
import { protocolsOf, waitCounted, waitOf, wakeCounted, wakeOf } from './protocols.ts';

/** The stack of frames, as the runtime remembers it: what every right guard must be able to answer from. */
export const stackOfFrames: Bookkeeping<readonly Frame[]> = {
  per: 'task',
  initial: [],
  enter: (stack, frame) => [...stack, frame],
  leave: (stack) => stack.slice(0, -1),
};

/** The right rules: a stack of frames, a guard asked when nothing is there, register before check, a token. */
export const reference: Runtime<readonly Frame[]> = {
  id: 'reference',
  says: 'register, check, ask the guard, park; a wake before the park is remembered by a token',
  guarding: 'lazy',
  bookkeeping: stackOfFrames,
  guard: (stack, operation) => {
    if (operation === 'poll' || stack.every(canBeSuspended)) return 'go';
    return operation === 'yield' ? 'return' : { trap: 'cannot-block' };
  },
  drop: ({ members, inside }) => (members || inside ? 'trap' : 'go'),
  protocols: protocolsOf(waitOf(), wakeOf()),
  queue: 'fifo',
  verdict: ({ ready, running, parked, sources }) =>
    ready + running + sources === 0 && parked > 0 ? 'deadlock' : 'go-on',
};

/** As right as `reference`, but traps before it looks for an event. */
export const referenceEager: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-eager',
  says: 'as reference, but the guard is asked before anything else',
  guarding: 'eager',
  protocols: protocolsOf(waitOf({ guarding: 'eager' }), wakeOf()),
};

/** As right as `reference`: wakes are not remembered, but check and park are one atomic step. */
export const referencePlain: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-plain',
  says: 'check and park are one step, so a wake need not be remembered',
  protocols: protocolsOf(waitOf({ parks: 'at once' }), wakeOf(['look'], { unpark: 'plain' }), {
    unpark: 'plain',
  }),
};

/** As right: a wake takes its task off the list, and a woken task registers again. */
export const referencePopped: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-popped',
  says: 'whoever is woken is off the waiter list at once, and registers again',
  protocols: protocolsOf(waitOf({ again: 'register' }), wakeOf(['look', 'pop'])),
};

/** As right: each event wakes the one task that waits longest, and whoever leaves a wait passes on what it leaves. */
export const referenceWakeOne: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-wake-one',
  says: 'a signal wakes one waiter; whoever leaves a wait while events are left wakes one more',
  protocols: protocolsOf(
    waitOf({ again: 'register', pass: ['wake-one-more'] }),
    wakeOf([{ look: 1 }, 'pop']),
  ),
};

/** As right: a woken task stays on the list until it has run, so one wake may be all that two events lead to. */
export const referenceWakeLate: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-wake-late',
  says: 'as reference-wake-one, but whoever is woken stays on the list until it leaves its wait',
  protocols: protocolsOf(waitOf({ pass: ['wake-one-more'] }), wakeOf([{ look: 1 }])),
};

/** As right: a count of waiters, raised before they register, lets a signal return that finds it at 0. */
export const referenceCounted: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-counted',
  says: 'a signal that finds the count of waiters at 0 wakes nobody; it is raised before a wait looks',
  protocols: protocolsOf(waitCounted, wakeCounted),
};

/** As right: the order in which executors pick is nobody's promise. */
export const referenceLifo: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-lifo',
  says: 'as reference, but an executor runs first what became ready last',
  queue: 'lifo',
};

/** The runtimes that are right. */
export const references: readonly Runtime[] = [
  reference,
  referenceEager,
  referencePlain,
  referencePopped,
  referenceWakeOne,
  referenceWakeLate,
  referenceCounted,
  referenceLifo,
];
