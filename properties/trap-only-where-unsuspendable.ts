import { invariant, stackText, type ContextInvariant } from './context-property.ts';
import { entitled, taskIn } from './ledger.ts';
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
    if (wait === null) return undefined;
    const about = { task, operation, on: wait.on, stack: stackText(before, task) };
    if (suspendable(frames)) return { reason: 'may-suspend', about };
    // An eager guard is asked before anybody looks for an event, so one may well be there.
    const [event0] = before.guarding === 'lazy' ? entitled(before, wait.on) : [];
    if (event0 === undefined) return undefined;
    return { reason: 'event-was-there', about: { ...about, waitable: event0 } };
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'may-suspend'
        ? `${about['task']} trapped in \`${about['operation']} ${about['on']}\` although it may suspend.`
        : `${about['task']} trapped in \`${about['operation']} ${about['on']}\` although an event of ${about['waitable']} was there to take.`,
    expected:
      reason === 'may-suspend'
        ? `${about['task']} goes on to wait: every frame on its stack can be suspended`
        : `the event of ${about['waitable']} is delivered; only a wait that must block traps`,
    got: `trap \`cannot-block\` with the stack ${about['stack']}`,
    rule: 'docs/semantics.md, Frames and suspension',
  }),
});
