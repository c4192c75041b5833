import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';

export const blockedCallTrapped: CanonicalSometimes = sometimes({
  id: 'blocked-call-trapped',
  says: 'a call of a sync type is blocked, and traps',
  needs: ['trapped'],
  inapplicable: () => undefined,
  saw: (_, event) => event.kind === 'trapped' && event.reason === 'cannot-block',
});
