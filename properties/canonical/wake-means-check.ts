import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { awaited } from './ledger.ts';

/** Conditions that say nothing of others: who lets them go first, or is made ready by one of them. */
const OF_NOBODY: ReadonlySet<string> = new Set(['none', 'always', 'others-parked']);

export const wakeMeansCheck: CanonicalInvariant = invariant({
  id: 'wake-means-check',
  kind: 'always',
  says: 'a parked thread goes on only if what it waits for is there, or to be told of a cancel',
  needs: [
    'parked',
    'resumed',
    'signalled',
    'joined',
    'delivered',
    'locked',
    'unlocked',
    'backpressure',
  ],
  judge: (before, event) => {
    if (event.kind !== 'resumed' || event.cancelled) return undefined;
    const { thread } = event;
    const asleep = before.threads[thread]?.asleep ?? null;
    if (asleep === null || OF_NOBODY.has(asleep.predicate)) return undefined;
    if (awaited(before, thread) !== undefined) return undefined;
    return { reason: asleep.predicate, about: { thread } };
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['thread']} goes on although what it waits for is not there.`,
    expected: 'a thread that is woken looks again, and sleeps on if what it waits for is gone',
    got: `it runs: it waited for \`${reason}\``,
    rule: 'docs/canonical-abi.md, By conditions, and by wakes',
  }),
});
