import { ruleOf } from '../model/context/operations.ts';
import { invariant, stackText, type ContextInvariant } from './context-property.ts';
import { CANCELLATION, cancelDue, entitled, taskIn } from './ledger.ts';
import { suspendable } from './suspension.ts';

export const trapOnlyWhereUnsuspendable: ContextInvariant = invariant({
  id: 'trap-only-where-unsuspendable',
  kind: 'always',
  says: 'a wait traps `cannot-block` only when the task may not suspend and nothing was there to deliver',
  needs: ['declared', 'entered', 'left', 'trapped', 'wait-called', 'signalled', 'delivered'],
  judge: (before, event) => {
    if (event.kind !== 'trapped' || event.reason !== 'cannot-block') return undefined;
    const { task, operation } = event;
    const { frames, wait } = taskIn(before, task);
    if (wait === null && ruleOf(operation)?.hold !== 'takes') return undefined;
    const what = wait === null ? operation : `${operation} ${wait.on}`;
    const about = { task, what, stack: stackText(before, task) };
    if (suspendable(frames)) return { reason: 'may-suspend', about };
    // An eager guard is asked before anybody looks for an event, so one may well be there.
    if (before.run.the.guarding === 'eager' || wait === null) return undefined;
    const first = entitled(before, wait.on, operation);
    const there = first === undefined ? undefined : `an event of ${first}`;
    const due = cancelDue(before, task) ? CANCELLATION : undefined;
    if ((there ?? due) === undefined) return undefined;
    return { reason: 'event-was-there', about: { ...about, there: there ?? due! } };
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'may-suspend'
        ? `${about['task']} trapped in \`${about['what']}\` although it may suspend.`
        : `${about['task']} trapped in \`${about['what']}\` although ${about['there']} was there to take.`,
    expected:
      reason === 'may-suspend'
        ? `${about['task']} goes on to wait: every frame on its stack can be suspended`
        : `${about['there']} is delivered; only a wait that must block traps`,
    got: `trap \`cannot-block\` with the stack ${about['stack']}`,
    rule: 'docs/semantics.md, Frames and suspension',
  }),
});
