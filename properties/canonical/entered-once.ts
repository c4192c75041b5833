import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { onStack } from './ledger.ts';

export const enteredOnce: CanonicalInvariant = invariant({
  id: 'entered-once',
  kind: 'always',
  says: 'no instance is entered that is on the native stack',
  needs: ['entered', 'left'],
  judge: (before, event) => {
    if (event.kind !== 'entered') return undefined;
    const { instance, from } = event;
    const twice = onStack(before, instance, from);
    return twice === undefined ? undefined : { reason: 'twice', about: { instance, from, twice } };
  },
  tell: ({ about }) => ({
    sentence: `${about['instance']} is entered from ${about['from']} while ${about['twice']} is on the native stack.`,
    expected: 'trap `cannot-enter`',
    got: 'two activations of one instance',
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});
