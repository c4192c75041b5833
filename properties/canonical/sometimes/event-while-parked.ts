import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { named, waitableIn, waitersOn } from '../ledger.ts';
import { lacksAll } from './scenario-facts.ts';

export const eventWhileParked: CanonicalSometimes = sometimes({
  id: 'event-while-parked',
  says: 'an event comes for a thread that is parked on a set',
  needs: ['parked', 'signalled', 'joined'],
  inapplicable: lacksAll('waitable-set.wait', 'return-wait'),
  saw: (before, event) => {
    if (event.kind !== 'signalled') return false;
    const { set } = waitableIn(before, named(event.instance, event.handle));
    return set !== null && waitersOn(before, set).length > 0;
  },
});
