import { ruleOf } from '../model/context/operations.ts';
import { invariant, stackText, type ContextInvariant } from './context-property.ts';

export const nonblockingNeverTraps: ContextInvariant = invariant({
  id: 'nonblocking-never-traps',
  kind: 'always',
  says: '`poll`, `yield`, `join`, `leave` and `signal` never trap for blocking, and `poll` lets nobody run',
  needs: ['trapped', 'suspended'],
  judge: (before, event) => {
    if (
      event.kind === 'trapped' &&
      event.reason === 'cannot-block' &&
      ruleOf(event.operation)?.blocks === false
    ) {
      const { task, operation } = event;
      return {
        reason: `trap-in-${operation}`,
        about: { task, operation, stack: stackText(before, task) },
      };
    }
    if (event.kind === 'suspended' && event.operation === 'poll') {
      const { task, operation } = event;
      return {
        reason: 'poll-gave-way',
        about: { task, operation, stack: stackText(before, task) },
      };
    }
    return undefined;
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'poll-gave-way'
        ? `${about['task']} gave its executor up in the middle of a poll.`
        : `${about['task']} trapped in \`${about['operation']}\`, which never blocks.`,
    expected:
      reason === 'poll-gave-way'
        ? 'a poll is over before any other task of the executor runs'
        : `\`${about['operation']}\` goes on, wherever it is called`,
    got: `${reason === 'poll-gave-way' ? 'a suspension' : 'trap `cannot-block`'} with the stack ${about['stack']}`,
    rule: 'docs/semantics.md, Operations',
  }),
});
