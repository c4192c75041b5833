import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { membersWithEvent, named } from '../ledger.ts';
import { lacksAll } from './scenario-facts.ts';

export const eventBeforeWait: CanonicalSometimes = sometimes({
  id: 'event-before-wait',
  says: 'a thread begins to wait on a set that has an event already',
  needs: ['built-in', 'used', 'signalled', 'joined'],
  inapplicable: lacksAll('waitable-set.wait'),
  saw: (before, event) =>
    event.kind === 'used' &&
    before.threads[event.thread]?.operation === 'waitable-set.wait' &&
    membersWithEvent(before, named(event.instance, event.handle)).length > 0,
});
