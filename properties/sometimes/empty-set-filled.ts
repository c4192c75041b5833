import { sometimes, type ContextSometimes } from '../context-property.ts';
import { joinedSets, parkableWaiters } from './scenario-facts.ts';

export const emptySetFilled: ContextSometimes = sometimes({
  id: 'empty-set-filled',
  says: 'a task is parked on an empty set, and a waitable joins it later',
  needs: ['parked', 'joined'],
  inapplicable: ({ scenario }) => {
    if (scenario === null) return undefined;
    const waiters = parkableWaiters(scenario);
    return [...joinedSets(scenario)].some((set) => waiters.has(set))
      ? undefined
      : 'no waitable joins a set that a task parks on';
  },
  saw: (before, event) =>
    event.kind === 'joined' &&
    !Object.values(before.home).includes(event.set) &&
    Object.values(before.tasks).some(({ wait }) => wait?.parked === true && wait.on === event.set),
});
