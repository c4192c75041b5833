import { invariant, type ContextInvariant } from './context-property.ts';
import type { Ledger } from './ledger.ts';

export const dropOnlyWhereUnused: ContextInvariant = invariant({
  id: 'drop-only-where-unused',
  kind: 'always',
  says: 'a set is dropped only when it has no waitables and nobody is inside a wait on it; else the drop traps',
  needs: ['declared', 'joined', 'left-set', 'wait-called', 'wait-returned', 'dropped'],
  judge: (before, event) => {
    if (event.kind !== 'dropped') return undefined;
    const { by, set } = event;
    const use = useOf(before, set);
    return use === undefined
      ? undefined
      : { reason: use.kind, about: { task: by, set, use: use.says } };
  },
  tell: ({ about: { task, set, use } }) => ({
    sentence: `${task} dropped ${set} while ${use}.`,
    expected: 'a trap `set-in-use`',
    got: `${set} is gone`,
    rule: 'docs/semantics.md, Operations',
  }),
});

const useOf = (
  { waitables, tasks }: Ledger,
  set: string,
): { readonly kind: string; readonly says: string } | undefined => {
  const member = Object.keys(waitables).find((waitable) => waitables[waitable]!.home === set);
  if (member !== undefined) return { kind: 'has-members', says: `${member} is in it` };
  const inside = Object.keys(tasks).find((task) => tasks[task]!.wait?.on === set);
  if (inside === undefined) return undefined;
  return { kind: 'waited-on', says: `${inside} is inside a wait on it` };
};
