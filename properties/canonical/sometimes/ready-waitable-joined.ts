import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { named, waitableIn, waitersOn } from '../ledger.ts';
import { lacksAll } from './scenario-facts.ts';

export const readyWaitableJoined: CanonicalSometimes = sometimes({
  id: 'ready-waitable-joined',
  says: 'a waitable that has an event joins a set under a parked thread',
  needs: ['parked', 'signalled', 'joined'],
  inapplicable: lacksAll('waitable.join'),
  saw: (before, event) => {
    if (event.kind !== 'joined' || event.set === 0) return false;
    const { instance, handle, set } = event;
    if (waitableIn(before, named(instance, handle)).event === null) return false;
    return waitersOn(before, named(instance, set)).length > 0;
  },
});
