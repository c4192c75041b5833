import { invariant, type CanonicalInvariant } from './canonical-property.ts';

export const rulesNotAtALoss: CanonicalInvariant = invariant({
  id: 'rules-not-at-a-loss',
  kind: 'always',
  says: 'the rules say what happens: the executable specification would fail no assertion of its own',
  needs: ['faulted'],
  judge: (_, event) =>
    event.kind === 'faulted' ? { reason: event.fault, about: { fault: event.fault } } : undefined,
  tell: ({ reason }) => ({
    sentence: HOLES[reason] ?? 'Core code does not come to an end.',
    expected: 'every step has a meaning',
    got: `\`${reason}\``,
    rule: 'docs/canonical-abi.md, Holes of the specification',
  }),
});

const HOLES: Readonly<Record<string, string>> = {
  'resumed-running-thread':
    'A task is cancelled whose thread is running, and that thread is resumed.',
  'cancel-woken-by-start':
    'A sync `subtask.cancel` wakes on the event that the callee has started, and finds it unresolved.',
  'event-already-set': 'A task is cancelled that has an event already, as it has yielded.',
  'reader-drop-met-write': 'The reader of a future is dropped while a write is pending.',
};
