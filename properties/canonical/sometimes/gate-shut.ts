import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { instanceIn } from '../ledger.ts';
import { lacksAll } from './scenario-facts.ts';

export const gateShut: CanonicalSometimes = sometimes({
  id: 'gate-shut',
  says: 'a call comes to the entry gate under backpressure',
  needs: ['gated', 'backpressure'],
  inapplicable: lacksAll('backpressure.inc'),
  saw: (before, event) =>
    event.kind === 'gated' &&
    instanceIn(before, before.tasks[event.task]?.instance ?? '').backpressure > 0,
});
