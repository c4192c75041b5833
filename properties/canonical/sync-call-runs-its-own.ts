import { invariant, type CanonicalInvariant } from './canonical-property.ts';

export const syncCallRunsItsOwn: CanonicalInvariant = invariant({
  id: 'sync-call-runs-its-own',
  kind: 'always',
  says: 'while a call of a sync type is blocked, only threads of its own instance run, and no callback that idles in its loop',
  needs: ['entered', 'left', 'parked', 'resumed'],
  judge: ({ threads, stack }, event) => {
    if (event.kind !== 'resumed' || event.by !== 'sync-loop') return undefined;
    const { thread } = event;
    const { instance = '', asleep = null } = threads[thread] ?? {};
    const innermost = stack.entered.at(-1)?.instance ?? 'nobody';
    if (instance !== innermost) return { reason: 'foreign', about: { thread, innermost } };
    const idles = asleep !== null && IDLE.has(asleep.predicate);
    return idles ? { reason: 'idle-callback', about: { thread, innermost } } : undefined;
  },
  tell: ({ reason, about }) => ({
    sentence:
      reason === 'foreign'
        ? `${about['thread']} runs inside a blocked sync call of ${about['innermost']}, which is not its instance.`
        : `${about['thread']} idles in its event loop, and is run inside a blocked sync call: two share one stack.`,
    expected: `a thread of ${about['innermost']} that needs no lock, or a trap`,
    got: about['thread'] ?? '',
    rule: 'docs/canonical-abi.md, Holes of the specification',
  }),
});

/** What callbacks wait for in their loop, without the lock. */
const IDLE: ReadonlySet<string> = new Set(['lock-free', 'set-has-event-and-lock-free']);
