import { sometimes, type ContextSometimes } from '../context-property.ts';
import { entitled, taskIn } from '../ledger.ts';
import { someSignal, someWait } from './scenario-facts.ts';

export const signalBeforeRegister: ContextSometimes = sometimes({
  id: 'signal-before-register',
  says: 'a task begins to wait for an event that is there already',
  needs: ['registered', 'signalled', 'delivered'],
  inapplicable: ({ scenario }) =>
    scenario !== null && !(someSignal(scenario) && someWait(scenario))
      ? 'nobody waits, or nobody signals'
      : undefined,
  saw: (before, event) =>
    event.kind === 'registered' &&
    taskIn(before, event.task).wait?.woken === false &&
    entitled(before, event.on).length > 0,
});
