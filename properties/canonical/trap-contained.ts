import type { CanonicalEvent } from '../../model/canonical/events.ts';
import { invariant, type CanonicalInvariant } from './canonical-property.ts';

/** What guests do, and what is done for them. */
const RUNS: readonly CanonicalEvent['kind'][] = [
  'called',
  'started',
  'resumed',
  'built-in',
  'delivered',
  'returned',
  'observed',
];

export const trapContained: CanonicalInvariant = invariant({
  id: 'trap-contained',
  kind: 'always',
  says: 'after a trap no guest of the store runs',
  needs: ['trapped', ...RUNS],
  judge: ({ store }, { kind }) =>
    store.over && RUNS.includes(kind) ? { reason: 'runs-on', about: { kind } } : undefined,
  tell: ({ about }) => ({
    sentence: `After the store died there is \`${about['kind']}\`.`,
    expected: 'a trap ends the run of its store',
    got: `\`${about['kind']}\` after it`,
    rule: 'docs/canonical-abi.md, Traps',
  }),
});
