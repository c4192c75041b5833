import { invariant, type ContextInvariant } from './context-property.ts';
import { holds, taskIn, type Ledger } from './ledger.ts';
import type { Finding } from './property.ts';

export const holdsRestored: ContextInvariant = invariant({
  id: 'holds-restored',
  kind: 'always',
  says: 'an operation ends with the locks and borrows that its task had before it, and on no waiter list',
  needs: [
    'declared',
    'wait-called',
    'wait-returned',
    'poll-called',
    'polled',
    'yield-called',
    'yielded',
    'registered',
    'deregistered',
    'locked',
    'unlocked',
  ],
  judge: (before, event) => {
    if (event.kind === 'polled') return judgeHolds(before, event.task, 'poll');
    if (event.kind === 'yielded') return judgeHolds(before, event.task, 'yield');
    if (event.kind !== 'wait-returned') return undefined;
    const { task, operation, on } = event;
    return taskIn(before, task).registered
      ? { reason: 'still-registered', about: { task, operation: `${operation} ${on}`, what: on } }
      : judgeHolds(before, task, operation);
  },
  tell: ({ reason, about: { task, operation, what } }) => ({
    sentence:
      reason === 'still-registered'
        ? `${task} came back from \`${operation}\` and is still on the waiter list of ${what}.`
        : `${task} had ${what} before \`${operation}\`, and has it no more.`,
    expected:
      reason === 'still-registered'
        ? 'who leaves a wait leaves the list'
        : 'what is given up before a park is taken back before the operation ends',
    got: reason === 'still-registered' ? `${task} on the list` : `${task} without ${what}`,
    rule: 'docs/semantics.md, Locks and borrows',
  }),
});

const judgeHolds = (before: Ledger, task: string, operation: string): Finding | undefined => {
  const lost = taskIn(before, task).held.find((lock) => !holds(before, task, lock));
  return lost === undefined
    ? undefined
    : { reason: 'lost', about: { task, operation, what: lost } };
};
