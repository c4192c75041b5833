import { invariant, type CanonicalInvariant } from './canonical-property.ts';
import {
  areKin,
  endIn,
  onStack,
  waitableIn,
  type CanonicalLedger,
  type EndLedger,
} from './ledger.ts';

export const trapsToldTruly: CanonicalInvariant = invariant({
  id: 'traps-told-truly',
  kind: 'always',
  says: 'what a trap gives as its reason is so: of the handle that the thread used, of the ends that met, and of the instance that was to be entered',
  needs: ['used', 'entering', 'trapped'],
  judge: (before, event) => {
    if (event.kind !== 'trapped' || before.store.over) return undefined;
    const about = { thread: event.thread, reason: event.reason };
    if (event.reason === 'cannot-enter') {
      return mayTrapEntering(before) ? undefined : { reason: event.reason, about };
    }
    if (event.reason === 'same-instance') {
      return meetsItself(before, event.instance) ? undefined : { reason: event.reason, about };
    }
    const isSo = REASONS[event.reason];
    const used = before.threads[event.thread]?.used ?? '';
    if (isSo === undefined || used === '' || isSo(before, used)) return undefined;
    return { reason: event.reason, about: { ...about, used } };
  },
  tell: ({ about: { thread, reason, used } }) => ({
    sentence: `${thread} traps with \`${reason}\`, and that is not so${used === undefined ? '' : ` of ${used}`}.`,
    expected: 'no trap, or one with a reason that is so',
    got: `trap \`${reason}\``,
    rule: 'docs/canonical-abi.md, Traps',
  }),
});

type IsSo = (ledger: CanonicalLedger, used: string) => boolean;

const stateIs =
  (...states: readonly EndLedger['state'][]): IsSo =>
  (ledger, used) =>
    states.includes(endIn(ledger, used).state);

const not =
  (isSo: IsSo): IsSo =>
  (ledger, used) =>
    !isSo(ledger, used);

const REASONS: Readonly<Record<string, IsSo>> = {
  'end-busy': stateIs('copying', 'cancelling'),
  'end-done': stateIs('done'),
  'not-copying': not(stateIs('copying')),
  'drop-busy': stateIs('copying', 'cancelling'),
  'future-unwritten': not(stateIs('done')),
  'sync-in-set': (ledger, used) => waitableIn(ledger, used).set !== null,
  'set-not-empty': ({ waitables }, used) =>
    Object.values(waitables).some(({ set }) => set === used),
  'set-has-waiters': ({ threads }, used) =>
    Object.values(threads).some(({ asleep }) => asleep?.on === used),
  'terminal-delivered': (ledger, used) => waitableIn(ledger, used).told,
  'subtask-unresolved': (ledger, used) => !waitableIn(ledger, used).told,
};

/** Whether a call may be refused: what it would enter is on the stack, or one of the two contains the other. */
const mayTrapEntering = (ledger: CanonicalLedger): boolean => {
  const { entering } = ledger.stack;
  if (entering === null) return true;
  const { instance, from } = entering;
  return areKin(ledger, instance, from) || onStack(ledger, instance, from) !== undefined;
};

/** Whether the two ends of some channel copy in this one instance. */
const meetsItself = ({ ends }: CanonicalLedger, instance: string): boolean => {
  const channels = Object.keys(ends)
    .filter((end) => end.startsWith(`${instance}[`) && ends[end]!.state === 'copying')
    .map((end) => ends[end]!.channel);
  return new Set(channels).size < channels.length;
};
