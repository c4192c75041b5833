import type { ContextEvent } from '../model/context/events.ts';
import { invariant, type ContextInvariant } from './context-property.ts';
import { atRest, entitled } from './ledger.ts';

export const noLostWakeup: ContextInvariant = invariant({
  id: 'no-lost-wakeup',
  kind: 'eventually',
  says: 'when nobody can move any more, no parked task has an event that it waits for',
  needs: ['parked', 'unparked', 'signalled', 'delivered', 'joined', 'quiescent'],
  judge: (before, event) => {
    if (event.kind !== 'quiescent' || before.over === 'trapped') return undefined;
    // A report that comes too early ends the run while wakes are still on their way.
    if (before.over === 'deadlock-reported' && !atRest(before)) return undefined;
    for (const [task, { wait }] of Object.entries(before.tasks)) {
      if (wait?.parked !== true) continue;
      const [waitable] = entitled(before, wait.on);
      if (waitable !== undefined) return { reason: 'lost', about: { task, on: wait.on, waitable } };
    }
    return undefined;
  },
  refine: ({ about }, events) => {
    const { task = '', waitable = '' } = about;
    return { reason: causeOf(events, task, waitable), about };
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['task']} is parked on ${about['on']} although ${about['waitable']} has an event for it, and nobody is left to wake it.`,
    expected: `${about['task']} is woken and takes the event of ${about['waitable']}`,
    got: `nobody can move: ${CAUSES[reason] ?? reason}`,
    rule: 'docs/semantics.md, Quiescence',
  }),
});

const CAUSES: Readonly<Record<string, string>> = {
  'joined-silently': 'the waitable came into the set with its event, and the join woke nobody',
  'never-looked': 'nobody looked for waiters after the event was there',
  'never-registered': 'whoever looked for waiters did not find the task on the list',
  'token-lost': 'the wake came before the park and was forgotten',
  'wake-not-passed-on': 'the wake went to a task that did not take the event',
};

/** Why nobody woke `task` for the event of `waitable`: read off the last signal or join that could have. */
const causeOf = (events: readonly ContextEvent[], task: string, waitable: string): string => {
  const offered = events.findLastIndex(
    (event) =>
      (event.kind === 'signalled' || event.kind === 'joined') && event.waitable === waitable,
  );
  const after = events.slice(offered + 1);
  const looks = after.filter((event) => event.kind === 'looked' && event.waitable === waitable);
  if (looks.length === 0)
    return events[offered]?.kind === 'joined' ? 'joined-silently' : 'never-looked';
  const found = looks.some((event) => event.kind === 'looked' && event.found.includes(task));
  if (!found) return 'never-registered';
  const forgotten = after.some(
    (event) =>
      (event.kind === 'wake-dropped' || event.kind === 'token-cleared') && event.task === task,
  );
  return forgotten ? 'token-lost' : 'wake-not-passed-on';
};
