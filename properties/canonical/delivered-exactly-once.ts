import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { named, waitableIn } from './ledger.ts';

export const deliveredExactlyOnce: CanonicalInvariant = invariant({
  id: 'delivered-exactly-once',
  kind: 'always',
  says: 'an event that is handed to a thread was there, and had been handed to nobody',
  needs: ['signalled', 'delivered'],
  judge: (before, event) => {
    if (event.kind !== 'delivered' || event.handle === 0) return undefined;
    const waitable = named(event.instance, event.handle);
    if (waitableIn(before, waitable).pending) return undefined;
    return { reason: 'no-event', about: { thread: event.thread, waitable } };
  },
  tell: ({ about }) => ({
    sentence: `${about['thread']} was given an event of ${about['waitable']} that it does not have: it was taken before, or never was.`,
    expected: 'an event goes to exactly one thread',
    got: `a delivery to ${about['thread']}`,
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});
