import { sometimes, type ContextSometimes } from '../context-property.ts';
import { joinedSets, parkableWaiters, someSignal } from './scenario-facts.ts';

export const readyWaitableJoined: ContextSometimes = sometimes({
  id: 'ready-waitable-joined',
  says: 'a waitable that has an event joins a set under a parked waiter',
  needs: ['joined', 'parked', 'signalled'],
  inapplicable: ({ scenario }) => {
    if (scenario === null) return undefined;
    const waiters = parkableWaiters(scenario);
    return someSignal(scenario) && [...joinedSets(scenario)].some((set) => waiters.has(set))
      ? undefined
      : 'no signalled waitable joins a set that a task parks on';
  },
  saw: (before, event) =>
    event.kind === 'joined' &&
    before.pending[event.waitable] === true &&
    Object.values(before.tasks).some(({ wait }) => wait?.parked === true && wait.on === event.set),
});
