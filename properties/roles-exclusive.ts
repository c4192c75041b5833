import { invariant, type ContextInvariant } from './context-property.ts';
import { aloneOn, homeOf, taskIn } from './ledger.ts';

export const rolesExclusive: ContextInvariant = invariant({
  id: 'roles-exclusive',
  kind: 'always',
  says: 'a waitable is in a set or waited on alone, and then by one task, never both',
  needs: ['declared', 'wait-called', 'registered', 'deregistered', 'joined', 'left-set', 'dropped'],
  judge: (before, event) => {
    if (event.kind === 'joined') {
      const [task] = aloneOn(before, event.waitable);
      if (task === undefined) return undefined;
      return { reason: 'joined', about: { waitable: event.waitable, task, other: event.set } };
    }
    if (event.kind !== 'registered' || taskIn(before, event.task).wait?.operation === 'wait')
      return undefined;
    const { task, on } = event;
    const set = homeOf(before, on);
    if (set !== null) return { reason: 'in-set', about: { waitable: on, task, other: set } };
    const other = aloneOn(before, on).find((waiter) => waiter !== task);
    if (other === undefined) return undefined;
    return { reason: 'two-waiters', about: { waitable: on, task, other } };
  },
  tell: ({ reason, about: { waitable, task, other } }) => ({
    sentence:
      reason === 'joined'
        ? `${waitable} was put into ${other} while ${task} waits on it alone.`
        : reason === 'in-set'
          ? `${task} waits alone on ${waitable}, which is in ${other}.`
          : `${task} and ${other} both wait on ${waitable} alone.`,
    expected: 'a trap `sync-waiter`: whoever looks first would take the event from the other',
    got: `two ways to the events of ${waitable}`,
    rule: 'docs/semantics.md, Waitables, sets and events',
  }),
});
