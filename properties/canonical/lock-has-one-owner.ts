import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { instanceIn } from './ledger.ts';

export const lockHasOneOwner: CanonicalInvariant = invariant({
  id: 'lock-has-one-owner',
  kind: 'always',
  says: 'the lock of an instance is taken where it is free, and freed by who has it',
  needs: ['locked', 'unlocked'],
  judge: (before, event) => {
    if (event.kind !== 'locked' && event.kind !== 'unlocked') return undefined;
    const owner = instanceIn(before, event.lock).lock;
    const right = event.kind === 'locked' ? null : event.task;
    if (owner === right) return undefined;
    const about = { task: event.task, lock: event.lock, owner: owner ?? 'nobody' };
    return { reason: event.kind === 'locked' ? 'taken-twice' : 'freed-by-another', about };
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['task']} ${reason === 'taken-twice' ? 'takes' : 'frees'} the lock of ${about['lock']}, which ${about['owner']} has.`,
    expected: 'core code of callback and sync-lifted tasks runs one at a time in an instance',
    got: 'two of them at once',
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});
