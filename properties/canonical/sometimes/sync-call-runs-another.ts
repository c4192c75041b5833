import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';

export const syncCallRunsAnother: CanonicalSometimes = sometimes({
  id: 'sync-call-runs-another',
  says: 'a call of a sync type is blocked, and runs another thread of its instance meanwhile',
  needs: ['resumed'],
  inapplicable: () => undefined,
  saw: (_, event) => event.kind === 'resumed' && event.by === 'sync-loop',
});
