import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { instanceIn } from './ledger.ts';

export const gateKept: CanonicalInvariant = invariant({
  id: 'gate-kept',
  kind: 'always',
  says: 'under backpressure nothing starts but calls of a sync type',
  needs: ['called', 'started', 'backpressure'],
  judge: (before, event) => {
    if (event.kind !== 'started') return undefined;
    const { instance = '', async = false } = before.tasks[event.task] ?? {};
    return async && instanceIn(before, instance).backpressure > 0
      ? { reason: 'started', about: { task: event.task, instance } }
      : undefined;
  },
  tell: ({ about }) => ({
    sentence: `${about['task']} starts while ${about['instance']} holds calls back.`,
    expected: 'it waits at the gate',
    got: 'it took its arguments',
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});
