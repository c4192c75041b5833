import { sometimes, type CanonicalSometimes } from '../canonical-property.ts';
import { lacksCancel } from './scenario-facts.ts';

export const cancelAtGate: CanonicalSometimes = sometimes({
  id: 'cancel-at-gate',
  says: 'a task is asked to cancel that waits at the entry gate',
  needs: ['cancel-requested', 'started', 'called'],
  inapplicable: lacksCancel,
  saw: ({ tasks, threads }, event) =>
    event.kind === 'cancel-requested' &&
    tasks[event.task]?.started === false &&
    threads[event.task]?.asleep?.predicate === 'gate',
});
