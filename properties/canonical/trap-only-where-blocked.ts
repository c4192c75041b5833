import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { awaited } from './ledger.ts';

export const trapOnlyWhereBlocked: CanonicalInvariant = invariant({
  id: 'trap-only-where-blocked',
  kind: 'always',
  says: 'a call of a sync type traps for blocking only if no thread of its instance that needs no lock can go on',
  needs: ['parked', 'armed', 'resumed', 'signalled', 'joined', 'delivered', 'spawned', 'trapped'],
  judge: (before, event) => {
    // By the eager rule the thread itself traps, before it tries.
    if (event.kind !== 'trapped' || event.reason !== 'cannot-block' || event.thread !== 'host') {
      return undefined;
    }
    const ready = Object.entries(before.threads).find(
      ([thread, { explicit, instance }]) =>
        explicit && instance === event.instance && awaited(before, thread) !== undefined,
    );
    if (ready === undefined) return undefined;
    return { reason: 'ready', about: { thread: ready[0], instance: event.instance } };
  },
  tell: ({ about }) => ({
    sentence: `A sync call of ${about['instance']} traps for blocking although ${about['thread']} can go on.`,
    expected: `${about['thread']} runs meanwhile`,
    got: 'trap `cannot-block`',
    rule: 'docs/canonical-abi.md, Traps',
  }),
});
