import { sometimes, type ContextSometimes } from '../context-property.ts';
import { isPending, waitersReached } from '../ledger.ts';
import { parkableWaiters, someSignal } from './scenario-facts.ts';

export const twoWaitersOneEvent: ContextSometimes = sometimes({
  id: 'two-waiters-one-event',
  says: 'two tasks are parked on a set when its only event comes',
  needs: ['parked', 'signalled'],
  takes: { tasks: 2, waiters: 2 },
  inapplicable: ({ scenario }) =>
    scenario !== null &&
    !(someSignal(scenario) && [...parkableWaiters(scenario).values()].some(({ size }) => size > 1))
      ? 'no two tasks park on the same set, or nobody signals'
      : undefined,
  saw: (before, event) =>
    event.kind === 'signalled' &&
    !isPending(before, event.waitable) &&
    waitersReached(before, event.waitable, 2, ({ parked }) => parked),
});
