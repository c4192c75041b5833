import { invariant, type CanonicalInvariant } from './canonical-property.ts';

export const nothingLost: CanonicalInvariant = invariant({
  id: 'nothing-lost',
  kind: 'eventually',
  says: 'when nobody can move any more, every thread has ended or sleeps',
  needs: ['called', 'spawned', 'resumed', 'parked', 'suspended', 'ended', 'quiescent'],
  judge: ({ store, threads }, { kind }) => {
    if (kind !== 'quiescent' || store.over) return undefined;
    const thread = Object.keys(threads).find((each) => threads[each]!.asleep === null);
    return thread === undefined ? undefined : { reason: 'left-over', about: { thread } };
  },
  tell: ({ about }) => ({
    sentence: `${about['thread']} has neither ended nor fallen asleep, and is run no more.`,
    expected: 'a thread that ends, or that waits for something',
    got: 'what is left of a thread',
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});
