import { invariant, type ContextInvariant } from './context-property.ts';
import { liveSource, overFor, someAwake, taskIn, wokenBy, type Ledger } from './ledger.ts';
import type { Finding } from './property.ts';

export const deadlockToldTruly: ContextInvariant = invariant({
  id: 'deadlock-told-truly',
  kind: 'eventually',
  says: 'the runtime reports a deadlock if and only if it is one',
  needs: [
    'declared',
    'parked',
    'unparked',
    'signalled',
    'delivered',
    'ended',
    'source-ended',
    'trapped',
    'deadlock-reported',
    'quiescent',
  ],
  judge: (before, event) => {
    if (event.kind === 'deadlock-reported') return falseDeadlock(before, event.store, null);
    if (event.kind === 'trapped' && event.reason === 'deadlock')
      return falseDeadlock(before, taskIn(before, event.task).store, event.task);
    if (event.kind !== 'quiescent') return undefined;
    const asleep = parked(before).filter((task) => overFor(before, task) === 'no');
    const lost = asleep.some((task) => wokenBy(before, task) !== undefined);
    return asleep.length === 0 || lost
      ? undefined
      : { reason: 'hang', about: { tasks: asleep.join(' and ') } };
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'hang'
        ? `${about['tasks']} can never be woken, and the runtime says nothing.`
        : `The runtime reports a deadlock although ${about['why']}.`,
    expected:
      reason === 'hang'
        ? 'a deadlock report: nobody can move, and nothing that is waited for can come'
        : 'no report while somebody can still move, or has an event to take',
    got: reason === 'hang' ? 'silence: nobody can move' : 'a deadlock report',
    rule: 'docs/semantics.md, Quiescence',
  }),
});

const parked = (ledger: Ledger): readonly string[] =>
  Object.keys(ledger.tasks).filter((task) => taskIn(ledger, task).asleep !== null);

/**
 * Why a report for `store` now is false, if it is: somebody can move, may yet signal, or has what it waits for.
 * `reporter` is the task whose wait traps instead of parking, and so cannot move either.
 */
const falseDeadlock = (
  ledger: Ledger,
  store: string,
  reporter: string | null,
): Finding | undefined => {
  const mover = someAwake(ledger, (task) => task !== reporter);
  if (mover !== undefined)
    return { reason: 'somebody-moves', about: { why: `${mover} can still move` } };
  const source = liveSource(ledger);
  if (source !== undefined) {
    return { reason: 'source-left', about: { why: `${source} may yet signal` } };
  }
  const woken = Object.keys(ledger.tasks).find(
    (task) => taskIn(ledger, task).store === store && wokenBy(ledger, task) !== undefined,
  );
  if (woken === undefined) return undefined;
  const { asleep } = taskIn(ledger, woken);
  const why = `${woken} is parked on ${asleep}, and what it waits for is there: ${wokenBy(ledger, woken)}`;
  return { reason: 'event-waits', about: { why } };
};
