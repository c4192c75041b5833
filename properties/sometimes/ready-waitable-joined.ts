import { sometimes, type ContextSometimes } from '../context-property.ts';
import { isParkedOn, isPending } from '../ledger.ts';
import { joinedByOthers, someSignal } from './scenario-facts.ts';

export const readyWaitableJoined: ContextSometimes = sometimes({
  id: 'ready-waitable-joined',
  says: 'a waitable that has an event joins a set under a parked waiter',
  needs: ['joined', 'parked', 'signalled'],
  takes: { words: ['join'], tasks: 2 },
  inapplicable: ({ scenario }) =>
    scenario !== null && !(someSignal(scenario) && joinedByOthers(scenario).size > 0)
      ? 'no signalled waitable joins a set that another task parks on'
      : undefined,
  saw: (before, event) =>
    event.kind === 'joined' && isPending(before, event.waitable) && isParkedOn(before, event.set),
});
