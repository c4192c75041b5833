import { sometimes, type ContextSometimes } from '../context-property.ts';
import { waitersReached } from '../ledger.ts';
import { neverHolds } from './scenario-facts.ts';

export const eventWhileLocked: ContextSometimes = sometimes({
  id: 'event-while-locked',
  says: 'an event comes for a parked task while another has a lock or the borrow',
  needs: ['signalled', 'parked', 'locked', 'unlocked'],
  takes: { words: ['lock'], tasks: 2 },
  inapplicable: neverHolds,
  saw: (before, event) =>
    event.kind === 'signalled' &&
    waitersReached(
      before,
      event.waitable,
      1,
      ({ parked }, task) =>
        parked &&
        Object.values(before.locks).some(({ holder }) => holder !== null && holder !== task),
    ),
});
