import { invariant, type ContextInvariant } from './context-property.ts';
import { awake, entitled, type Ledger } from './ledger.ts';
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
  judge: (before, event, after) => {
    if (event.kind === 'deadlock-reported') return falseDeadlock(before, null);
    if (event.kind === 'trapped' && event.reason === 'deadlock')
      return falseDeadlock(before, event.task);
    if (event.kind !== 'quiescent' || after.over !== 'no') return undefined;
    const asleep = parked(before);
    const lost = asleep.some(([, on]) => entitled(before, on).length > 0);
    return asleep.length === 0 || lost
      ? undefined
      : { reason: 'hang', about: { tasks: names(asleep) } };
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

type Asleep = readonly (readonly [task: string, on: string])[];

const parked = (ledger: Ledger): Asleep =>
  Object.entries(ledger.tasks).flatMap(([task, { wait }]) =>
    wait?.parked === true ? [[task, wait.on] as const] : [],
  );

const names = (asleep: Asleep): string => asleep.map(([task]) => task).join(' and ');

/**
 * Why a report now is false, if it is: somebody can move, may yet signal, or has an event waiting. `reporter` is
 * the task whose wait traps instead of parking, and so cannot move either.
 */
const falseDeadlock = (ledger: Ledger, reporter: string | null): Finding | undefined => {
  const mover = awake(ledger).find((task) => task !== reporter);
  if (mover !== undefined)
    return { reason: 'somebody-moves', about: { why: `${mover} can still move` } };
  const [source] = ledger.sources;
  if (source !== undefined) {
    return { reason: 'source-left', about: { why: `${source} may yet signal` } };
  }
  const woken = parked(ledger).find(([, on]) => entitled(ledger, on).length > 0);
  if (woken === undefined) return undefined;
  const [task, on] = woken;
  return { reason: 'event-waits', about: { why: `an event for ${task} is pending on ${on}` } };
};
