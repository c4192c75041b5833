import { invariant, type ContextInvariant } from './context-property.ts';
import { entitled, taskIn } from './ledger.ts';

export const deliveredExactlyOnce: ContextInvariant = invariant({
  id: 'delivered-exactly-once',
  kind: 'always',
  says: 'every event reaches one waiter that is entitled to it; none is invented, doubled or given to a stranger',
  needs: ['delivered', 'signalled', 'wait-called', 'joined', 'left-set'],
  judge: (before, event) => {
    if (event.kind !== 'delivered') return undefined;
    const { task, operation, on, waitable } = event;
    const about = { task, operation, on, waitable };
    if (before.pending[waitable] === undefined) return { reason: 'no-event', about };
    if (!entitled(before, on).includes(waitable)) return { reason: 'foreign', about };
    const waits = operation === 'poll' || taskIn(before, task).wait?.on === on;
    return waits ? undefined : { reason: 'stale', about };
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['task']} was given an event of ${about['waitable']} ${WRONG[reason] ?? reason}.`,
    expected:
      'an event goes to exactly one task that waits on, or polls, the set it is in at that moment',
    got: `\`${about['operation']} ${about['on']}\` of ${about['task']} returned ${about['waitable']}`,
    rule: 'docs/semantics.md, Waitables, sets and events',
  }),
});

const WRONG: Readonly<Record<string, string>> = {
  'no-event': 'that it does not have: it was taken before, or never was',
  foreign: 'that is not in the set at that moment',
  stale: 'that it does not wait for',
};
