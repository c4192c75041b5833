import type { EventOf } from '../model/context/events.ts';
import { invariant, type ContextInvariant } from './context-property.ts';
import { doneBy, homeOf, isEntitled, isPending, taskIn, type Ledger } from './ledger.ts';
import type { Finding } from './property.ts';

export const deliveredExactlyOnce: ContextInvariant = invariant({
  id: 'delivered-exactly-once',
  kind: 'always',
  says: 'every signal gives one event, which reaches one waiter that is entitled to it; none is dropped, invented, doubled or given to a stranger',
  needs: [
    'delivered',
    'signalled',
    'signal-called',
    'signal-returned',
    'wait-called',
    'wait-returned',
    'polled',
    'join-called',
    'join-returned',
    'joined',
    'left-set',
  ],
  judge: (before, event) => {
    if (event.kind === 'delivered') return judgeDelivery(before, event);
    if (event.kind === 'wait-returned') {
      return judgeReturn(before, event.task, event.operation, event.on, event.got);
    }
    if (event.kind === 'polled')
      return judgeReturn(before, event.task, 'poll', event.set, event.got);
    if (event.kind === 'signal-returned') return judgeCall(before, 'signal', event);
    return event.kind === 'join-returned' ? judgeCall(before, 'join', event) : undefined;
  },
  tell: ({ reason, about }) => ({
    sentence: `${about['task']} ${WRONG[reason]?.(about['waitable'] ?? '') ?? reason}.`,
    expected:
      reason.startsWith('signal') || reason.startsWith('join')
        ? 'a signal gives its waitable an event, and a join puts it into the set: once'
        : 'an event goes to exactly one task that waits on, or polls, the set it is in at that moment',
    got: `\`${about['operation']} ${about['on']}\` of ${about['task']}`,
    rule: 'docs/semantics.md, Waitables, sets and events',
  }),
});

const judgeDelivery = (
  before: Ledger,
  { task, operation, on, waitable }: EventOf<'delivered'>,
): Finding | undefined => {
  const about = { task, operation, on, waitable };
  if (!isPending(before, waitable)) return { reason: 'no-event', about };
  // A waitable that is in a set is waited on through the set alone.
  const inSet = waitable === on && homeOf(before, waitable) !== null;
  if (inSet || !isEntitled(before, waitable, on)) return { reason: 'foreign', about };
  if (!isEntitled(before, waitable, on, operation)) return { reason: 'progress', about };
  const waits = operation === 'poll' || taskIn(before, task).wait?.on === on;
  return waits ? undefined : { reason: 'stale', about };
};

/** Whether a signal or join has marked or linked just once by its end. */
const judgeCall = (
  before: Ledger,
  operation: 'signal' | 'join',
  { by, waitable }: { readonly by: string; readonly waitable: string },
): Finding | undefined => {
  const times = doneBy(before, by);
  if (times === 1) return undefined;
  const about = { task: by, operation, on: waitable, waitable };
  return { reason: times === 0 ? `${operation}-dropped` : `${operation}-repeated`, about };
};

/** Whether an operation returns just what was handed to its task in it. */
const judgeReturn = (
  before: Ledger,
  task: string,
  operation: string,
  on: string,
  got: string | null,
): Finding | undefined => {
  const { delivered } = taskIn(before, task);
  const about = { task, operation, on, waitable: got ?? delivered[0] ?? '' };
  if (delivered.length > 1) return { reason: 'two-in-one', about };
  if (got === (delivered[0] ?? null)) return undefined;
  return { reason: got === null ? 'swallowed' : 'not-cleared', about };
};

const WRONG: Readonly<Record<string, (waitable: string) => string>> = {
  'no-event': (w) =>
    `was given an event of ${w} that it does not have: it was taken before, or never was`,
  foreign: (w) => `was given an event of ${w}, to which it is not entitled at that moment`,
  progress: (w) => `was given the progress of ${w}, and it waits until ${w} has ended`,
  stale: (w) => `was given an event of ${w} that it does not wait for`,
  'two-in-one': (w) => `was given ${w} and another event in one operation, which returns only one`,
  swallowed: (w) => `was given the event of ${w}, and the operation returned nothing`,
  'not-cleared': (w) => `got ${w} from an operation that left its event where it was`,
  'signal-dropped': (w) => `signalled ${w}, and the event was never there`,
  'signal-repeated': (w) => `signalled ${w} once, and the event was there more than once`,
  'join-dropped': (w) => `joined ${w} to a set, and it was never put there`,
  'join-repeated': (w) => `joined ${w} to a set once, and it was put there more than once`,
};
