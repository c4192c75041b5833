import type { WakeSource } from './profile.ts';
import type { ThreadState } from './state.ts';
import type { World } from './world.ts';

/**
 * Wakes those who wait and whom it concerns, where the rules say that this does. Who has not parked yet is remembered to
 * have been woken, if the rules say that.
 */
export const wake = (
  { state, profile: { waking } }: World,
  source: WakeSource,
  concerns: (thread: ThreadState) => boolean,
): void => {
  if (waking === 'level' || !waking.on.includes(source)) return;
  for (const thread of state.threads) {
    if (thread === null || !thread.registered || !concerns(thread)) continue;
    if (thread.mode === 'waiting' || waking.token) thread.woken = true;
  }
};

const isGate = ({ predicate }: ThreadState): boolean =>
  predicate === 'gate' || predicate === 'gate-and-lock';

/** Whether a thread waits for the lock of an instance, among other things. */
export const waitsForLock =
  (instance: number) =>
  (thread: ThreadState): boolean =>
    thread.instance === instance &&
    (thread.predicate === 'lock-free' ||
      thread.predicate === 'set-has-event-and-lock-free' ||
      isGate(thread));

/** Whether a thread is at the entry gate of an instance. */
export const isAtGate =
  (instance: number) =>
  (thread: ThreadState): boolean =>
    thread.instance === instance && isGate(thread);

/** Whether a thread waits for an event of a set. */
export const waitsForSet =
  (set: number) =>
  ({ predicate, on }: ThreadState): boolean =>
    (predicate === 'set-has-event' || predicate === 'set-has-event-and-lock-free') && on === set;
