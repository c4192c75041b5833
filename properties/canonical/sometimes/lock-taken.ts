import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { instanceIn } from '../ledger.ts';

export const lockTaken: CanonicalSometimes = sometimes({
  id: 'lock-taken',
  says: 'a call comes to the entry gate while another task has the lock',
  needs: ['gated', 'locked'],
  inapplicable: () => undefined,
  saw: (before, event) =>
    event.kind === 'gated' &&
    instanceIn(before, before.tasks[event.task]?.instance ?? '').lock !== null,
});
