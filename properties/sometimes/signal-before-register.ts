import { checksAsItRegisters } from '../../model/context/protocol-graph.ts';
import { sometimes, type ContextSometimes } from '../context-property.ts';
import { entitled, taskIn } from '../ledger.ts';
import { someSignal, someWait } from './scenario-facts.ts';

export const signalBeforeRegister: ContextSometimes = sometimes({
  id: 'signal-before-register',
  says: 'a task begins to wait for an event that is there already',
  needs: ['registered', 'signalled', 'delivered'],
  takes: {},
  inapplicable: ({ runtime, scenario }) => {
    if (checksAsItRegisters(runtime.protocols.wait))
      return 'a wait looks in the step in which it registers';
    return scenario !== null && !(someSignal(scenario) && someWait(scenario, runtime.guarding))
      ? 'nobody waits, or nobody signals'
      : undefined;
  },
  saw: (before, event) => {
    if (event.kind !== 'registered') return false;
    const { wait, woken } = taskIn(before, event.task);
    return wait !== null && !woken && entitled(before, event.on) !== undefined;
  },
});
