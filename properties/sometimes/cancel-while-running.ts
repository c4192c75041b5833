import { sometimes, type ContextSometimes } from '../context-property.ts';
import { taskIn } from '../ledger.ts';
import { lacksCancel } from './scenario-facts.ts';

export const cancelWhileRunning: ContextSometimes = sometimes({
  id: 'cancel-while-running',
  says: 'a task is cancelled while it runs',
  needs: ['cancel-requested', 'parked', 'resumed'],
  takes: { words: ['cancel'] },
  inapplicable: lacksCancel,
  saw: (before, event) => {
    if (event.kind !== 'cancel-requested') return false;
    const { asleep, overtaken, phase } = taskIn(before, event.task);
    return phase === 'begun' && asleep === null && overtaken === null;
  },
});
