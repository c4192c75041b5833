import { invariant, type ContextInvariant } from './context-property.ts';
import { doneBy, overFor, taskIn, type Ledger } from './ledger.ts';
import type { Finding } from './property.ts';

export const cancelDeliveredOnce: ContextInvariant = invariant({
  id: 'cancel-delivered-once',
  kind: 'always',
  says: 'a cancel reaches its task once, in a cancellable operation, and in the first one after the request',
  needs: [
    'cancel-called',
    'cancel-returned',
    'cancel-requested',
    'cancelled',
    'wait-called',
    'poll-called',
    'yield-called',
    'polled',
    'yielded',
    'parked',
    'resumed',
  ],
  judge: (before, event) => {
    if (event.kind === 'cancelled') return judgeDelivery(before, event.task, event.operation);
    if (event.kind === 'yielded') return passedOver(before, event.task, 'yield');
    if (event.kind === 'polled' && event.got === null)
      return passedOver(before, event.task, 'poll');
    // Parked for a lock, it has not come to look yet.
    if (event.kind === 'parked' && before.locks[event.on ?? ''] === undefined)
      return passedOver(before, event.task, event.operation);
    if (event.kind !== 'cancel-returned') return undefined;
    const { task, by } = event;
    // Meanwhile it may have returned, or have been cancelled by somebody else: that leaves nothing to do.
    const { phase, cancel } = taskIn(before, task);
    const open = phase === 'begun' && cancel === 'none' && overFor(before, task) === 'no';
    return open && doneBy(before, by) === 0
      ? { reason: 'dropped', about: { task, by, operation: 'cancel' } }
      : undefined;
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['task']} ${WRONG[reason]?.(about['operation'] ?? '') ?? reason}.`,
    expected:
      reason === 'dropped'
        ? `${about['task']}, which has begun and not returned, has a request to take`
        : 'a request is taken once, by the first cancellable operation that looks after it was made',
    got: `\`${about['operation']}\` of ${about['by'] ?? about['task']}`,
    rule: 'docs/semantics.md, Cancellation',
  }),
});

const WRONG: Readonly<Record<string, (operation: string) => string>> = {
  uncancellable: (op) => `was told in a \`${op}\` that cannot be cancelled that it is cancelled`,
  twice: () => 'was told a second time that it is cancelled',
  unrequested: () => 'was told that it is cancelled, and nobody had asked for that',
  'passed-over': (op) =>
    `has a request to be cancelled, and its cancellable \`${op}\` did not tell it`,
  dropped: () => 'was cancelled, and the request was never made',
};

const judgeDelivery = (before: Ledger, task: string, operation: string): Finding | undefined => {
  const { cancel, cancellable } = taskIn(before, task);
  const about = { task, operation };
  if (cancel === 'taken') return { reason: 'twice', about };
  if (cancel === 'none') return { reason: 'unrequested', about };
  return cancellable === true ? undefined : { reason: 'uncancellable', about };
};

/** Whether a cancellable operation ends, or parks, without having told of a request that it had time to see. */
const passedOver = (before: Ledger, task: string, operation: string): Finding | undefined => {
  const { cancellable, due, cancelled } = taskIn(before, task);
  return cancellable === true && due && !cancelled
    ? { reason: 'passed-over', about: { task, operation } }
    : undefined;
};
