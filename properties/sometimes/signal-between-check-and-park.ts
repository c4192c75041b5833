import { hasWindow } from '../../model/context/protocol-graph.ts';
import { sometimes, type ContextSometimes } from '../context-property.ts';
import { waitersReached } from '../ledger.ts';
import { someConcurrentSignal } from './scenario-facts.ts';

export const signalBetweenCheckAndPark: ContextSometimes = sometimes({
  id: 'signal-between-check-and-park',
  says: 'a signal falls between the check and the park of a wait for it',
  needs: ['checked', 'parked', 'signalled'],
  takes: {},
  inapplicable: ({ runtime, scenario }) => {
    if (!hasWindow(runtime.protocols.wait, 'check', 'park')) {
      return 'no step comes between check and park';
    }
    return scenario !== null && !someConcurrentSignal(scenario, runtime.guarding)
      ? 'nobody can signal in the middle of a wait'
      : undefined;
  },
  saw: (before, event) =>
    event.kind === 'signalled' &&
    waitersReached(before, event.waitable, 1, ({ checked, parked }) => checked && !parked),
});
