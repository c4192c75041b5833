import { sometimes, type ContextSometimes } from '../context-property.ts';
import { taskIn } from '../ledger.ts';
import { lacksCancel } from './scenario-facts.ts';

export const cancelWhileParked: ContextSometimes = sometimes({
  id: 'cancel-while-parked',
  says: 'a task is cancelled while it is parked where it can be',
  needs: ['cancel-requested', 'wait-called', 'parked'],
  takes: { words: ['cancel'] },
  inapplicable: lacksCancel,
  saw: (before, event) => {
    if (event.kind !== 'cancel-requested') return false;
    const { asleep, cancellable } = taskIn(before, event.task);
    return asleep !== null && cancellable === true;
  },
});
