import { sometimes, type ContextSometimes } from '../context-property.ts';
import { taskIn } from '../ledger.ts';
import { lacksCancel, neverPops } from './scenario-facts.ts';

export const cancelWhilePopped: ContextSometimes = sometimes({
  id: 'cancel-while-popped',
  says: 'a task is cancelled when it is off the waiter list and has not run yet',
  needs: ['cancel-requested', 'popped', 'unparked', 'resumed'],
  takes: { words: ['cancel'] },
  inapplicable: (setting) => lacksCancel(setting) ?? neverPops(setting),
  saw: (before, event) => {
    if (event.kind !== 'cancel-requested') return false;
    const { woken, registered, overtaken } = taskIn(before, event.task);
    return woken && !registered && overtaken !== null;
  },
});
