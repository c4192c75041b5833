import { invariant, stackText, type ContextInvariant } from './context-property.ts';
import { taskIn } from './ledger.ts';

export const oneRuleForAll: ContextInvariant = invariant({
  id: 'one-rule-for-all',
  kind: 'always',
  says: 'in one activation of a frame, the blocking operations that must wait either all park or all trap',
  needs: ['entered', 'left', 'parked', 'trapped'],
  judge: (before, event) => {
    if (event.kind !== 'trapped' || event.reason !== 'cannot-block') return undefined;
    const { task, operation } = event;
    if (taskIn(before, task).blocked.at(-1) !== true) return undefined;
    return { reason: 'park-then-trap', about: { task, operation, stack: stackText(before, task) } };
  },
  tell: ({ about: { task, operation, stack } }) => ({
    sentence: `${task} trapped in \`${operation}\`, although it has parked in this very frame before.`,
    expected: 'what decides is the stack, which is the same: both park, or both trap',
    got: `a park, then a trap \`cannot-block\`, with the stack ${stack}`,
    rule: 'docs/semantics.md, Frames and suspension',
  }),
});
