import { independent } from '../model/machine.ts';
import type { Order } from './ordered-run.ts';
import { stepKey, type RunStep } from './told-steps.ts';

/** An order of two steps of different actors that a run keeps, and where the steps stand in it. */
export interface RunOrder extends Order {
  readonly before: RunStep;
  readonly after: RunStep;
  readonly from: number;
  readonly to: number;
  /** The later step never came. */
  readonly open: boolean;
  /** One of the steps writes what the other touches. */
  readonly dependent: boolean;
}

/** Every order that a run keeps. What is `left` for later comes after all that was taken. */
export const ordersOf = (
  taken: readonly RunStep[],
  left: readonly RunStep[],
): readonly RunOrder[] => {
  const steps = [...taken, ...left];
  return taken.flatMap((before, from) =>
    steps.flatMap((after, to) =>
      to > from && after.actor !== before.actor
        ? [
            {
              before,
              after,
              from,
              to,
              open: to >= taken.length,
              dependent: !independent(before.action, after.action),
            },
          ]
        : [],
    ),
  );
};

/** Whether a run keeps an order, by the positions of its steps. */
export const keeps = (
  positions: ReadonlyMap<string, number>,
  { before, after }: Order,
): boolean => {
  const at = positions.get(stepKey(after));
  return at === undefined || (positions.get(stepKey(before)) ?? Infinity) < at;
};

/** Whether whoever keeps `a` keeps `b`, as long as their actors take the steps of this run, which they need not. */
export const isStronger = (a: RunOrder, b: RunOrder): boolean =>
  a !== b &&
  a.before.actor === b.before.actor &&
  a.after.actor === b.after.actor &&
  a.from >= b.from &&
  a.to <= b.to;

export const span = ({ from, to }: RunOrder): number => to - from;

/** Leaves out what can be left out while the rest is `enough`: the first ones first, halves before single ones. */
export const prune = <Item>(
  items: readonly Item[],
  enough: (items: readonly Item[]) => boolean,
  rest: readonly Item[] = [],
): readonly Item[] => {
  if (items.length === 0 || enough(rest)) return [];
  if (items.length === 1) return items;
  const half = Math.ceil(items.length / 2);
  const [first, second] = [items.slice(0, half), items.slice(half)];
  const kept = prune(first, enough, [...second, ...rest]);
  return [...kept, ...prune(second, enough, [...kept, ...rest])];
};

/** Puts in place of each item the first of its `options` that will do. */
export const improve = <Item>(
  items: readonly Item[],
  options: (item: Item) => readonly Item[],
  willDo: (now: readonly Item[], at: number, option: Item) => boolean,
): readonly Item[] =>
  items.reduce((now, item, at) => {
    const better = options(item).find((option) => willDo(now, at, option));
    return better === undefined ? now : now.with(at, better);
  }, items);
