import { independent, type Action } from '../../model/machine.ts';
import type { Whole, WholeMove } from './whole.ts';

/** Two actions that are declared independent and are not. */
export interface Clash {
  readonly state: number;
  readonly first: WholeMove;
  readonly second: WholeMove;
  readonly seen: string;
}

/**
 * Whether every two independent actions lead to one state in either order, and break the same. What concerns everybody
 * is swapped with nothing. Gives the number of pairs, and the first that is not so.
 */
export const swapsOf = (
  whole: Whole,
): { readonly pairs: number; readonly clash: Clash | undefined } => {
  let pairs = 0;
  let clash: Clash | undefined;
  for (const [state, list] of whole.moves.entries()) {
    for (const [i, first] of list.entries()) {
      for (const second of list.slice(i + 1)) {
        if (first.stops || second.stops || !independent(first.action, second.action)) continue;
        pairs += 1;
        const seen = clash === undefined ? differenceOf(whole, state, first, second) : null;
        if (seen !== null) clash = { state, first, second, seen };
      }
    }
  }
  return { pairs, clash };
};

const differenceOf = (
  whole: Whole,
  state: number,
  first: WholeMove,
  second: WholeMove,
): string | null => {
  const { moves, states, on } = whole;
  const visible = (at: number, action: Action): boolean => on.visible(states[at]!, action);
  const then = (before: WholeMove, next: WholeMove): WholeMove | undefined =>
    moves[before.to]!.find(({ action }) => action.name === next.action.name);
  const [last, other] = [then(first, second), then(second, first)];
  const concernsAll = (): boolean =>
    last?.stops === true ||
    other?.stops === true ||
    visible(state, first.action) ||
    visible(state, second.action) ||
    (last !== undefined && visible(first.to, last.action)) ||
    (other !== undefined && visible(second.to, other.action));
  const seen = tell(whole, [first, last], [second, other]);
  return seen !== null && concernsAll() ? null : seen;
};

type Way = readonly [WholeMove, WholeMove | undefined];

const tell = (whole: Whole, [a, then]: Way, [b, other]: Way): string | null => {
  if (then === undefined) return `after ${a.action.name}, ${b.action.name} cannot be done`;
  if (other === undefined) return `after ${b.action.name}, ${a.action.name} cannot be done`;
  if (then.to !== other.to) {
    const fields = differingIn(whole, then.to, other.to);
    return `two states, which differ in ${fields.join(', ')}`;
  }
  const breaks = [
    [...a.broken, ...then.broken],
    [...b.broken, ...other.broken],
  ].map((list) => [...new Set(list)].toSorted((x, y) => (x < y ? -1 : 1)).join(', '));
  return breaks[0] === breaks[1]
    ? null
    : `one order breaks ${breaks[0] || 'nothing'}, the other ${breaks[1] || 'nothing'}`;
};

/** The names of the fields that differ in two states. */
const differingIn = ({ on: { layout }, states }: Whole, a: number, b: number): readonly string[] =>
  layout.fields
    .filter(({ ofTuple, component: { index } }) => {
      const [one, two] = [a, b].map((state) => ofTuple[states[state]![index]!]);
      return one !== two;
    })
    .map(({ name }) => name);
