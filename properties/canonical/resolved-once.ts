import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { hasResolved } from './ledger.ts';

export const resolvedOnce: CanonicalInvariant = invariant({
  id: 'resolved-once',
  kind: 'always',
  says: 'a task resolves once: with a value, or as cancelled, and only if it was told to cancel',
  needs: ['called', 'returned', 'cancelled', 'cancel-requested'],
  judge: (before, event) => {
    if (event.kind !== 'returned' && event.kind !== 'cancelled') return undefined;
    const { task } = event;
    if (hasResolved(before, task)) return { reason: 'twice', about: { task } };
    return event.kind === 'cancelled' && before.tasks[task]?.cancel === 'none'
      ? { reason: 'unasked', about: { task } }
      : undefined;
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'twice'
        ? `${about['task']} resolves a second time.`
        : `${about['task']} resolves as cancelled, and nobody asked for it.`,
    expected: 'one resolution of each call',
    got: reason === 'twice' ? 'two' : 'one that nobody asked for',
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});
