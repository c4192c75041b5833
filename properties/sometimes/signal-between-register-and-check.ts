import { hasWindow } from '../../model/context/protocol-graph.ts';
import { sometimes, type ContextSometimes } from '../context-property.ts';
import { waitersReached } from '../ledger.ts';
import { someConcurrentSignal } from './scenario-facts.ts';

export const signalBetweenRegisterAndCheck: ContextSometimes = sometimes({
  id: 'signal-between-register-and-check',
  says: 'a signal falls between the register and the check of a wait for it',
  needs: ['registered', 'checked', 'signalled'],
  takes: {},
  inapplicable: ({ runtime, scenario }) => {
    if (!hasWindow(runtime.protocols.wait, 'register', 'check')) {
      return 'no step comes between register and check';
    }
    return scenario !== null && !someConcurrentSignal(scenario, runtime.guarding)
      ? 'nobody can signal in the middle of a wait'
      : undefined;
  },
  saw: (before, event) =>
    event.kind === 'signalled' &&
    waitersReached(
      before,
      event.waitable,
      1,
      ({ registered, checked, parked, woken }) => registered && !checked && !parked && !woken,
    ),
});
