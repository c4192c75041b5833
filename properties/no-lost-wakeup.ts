import type { ContextEvent } from '../model/context/events.ts';
import { invariant, type ContextInvariant } from './context-property.ts';
import { CANCELLATION, atRest, overFor, taskIn, wokenBy, type Ledger } from './ledger.ts';

export const noLostWakeup: ContextInvariant = invariant({
  id: 'no-lost-wakeup',
  kind: 'eventually',
  says: 'when nobody can move any more, no parked task has an event, a cancel or a lock that it waits for',
  needs: [
    'parked',
    'unparked',
    'signalled',
    'delivered',
    'joined',
    'cancel-requested',
    'cancelled',
    'locked',
    'unlocked',
    'quiescent',
  ],
  judge: (before, event) => {
    if (event.kind !== 'quiescent') return undefined;
    for (const task of Object.keys(before.tasks)) {
      const { asleep } = taskIn(before, task);
      if (asleep === null) continue;
      const over = overFor(before, task);
      // A report that comes too early ends the run while wakes are still on their way.
      if (over === 'trapped' || (over === 'deadlock-reported' && !atRest(before))) continue;
      const what = wokenBy(before, task);
      if (what === undefined) continue;
      const about = { task, on: asleep, what, ...inWords(before, asleep, what) };
      return { reason: 'lost', about };
    }
    return undefined;
  },
  refine: ({ about }, events) => {
    const { task = '', what = '' } = about;
    return { reason: causeOf(events, task, what), about };
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['task']} is parked on ${about['on']} although ${about['is']}, and nobody is left to wake it.`,
    expected: `${about['task']} is woken and ${about['outcome']}`,
    got: `nobody can move: ${CAUSES[reason] ?? reason}`,
    rule: 'docs/semantics.md, Quiescence',
  }),
});

const inWords = (
  ledger: Ledger,
  on: string,
  what: string,
): { readonly is: string; readonly outcome: string } => {
  if (what === CANCELLATION)
    return { is: 'its cancellation was requested', outcome: 'is told that it is cancelled' };
  return ledger.locks[on] !== undefined
    ? { is: `${what} is free`, outcome: `takes ${what}` }
    : { is: `${what} has an event for it`, outcome: `takes the event of ${what}` };
};

const CAUSES: Readonly<Record<string, string>> = {
  'cancel-forgotten': 'whoever cancelled it did not wake it',
  'joined-silently': 'the waitable came into the set with its event, and the join woke nobody',
  'never-looked': 'nobody looked for waiters after the event was there',
  'never-registered': 'whoever looked for waiters did not find the task on the list',
  'token-lost': 'the wake came before the park and was forgotten',
  'wake-not-passed-on': 'the wake went to a task that did not take the event',
};

/** Why nobody woke `task` for its cancellation. */
const causeOfCancel = (events: readonly ContextEvent[], task: string): string => {
  const asked = events.findLastIndex(
    (event) => event.kind === 'cancel-requested' && event.task === task,
  );
  return events.slice(asked + 1).some((event) => isForgotten(event, task))
    ? 'token-lost'
    : 'cancel-forgotten';
};

const isForgotten = (event: ContextEvent, task: string): boolean =>
  (event.kind === 'wake-dropped' || event.kind === 'token-cleared') && event.task === task;

/** Why nobody woke `task` for the event of `waitable`: read off the last signal or join that could have. */
const causeOf = (events: readonly ContextEvent[], task: string, waitable: string): string => {
  if (waitable === CANCELLATION) return causeOfCancel(events, task);
  const offered = events.findLastIndex(
    (event) =>
      (event.kind === 'signalled' || event.kind === 'joined') && event.waitable === waitable,
  );
  const after = events.slice(offered + 1);
  const looks = after.filter((event) => event.kind === 'looked' && event.waitable === waitable);
  if (looks.length === 0)
    return events[offered]?.kind === 'joined' ? 'joined-silently' : 'never-looked';
  const found = looks.some((event) => event.kind === 'looked' && event.found.includes(task));
  // Where a wake is for one of several, it may well have gone to another on the list.
  if (!found)
    return wasListed(events, events.indexOf(looks[0]!), task)
      ? 'wake-not-passed-on'
      : 'never-registered';
  return after.some((event) => isForgotten(event, task)) ? 'token-lost' : 'wake-not-passed-on';
};

/** Whether `task` was on a waiter list before the event number `at`. */
const wasListed = (events: readonly ContextEvent[], at: number, task: string): boolean =>
  events
    .slice(0, at)
    .findLast(
      (event) =>
        (event.kind === 'registered' || event.kind === 'deregistered' || event.kind === 'popped') &&
        event.task === task,
    )?.kind === 'registered';
