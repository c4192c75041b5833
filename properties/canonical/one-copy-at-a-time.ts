import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { endIn } from './ledger.ts';

export const oneCopyAtATime: CanonicalInvariant = invariant({
  id: 'one-copy-at-a-time',
  kind: 'always',
  says: 'an end begins to copy only where it is idle: not while it copies or cancels, and never after it is done',
  needs: ['copy-begun', 'cancel-begun', 'delivered'],
  judge: (before, event) => {
    if (event.kind !== 'copy-begun' && event.kind !== 'cancel-begun') return undefined;
    const { end } = event;
    // An end of the host tells nobody when its copy is over.
    if (!end.includes('[')) return undefined;
    const { state } = endIn(before, end);
    const right = event.kind === 'copy-begun' ? 'idle' : 'copying';
    return state === right ? undefined : { reason: state, about: { end, state } };
  },
  tell: ({ about }) => ({
    sentence: `${about['end']} begins anew, and it is ${about['state']}.`,
    expected: 'a trap',
    got: 'another operation on the same end',
    rule: 'docs/canonical-abi.md, Traps',
  }),
});
