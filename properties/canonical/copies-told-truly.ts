import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Finding } from '../property.ts';
import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { endIn, named, waitableIn, type CanonicalLedger } from './ledger.ts';

export const copiesToldTruly: CanonicalInvariant = invariant({
  id: 'copies-told-truly',
  kind: 'always',
  says: 'what a copy is told is what came of it: the result of its last event, and the count of all that was copied since it began, while it was under way and within its buffer',
  needs: ['copy-begun', 'copied', 'signalled', 'delivered'],
  judge: (before, event) => {
    if (event.kind === 'copied') return judgeCopy(before, event);
    return event.kind === 'delivered' && event.code > SUBTASK && event.code < TASK_CANCELLED
      ? judgeDelivery(before, event)
      : undefined;
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'not-copying'
        ? `Elements are copied by ${about['end']}, which has no copy under way: its buffer is its own again.`
        : reason === 'too-many'
          ? `More is copied by ${about['end']} than its buffer holds.`
          : `The copy of ${about['end']} is told ${about['told']}, and what came of it is ${about['right']}.`,
    expected: about['right'] ?? 'elements go between two buffers that were lent for it',
    got: about['told'] ?? 'a copy',
    rule: 'docs/canonical-abi.md, Where each rule is',
  }),
});

const SUBTASK = 1;
const TASK_CANCELLED = 6;
const FUTURES = 4;

const judgeCopy = (
  before: CanonicalLedger,
  { from, to, count }: Extract<CanonicalEvent, { kind: 'copied' }>,
): Finding | undefined => {
  for (const end of [from, to]) {
    if (!end.includes('[')) continue;
    const { state, progress, count: room } = endIn(before, end);
    if (state !== 'copying' && state !== 'cancelling') {
      return { reason: 'not-copying', about: { end } };
    }
    if (progress + count > room) return { reason: 'too-many', about: { end } };
  }
  return undefined;
};

const RESULTS: Readonly<Record<string, number>> = { dropped: 1, cancelled: 2 };

const judgeDelivery = (
  before: CanonicalLedger,
  { instance, handle, code, payload }: Extract<CanonicalEvent, { kind: 'delivered' }>,
): Finding | undefined => {
  const end = named(instance, handle);
  const { event } = waitableIn(before, end);
  if (event === null) return undefined;
  const { progress } = endIn(before, end);
  const right = (RESULTS[event] ?? 0) | (code < FUTURES ? progress << 4 : 0);
  if (payload === right) return undefined;
  return { reason: 'told-wrong', about: { end, told: `${payload}`, right: `${right}` } };
};
