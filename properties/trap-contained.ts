import type { ContextEvent } from '../model/context/events.ts';
import { invariant, type ContextInvariant } from './context-property.ts';
import { overFor, someAwake, taskIn } from './ledger.ts';

/** What a task does of its own: it begins something, or is given its executor. */
const RUNS: readonly ContextEvent['kind'][] = [
  'resumed',
  'entered',
  'left',
  'wait-called',
  'poll-called',
  'yield-called',
];

export const trapContained: ContextInvariant = invariant({
  id: 'trap-contained',
  kind: 'always',
  says: 'after a trap no task of that store begins anything, and no task of another store is lost',
  needs: ['declared', 'trapped', ...RUNS, 'quiescent'],
  judge: (before, event) => {
    if (event.kind === 'quiescent') {
      // Somebody who could move is in no queue: it was lost with another's trap.
      if (Object.values(before.stores).every(({ over }) => over === 'no')) return undefined;
      const task = someAwake(before, (other) => overFor(before, other) === 'no');
      return task === undefined ? undefined : { reason: 'lost', about: { task } };
    }
    if (!RUNS.includes(event.kind) || !('task' in event)) return undefined;
    const { task } = event;
    if (overFor(before, task) !== 'trapped') return undefined;
    return { reason: 'runs-on', about: { task, store: taskIn(before, task).store } };
  },
  tell: ({ reason, about: { task, store } }) => ({
    sentence:
      reason === 'lost'
        ? `${task} is ready, and no executor will ever run it: it was lost in the trap of another store.`
        : `${task} runs on after the trap of its store.`,
    expected:
      reason === 'lost'
        ? 'a trap ends the run of its own store; all others go on'
        : `no task of ${store} runs any more`,
    got: reason === 'lost' ? 'nobody can move' : `${task} runs`,
    rule: 'docs/semantics.md, Stores and traps',
  }),
});
