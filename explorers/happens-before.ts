import { independent, type Action } from '../model/machine.ts';

/** A step that was taken: its action as it was then, and whether it can be swapped with any other. */
export interface Taken {
  readonly action: Action;
  readonly visible: boolean;
  /** The step after which its actor could move (again), from 0; -1 if that was so from the start. */
  readonly enabledBy: number;
}

/** Where a step stands in the order of causes: for each actor its last step that came before, -1 for none. */
export interface Placed extends Taken {
  readonly past: ReadonlyMap<string, number>;
  /** The steps of others that it depends on directly: with nothing in between, they might have come later. */
  readonly races: readonly number[];
}

/** Whether the order of two steps matters, whatever comes between them. */
export const dependent = (
  a: Pick<Taken, 'action' | 'visible'>,
  b: Pick<Taken, 'action' | 'visible'>,
): boolean => a.visible || b.visible || !independent(a.action, b.action);

/** Whether step number `earlier` of `actor` comes before `placed` in every order that means the same. */
export const isBefore = (actor: string, earlier: number, { past }: Placed): boolean =>
  (past.get(actor) ?? -1) >= earlier;

/** Places `taken` after the steps before it: each of them that it depends on came before it, and what came before that. */
export const place = (before: readonly Placed[], taken: Taken): Placed => {
  const past = new Map<string, number>();
  const races: number[] = [];
  const precede = (index: number): void => {
    const { action, past: own } = before[index]!;
    past.set(action.actor, Math.max(past.get(action.actor) ?? -1, index));
    for (const [actor, last] of own) if (last > (past.get(actor) ?? -1)) past.set(actor, last);
  };
  const { actor } = taken.action;
  const previous = before.findLastIndex((each) => each.action.actor === actor);
  if (previous >= 0) precede(previous);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const each = before[i]!;
    if ((past.get(each.action.actor) ?? -1) >= i) continue;
    const isCause = i === taken.enabledBy;
    if (!isCause && !dependent(each, taken)) continue;
    if (!isCause) races.push(i);
    precede(i);
  }
  return { ...taken, past, races };
};
