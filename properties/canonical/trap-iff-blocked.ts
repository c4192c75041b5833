import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Finding } from '../property.ts';
import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import { awaited, instanceIn, type CanonicalLedger, type StackFrame } from './ledger.ts';

export const trapIffBlocked: CanonicalInvariant = invariant({
  id: 'trap-iff-blocked',
  kind: 'always',
  says: 'there is a trap for blocking if and only if control comes back to the innermost call, that is of a sync type and unresolved, and no thread of its instance that may run there can go on; by the eager rule, also where a thread of such a call is about to block',
  needs: ['called', 'returned', 'parked', 'resumed', 'signalled', 'joined', 'left', 'trapped'],
  judge: (before, event) => {
    if (event.kind === 'left') return judgeReturn(before);
    if (event.kind !== 'trapped' || event.reason !== 'cannot-block' || before.store.over) {
      return undefined;
    }
    return event.thread === 'host' ? judgeTrap(before, event.instance) : judgeGuard(before, event);
  },
  tell: ({ reason, about }) => ({
    sentence: TELLINGS[reason]?.(about) ?? reason,
    expected:
      reason === 'returned'
        ? 'trap `cannot-block`'
        : 'a trap only where nothing else can go on inside a call of a sync type',
    got: reason === 'returned' ? 'the caller went on' : 'trap `cannot-block`',
    rule: 'docs/canonical-abi.md, Traps',
  }),
});

const TELLINGS: Readonly<Record<string, (about: Readonly<Record<string, string>>) => string>> = {
  returned: ({ task }) =>
    `${task} is of a sync type and has not resolved, nothing of its instance can go on, and its caller does.`,
  'no-sync-call': ({ who }) =>
    `${who} traps for blocking, and the innermost call is of an async type, or has resolved.`,
  ready: ({ task, thread }) => `${task} traps for blocking although ${thread} can go on.`,
  'too-early': ({ who }) => `${who} traps for blocking before it has tried.`,
};

/** The innermost call, where it is of a sync type and has not resolved. */
const blockedCall = ({ stack, tasks }: CanonicalLedger): StackFrame | undefined => {
  const top = stack.entered.at(-1);
  const task = tasks[top?.task ?? ''];
  return task === undefined || task.async || task.resolved ? undefined : top;
};

/** A thread that a blocked call of this instance has to run first. */
const candidate = (ledger: CanonicalLedger, instance: string): string | undefined =>
  Object.keys(ledger.threads).find((thread) => {
    const known = ledger.threads[thread]!;
    if (known.instance !== instance || awaited(ledger, thread) === undefined) return false;
    const { exclusive = false, started = false } = ledger.tasks[known.task] ?? {};
    const owner = instanceIn(ledger, instance).lock === known.task;
    return known.explicit || (started && !exclusive && !owner);
  });

const judgeReturn = (before: CanonicalLedger): Finding | undefined => {
  const { task = null } = blockedCall(before) ?? {};
  return task === null ? undefined : { reason: 'returned', about: { task } };
};

const judgeTrap = (before: CanonicalLedger, instance: string): Finding | undefined => {
  const call = blockedCall(before);
  if (call === undefined || call.instance !== instance) {
    return { reason: 'no-sync-call', about: { who: instance } };
  }
  const thread = candidate(before, instance);
  return thread === undefined
    ? undefined
    : { reason: 'ready', about: { task: call.task ?? '', thread } };
};

/** A thread that traps itself: the eager rule alone allows that, and only in a task of a sync type. */
const judgeGuard = (
  { rules, threads, tasks }: CanonicalLedger,
  { thread }: Extract<CanonicalEvent, { kind: 'trapped' }>,
): Finding | undefined => {
  const task = tasks[threads[thread]?.task ?? ''];
  const about = { who: thread };
  if (task?.async !== false || task.resolved) return { reason: 'no-sync-call', about };
  return rules.blocking === 'eager' ? undefined : { reason: 'too-early', about };
};
