import { invariant, type ContextInvariant } from './context-property.ts';
import { overFor, taskIn } from './ledger.ts';

export const readyRuns: ContextInvariant = invariant({
  id: 'ready-runs',
  kind: 'always',
  says: 'once a task is ready, each other task of its executor is picked at most once before it (not under `lifo`)',
  needs: ['declared', 'resumed', 'suspended', 'unparked'],
  judge: (before, event) => {
    if (event.kind !== 'resumed' || before.run.the.queue === 'lifo') return undefined;
    const { task, executor } = event;
    if (taskIn(before, task).overtaken === null) return undefined;
    for (const [other, known] of Object.entries(before.tasks)) {
      if (known.executor !== executor || known.overtaken?.includes(task) !== true) continue;
      if (overFor(before, other) === 'no') {
        return { reason: 'overtaken', about: { task, other, executor } };
      }
    }
    return undefined;
  },
  tell: ({ about: { task, other, executor } }) => ({
    sentence: `${executor} picked ${task} twice while ${other} was ready all along.`,
    expected: `${other} runs before ${task} runs again`,
    got: `${task} runs again`,
    rule: 'docs/semantics.md, Who acts',
  }),
});
