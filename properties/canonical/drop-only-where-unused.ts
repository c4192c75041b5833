import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { named } from './ledger.ts';

export const dropOnlyWhereUnused: CanonicalInvariant = invariant({
  id: 'drop-only-where-unused',
  kind: 'always',
  says: 'what is dropped has no members, and nobody sleeps on it',
  needs: ['dropped', 'parked', 'resumed', 'joined', 'left-set'],
  judge: ({ threads, waitables }, event) => {
    if (event.kind !== 'dropped') return undefined;
    const dropped = named(event.instance, event.handle);
    const thread = Object.keys(threads).find((each) => threads[each]!.asleep?.on === dropped);
    if (thread !== undefined) return { reason: 'waiter', about: { dropped, by: thread } };
    const member = Object.keys(waitables).find((each) => waitables[each]!.set === dropped);
    return member === undefined ? undefined : { reason: 'member', about: { dropped, by: member } };
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['dropped']} is dropped, and ${about['by']} ${reason === 'waiter' ? 'sleeps on it' : 'is in it'}.`,
    expected: 'a trap',
    got: 'the drop went through',
    rule: 'docs/canonical-abi.md, Traps',
  }),
});
