import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { endIn } from '../ledger.ts';
import { lacksAll } from './scenario-facts.ts';

export const copiedInPart: CanonicalSometimes = sometimes({
  id: 'copied-in-part',
  says: 'two copies meet of which one has more elements left than the other',
  needs: ['copy-begun', 'copied'],
  inapplicable: lacksAll('stream.read', 'stream.write'),
  saw: (before, event) => {
    if (event.kind !== 'copied' || event.count === 0) return false;
    return [event.from, event.to].some((end) => {
      const { count, progress } = endIn(before, end);
      return count - progress > event.count;
    });
  },
});
