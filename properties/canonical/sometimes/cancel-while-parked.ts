import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { tellable } from '../ledger.ts';
import { lacksCancel } from './scenario-facts.ts';

export const cancelWhileParked: CanonicalSometimes = sometimes({
  id: 'cancel-while-parked',
  says: 'a task is asked to cancel while a thread of it is parked where it can be told',
  needs: ['cancel-requested', 'parked'],
  inapplicable: lacksCancel,
  saw: (before, event) =>
    event.kind === 'cancel-requested' && tellable(before, event.task, event.by) !== undefined,
});
