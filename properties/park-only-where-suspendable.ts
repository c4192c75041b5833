import { invariant, stackText, type ContextInvariant } from './context-property.ts';
import { taskIn } from './ledger.ts';
import { suspendable } from './suspension.ts';

export const parkOnlyWhereSuspendable: ContextInvariant = invariant({
  id: 'park-only-where-suspendable',
  kind: 'always',
  says: 'a task parks or gives up its executor only when it may suspend',
  needs: ['entered', 'left', 'parked', 'suspended'],
  judge: (before, event) => {
    if (event.kind !== 'parked' && event.kind !== 'suspended') return undefined;
    const { task, operation } = event;
    if (suspendable(taskIn(before, task).frames)) return undefined;
    return {
      reason: event.kind === 'parked' ? 'parked' : 'gave-way',
      about: { task, operation, stack: stackText(before, task) },
    };
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'parked'
        ? `${about['task']} parked in \`${about['operation']}\` although it may not suspend, so its executor is stuck with it.`
        : `${about['task']} gave its executor up in \`${about['operation']}\` although it may not suspend.`,
    expected:
      about['operation'] === 'yield'
        ? 'a yield that returns at once, for not every frame can be suspended'
        : 'a trap `cannot-block`, for not every frame can be suspended',
    got: `${reason === 'parked' ? 'a park' : 'a suspension'} with the stack ${about['stack']}`,
    rule: 'docs/semantics.md, Frames and suspension',
  }),
});
