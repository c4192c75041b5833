import { invariant, type CanonicalInvariant } from './canonical-property.ts';

/** What an async copy, cancel or call would sleep on. */
const OF_COPIES_AND_CALLS: ReadonlySet<string> = new Set(['own-event', 'subtask-resolved']);

export const nonblockingNeverParks: CanonicalInvariant = invariant({
  id: 'nonblocking-never-parks',
  kind: 'always',
  says: 'a poll never gives way, and an async copy, cancel or call goes on at once where it would block',
  needs: ['built-in', 'parked'],
  judge: ({ threads }, event) => {
    if (event.kind !== 'parked') return undefined;
    const { thread, operation, predicate } = event;
    const about = { thread, operation };
    if (operation === 'waitable-set.poll') return { reason: 'poll', about };
    return threads[thread]?.async === true && OF_COPIES_AND_CALLS.has(predicate)
      ? { reason: 'async', about }
      : undefined;
  },
  tell: ({ about }) => ({
    sentence: `${about['thread']} sleeps in \`${about['operation']}\`, which never blocks.`,
    expected: 'an answer at once',
    got: `${about['thread']} sleeps, and others run`,
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});
