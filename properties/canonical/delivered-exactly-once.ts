import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Finding } from '../property.ts';
import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { named, waitableIn, type CanonicalLedger } from './ledger.ts';

export const deliveredExactlyOnce: CanonicalInvariant = invariant({
  id: 'delivered-exactly-once',
  kind: 'always',
  says: 'an event that is handed to a thread was there, had been handed to nobody, and is of what the thread asked about; and only what a guest has a handle of has events for it',
  needs: ['signalled', 'delivered', 'used', 'joined', 'left-set'],
  judge: (before, event) => {
    if (event.kind === 'delivered') return judgeDelivery(before, event);
    if (event.kind !== 'signalled' || event.instance === 'host' || event.handle > 0)
      return undefined;
    return { reason: 'no-handle', about: { thread: event.instance, waitable: 'a subtask' } };
  },
  tell: ({ reason, about: { thread, waitable } }) => ({
    sentence:
      reason === 'no-handle'
        ? `${thread} has an event of ${waitable} before it has its handle.`
        : reason === 'foreign'
          ? `${thread} was given an event of ${waitable}, which it did not ask about.`
          : `${thread} was given an event of ${waitable} that it does not have: it was taken before, or never was.`,
    expected: 'an event goes to exactly one thread, that waits for it or for the set it is in',
    got: reason === 'no-handle' ? 'an event of no handle' : `a delivery to ${thread}`,
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});

const judgeDelivery = (
  before: CanonicalLedger,
  { thread, instance, handle }: Extract<CanonicalEvent, { kind: 'delivered' }>,
): Finding | undefined => {
  const waitable = named(instance, handle);
  const { event, set } = waitableIn(before, waitable);
  const about = { thread, waitable };
  if (event === null) return { reason: 'no-event', about };
  const used = before.threads[thread]?.used ?? '';
  return used === '' || used === waitable || used === set
    ? undefined
    : { reason: 'foreign', about };
};
