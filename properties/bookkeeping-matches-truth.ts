import { invariant, stackText, type ContextInvariant } from './context-property.ts';
import { taskIn } from './ledger.ts';
import { suspendable } from './suspension.ts';

export const bookkeepingMatchesTruth: ContextInvariant = invariant({
  id: 'bookkeeping-matches-truth',
  kind: 'always',
  diagnosis: true,
  says: "whenever guest code runs, the guard's answer equals the truth",
  needs: ['entered', 'left', 'probed'],
  judge: (before, event) => {
    if (event.kind !== 'probed') return undefined;
    const { task, answer } = event;
    const may = suspendable(taskIn(before, task).frames);
    if ((answer === 'go') === may) return undefined;
    return {
      reason: may ? 'refuses' : 'permits',
      about: { task, answer, stack: stackText(before, task) },
    };
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['task']} may ${reason === 'refuses' ? '' : 'not '}suspend, but the guard remembers otherwise.`,
    expected: `the guard answers ${reason === 'refuses' ? '`go`' : 'a trap'} for the stack ${about['stack']}`,
    got: `the guard would answer \`${about['answer']}\` to a wait here`,
    rule: 'docs/semantics.md, Truth and bookkeeping',
  }),
});
