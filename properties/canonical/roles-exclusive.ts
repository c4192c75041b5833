import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { named, waitableIn } from './ledger.ts';

export const rolesExclusive: CanonicalInvariant = invariant({
  id: 'roles-exclusive',
  kind: 'always',
  says: 'what a thread waits for synchronously is in no set',
  needs: ['parked', 'resumed', 'joined', 'left-set'],
  judge: (before, event) => {
    if (event.kind === 'parked') {
      const { thread, predicate, on: waitable } = event;
      const inSet = predicate === 'own-event' && waitableIn(before, waitable).set !== null;
      return inSet ? { reason: 'waits-for-member', about: { thread, waitable } } : undefined;
    }
    if (event.kind !== 'joined' || event.set === 0) return undefined;
    const waitable = named(event.instance, event.handle);
    const thread = Object.keys(before.threads).find((each) => {
      const { asleep } = before.threads[each]!;
      return asleep?.predicate === 'own-event' && asleep.on === waitable;
    });
    return thread === undefined
      ? undefined
      : { reason: 'joined-under-waiter', about: { thread, waitable } };
  },
  tell: ({ about }) => ({
    sentence: `${about['thread']} waits for ${about['waitable']} alone, which is in a set: its event may go to another.`,
    expected: 'a trap: one waitable, one way to wait for it',
    got: 'two ways to one event',
    rule: 'docs/canonical-abi.md, Traps',
  }),
});
