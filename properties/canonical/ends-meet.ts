import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { endIn, named, waitableIn, type CanonicalLedger } from './ledger.ts';

export const endsMeet: CanonicalInvariant = invariant({
  id: 'ends-meet',
  kind: 'always',
  says: 'a copy is completed by a copy of the other end and by nothing else; and two copies of one channel do not pass each other by',
  needs: ['copy-begun', 'copied', 'signalled', 'delivered', 'quiescent'],
  judge: (before, event) => {
    if (event.kind === 'quiescent') return before.store.over ? undefined : judgeRest(before);
    if (event.kind !== 'signalled' || event.event !== 'completed') return undefined;
    const end = named(event.instance, event.handle);
    const { channel, progress } = endIn(before, end);
    if (before.ends[end] === undefined || progress > 0) return undefined;
    const met = Object.keys(before.ends).some((other) => {
      if (other === end || before.ends[other]!.channel !== channel) return false;
      return !other.includes('[') || isPending(before, other);
    });
    return met ? undefined : { reason: 'alone', about: { end } };
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'alone'
        ? `The copy of ${about['end']} is completed, and nobody copies at the other end.`
        : `${about['end']} and ${about['other']} copy at the two ends of one channel, and neither is told of the other.`,
    expected: 'two ends that meet, or one that waits',
    got: reason === 'alone' ? 'one that goes on alone' : 'two that wait for ever',
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});

/** Whether a copy of an end is under way, and nobody has told it that it is over. */
const isPending = (ledger: CanonicalLedger, end: string): boolean => {
  const { state } = endIn(ledger, end);
  const { event } = waitableIn(ledger, end);
  return state !== 'idle' && state !== 'done' && (event === null || event === 'copied');
};

const judgeRest = (ledger: CanonicalLedger): ReturnType<CanonicalInvariant['judge']> => {
  const waiting = Object.keys(ledger.ends).filter(
    (end) => end.includes('[') && isPending(ledger, end) && waitableIn(ledger, end).event === null,
  );
  for (const end of waiting) {
    const other = waiting.find(
      (each) => each !== end && endIn(ledger, each).channel === endIn(ledger, end).channel,
    );
    if (other !== undefined) return { reason: 'passed-by', about: { end, other } };
  }
  return undefined;
};
