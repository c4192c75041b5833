import { CANONICAL_EVENT_KINDS, type CanonicalEvent } from '../../model/canonical/events.ts';
import type { Finding } from '../property.ts';
import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import type { CanonicalLedger } from './ledger.ts';

/** Whether a request goes on to its task: that is entered and resumed for it, before anything else. */
const goesOn = (event: CanonicalEvent): boolean =>
  event.kind === 'entered' ||
  event.kind === 'faulted' ||
  (event.kind === 'resumed' && event.by === 'cancel');

export const cancelToldRightly: CanonicalInvariant = invariant({
  id: 'cancel-told-rightly',
  kind: 'always',
  says: 'a request to cancel is told once, to a thread that said that it can be told: at once if one sleeps so, else to the next that comes to such a sleep; and only who was told resolves by it',
  needs: Object.keys(CANONICAL_EVENT_KINDS) as CanonicalEvent['kind'][],
  judge: (before, event) => {
    const { due } = before;
    if (due !== null && !goesOn(event)) return { reason: 'late', about: due };
    if (event.kind === 'cancelled') return judgeResolution(before, event.task);
    if (event.kind === 'cancel-delivered') return judgeTelling(before, event);
    if (event.kind === 'resumed') return event.cancelled ? judgeWake(before, event) : undefined;
    if (event.kind !== 'parked' && event.kind !== 'suspended') return undefined;
    const { task = '' } = before.threads[event.thread] ?? {};
    const { cancel = 'none', resolved = false } = before.tasks[task] ?? {};
    return event.cancellable && cancel === 'requested' && !resolved
      ? { reason: 'slept-past', about: { task, thread: event.thread } }
      : undefined;
  },
  tell: ({ reason, about: { task, thread } }) => ({
    sentence: (TELLINGS[reason] ?? '').replace('TASK', task ?? '').replace('THREAD', thread ?? ''),
    expected: 'a request that reaches the current or the next cancellable sleep, once',
    got: reason,
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});

const TELLINGS: Readonly<Record<string, string>> = {
  late: 'TASK was asked to cancel, THREAD sleeps and can be told, and something else happens first.',
  'not-told': 'TASK resolves as cancelled, and was not told that it is.',
  unasked: 'THREAD is told of a cancel that nobody asked for, or that was told before.',
  uncancellable: 'THREAD is told of a cancel in a sleep that cannot be cancelled.',
  'slept-past': 'THREAD falls into a cancellable sleep, and TASK was asked to cancel before.',
};

const judgeResolution = ({ tasks }: CanonicalLedger, task: string): Finding | undefined =>
  tasks[task]?.cancel === 'delivered' ? undefined : { reason: 'not-told', about: { task } };

const judgeTelling = (
  { tasks }: CanonicalLedger,
  { task, thread }: Extract<CanonicalEvent, { kind: 'cancel-delivered' }>,
): Finding | undefined =>
  tasks[task]?.cancel === 'requested' ? undefined : { reason: 'unasked', about: { task, thread } };

const judgeWake = (
  { threads }: CanonicalLedger,
  { thread }: Extract<CanonicalEvent, { kind: 'resumed' }>,
): Finding | undefined => {
  const { task = '', asleep = null } = threads[thread] ?? {};
  return asleep?.cancellable === false
    ? { reason: 'uncancellable', about: { task, thread } }
    : undefined;
};
