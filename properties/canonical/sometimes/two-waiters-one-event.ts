import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { membersWithEvent, named, waitableIn, waitersOn } from '../ledger.ts';
import { lacksAll } from './scenario-facts.ts';

export const twoWaitersOneEvent: CanonicalSometimes = sometimes({
  id: 'two-waiters-one-event',
  says: 'two threads are parked on a set when its only event comes',
  needs: ['parked', 'signalled', 'joined'],
  inapplicable: lacksAll('waitable-set.wait', 'return-wait'),
  saw: (before, event) => {
    if (event.kind !== 'signalled') return false;
    const { set } = waitableIn(before, named(event.instance, event.handle));
    if (set === null || membersWithEvent(before, set).length > 0) return false;
    return waitersOn(before, set).length > 1;
  },
});
