import { invariant, type ContextInvariant } from './context-property.ts';
import { taskIn } from './ledger.ts';

export const wakeMeansCheck: ContextInvariant = invariant({
  id: 'wake-means-check',
  kind: 'always',
  says: 'a woken task finds an event or parks again: a wait that was not cancelled never returns empty-handed',
  needs: ['wait-called', 'wait-returned', 'unparked'],
  judge: (before, event) => {
    if (event.kind !== 'wait-returned' || event.got !== null) return undefined;
    const { task, operation, on } = event;
    const { cancelled, woken } = taskIn(before, task);
    if (cancelled) return undefined;
    return { reason: woken ? 'woken-for-nothing' : 'never-waited', about: { task, operation, on } };
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['task']} came back from \`${about['operation']} ${about['on']}\` without an event.`,
    expected:
      reason === 'woken-for-nothing'
        ? 'a task that is woken looks again, and parks again if the event is gone'
        : 'a wait delivers an event, parks until there is one, or traps',
    got:
      reason === 'woken-for-nothing'
        ? 'it was woken, did not find an event, and went on all the same'
        : 'it did not find an event, did not park, and went on all the same',
    rule: 'docs/semantics.md, Protocols',
  }),
});
