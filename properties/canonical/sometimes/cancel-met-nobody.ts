import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { tellable } from '../ledger.ts';
import { lacksCancel } from './scenario-facts.ts';

export const cancelMetNobody: CanonicalSometimes = sometimes({
  id: 'cancel-met-nobody',
  says: 'a task that has started is asked to cancel while none of its threads can be told',
  needs: ['cancel-requested', 'started', 'parked'],
  inapplicable: lacksCancel,
  saw: (before, event) =>
    event.kind === 'cancel-requested' &&
    before.tasks[event.task]?.started === true &&
    tellable(before, event.task, event.by) === undefined,
});
