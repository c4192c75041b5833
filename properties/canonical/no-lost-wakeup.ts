import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { awaited } from './ledger.ts';

export const noLostWakeup: CanonicalInvariant = invariant({
  id: 'no-lost-wakeup',
  kind: 'eventually',
  says: 'when nobody can move any more, no parked thread has what it waits for: an event, the lock, an open gate, or the result of a call',
  needs: [
    'parked',
    'resumed',
    'signalled',
    'joined',
    'delivered',
    'locked',
    'unlocked',
    'quiescent',
  ],
  judge: (before, { kind }) => {
    if (kind !== 'quiescent' || before.store.over) return undefined;
    for (const thread of Object.keys(before.threads)) {
      const what = awaited(before, thread);
      if (what === undefined) continue;
      const { predicate } = before.threads[thread]!.asleep!;
      return { reason: predicate, about: { thread, what } };
    }
    return undefined;
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['thread']} sleeps although ${about['what']} is there, and nobody is left to wake it.`,
    expected: `${about['thread']} is woken and goes on`,
    got: `nobody can move: it waits for \`${reason}\``,
    rule: 'docs/canonical-abi.md, By conditions, and by wakes',
  }),
});
