import { invariant, type ContextInvariant } from './context-property.ts';
import { heldBy } from './ledger.ts';

export const nothingHeldAcrossPark: ContextInvariant = invariant({
  id: 'nothing-held-across-park',
  kind: 'always',
  says: 'no lock and no borrow of the store crosses a suspension',
  needs: ['declared', 'parked', 'suspended', 'locked', 'unlocked'],
  judge: (before, event) => {
    if (event.kind !== 'parked' && event.kind !== 'suspended') return undefined;
    const { task, operation } = event;
    const [lock] = heldBy(before, task);
    return lock === undefined ? undefined : { reason: 'held', about: { task, operation, lock } };
  },
  tell: ({ about: { task, operation, lock } }) => ({
    sentence: `${task} was suspended in \`${operation}\` with ${lock} in its hands.`,
    expected: `${task} gives ${lock} up first, and takes it back when it goes on`,
    got: `nobody can have ${lock} until ${task} runs again`,
    rule: 'docs/semantics.md, Locks and borrows',
  }),
});
