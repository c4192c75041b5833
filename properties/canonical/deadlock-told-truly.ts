import { CANONICAL_EVENT_KINDS, type CanonicalEvent } from '../../model/canonical/events.ts';
import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import type { CanonicalLedger } from './ledger.ts';

export const deadlockToldTruly: CanonicalInvariant = invariant({
  id: 'deadlock-told-truly',
  kind: 'eventually',
  says: 'the host is told of a deadlock if and only if nobody can move any more and a call of the host has not resolved',
  needs: Object.keys(CANONICAL_EVENT_KINDS) as CanonicalEvent['kind'][],
  judge: (before, { kind }) => {
    const { stuck, over } = before.store;
    if (over) return undefined;
    if (kind !== 'quiescent') {
      return stuck ? { reason: 'moves-on', about: { kind } } : undefined;
    }
    const task = unresolved(before);
    if (stuck === (task !== undefined)) return undefined;
    return task === undefined
      ? { reason: 'false', about: {} }
      : { reason: 'silent', about: { task } };
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'silent'
        ? `${about['task']} never resolves, nobody can move any more, and the host is told nothing.`
        : `The host is told of a deadlock${reason === 'false' ? ' although every call has resolved' : `, and then there is \`${about['kind']}\``}.`,
    expected: reason === 'silent' ? 'a report' : 'no report while anything can still happen',
    got: reason === 'silent' ? 'silence' : 'a report',
    rule: 'docs/canonical-abi.md, What is seen of a run',
  }),
});

const unresolved = ({ tasks }: CanonicalLedger): string | undefined =>
  Object.keys(tasks).find((task) => tasks[task]!.invoked && !tasks[task]!.resolved);
