import { invariant, type CanonicalInvariant } from './canonical-property.ts';

const STARTING = 0;
const STARTED = 1;

export const callReturnsTruly: CanonicalInvariant = invariant({
  id: 'call-returns-truly',
  kind: 'always',
  says: 'a call comes back with what is so: starting, started or resolved; a sync call only when it has resolved',
  needs: ['call-begun', 'call-returned', 'called', 'host-called', 'started', 'returned'],
  judge: (before, event) => {
    if (event.kind !== 'call-returned') return undefined;
    const { thread, state } = event;
    const { callee: task = '' } = before.threads[thread] ?? {};
    const known = before.tasks[task];
    if (known === undefined) return undefined;
    const about = { thread, task };
    if (known.resolved !== state > STARTED) {
      return { reason: known.resolved ? 'resolved' : 'unresolved', about };
    }
    if (known.resolved || known.instance === 'host') return undefined;
    return known.started === state > STARTING
      ? undefined
      : { reason: known.started ? 'started' : 'not-started', about };
  },
  tell: ({ reason, about: { thread, task } }) => ({
    sentence: `${thread} goes on after its call of ${task} as if that were not ${reason}.`,
    expected: 'a status that is so',
    got: `${task} is ${reason}`,
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});
