import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { instanceIn } from './ledger.ts';

export const noLostCancel: CanonicalInvariant = invariant({
  id: 'no-lost-cancel',
  kind: 'eventually',
  says: 'when nobody can move any more, no task that was asked to cancel sleeps, never told of it, where it could be told',
  needs: ['cancel-requested', 'cancel-delivered', 'parked', 'suspended', 'resumed', 'quiescent'],
  judge: (before, { kind }) => {
    if (kind !== 'quiescent' || before.store.over) return undefined;
    for (const [thread, { task, instance, asleep }] of Object.entries(before.threads)) {
      const { cancel = 'none', resolved = true } = before.tasks[task] ?? {};
      if (resolved || cancel !== 'requested' || asleep?.cancellable !== true) continue;
      if (instanceIn(before, instance).lock !== null) continue;
      return { reason: 'never-told', about: { task, thread } };
    }
    return undefined;
  },
  tell: ({ about }) => ({
    sentence: `${about['task']} was asked to cancel and sleeps in a cancellable wait, and nobody ever tells it.`,
    expected: `${about['thread']} is told of the request as soon as it can be`,
    got: 'the request came while somebody else had the lock, or from where the task could not be entered, and was not told again',
    rule: 'docs/canonical-abi.md, Holes of the specification',
  }),
});
