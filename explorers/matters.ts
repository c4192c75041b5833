import type { Machine } from '../model/machine.ts';
import type { Suite } from '../properties/property.ts';
import { orderedRun, type Order } from './ordered-run.ts';
import { improve, isStronger, keeps, ordersOf, prune, span, type RunOrder } from './orders.ts';
import { stepKey, toldSteps, type RunStep, type ToldStep } from './told-steps.ts';

/** Which orders of steps make a run break; or why that could not be had. */
export type Matters =
  | {
      readonly kind: 'found';
      readonly orders: readonly { readonly before: ToldStep; readonly after: ToldStep }[];
      /** `sampled`: some search met its limit, and what it did not come by was taken not to be there. */
      readonly checked: 'all' | 'sampled';
    }
  | { readonly kind: 'omitted'; readonly because: string };

export interface MattersLimits {
  /** The most states that one search visits. */
  readonly states: number;
  /** The most states that all searches visit together. */
  readonly total: number;
  /** The most bytes that one search takes; no bound, if it is left out. */
  readonly memory?: number;
}

/**
 * The orders between steps of different actors that make a schedule break the property of `suite` (which has one):
 * each run that keeps them all breaks it, and for each of them there is a run that keeps the others and does not.
 * As few as can be had, and no stronger than need be. `docs/counterexamples.md` says it at length.
 */
export const matters = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  schedule: readonly string[],
  limits: MattersLimits,
): Matters => {
  const { taken, left } = toldSteps(machine, schedule);
  const search = searching(machine, suite, limits, taken);
  const all = ordersOf(taken, left);
  const dependent = all.filter((order) => order.dependent);
  // Which action ends a run may depend on any other, and no cell says so.
  const known = search.force(dependent) ? dependent : all;
  if (known === all && !search.force(all)) {
    return { kind: 'omitted', because: 'more than the order of the steps decides' };
  }
  const orders = fewest(known, search);
  if (search.isSpent()) return { kind: 'omitted', because: `more than ${limits.total} states` };
  return {
    kind: 'found',
    orders: orders
      .toSorted((a, b) => a.from - b.from || a.to - b.to)
      .map(({ before, after }) => ({ before: asTold(before), after: asTold(after) })),
    checked: search.gaveUp() ? 'sampled' : 'all',
  };
};

const asTold = ({ actor, does, number, told }: RunStep): ToldStep => ({
  actor,
  does,
  number,
  told,
});

/**
 * Orders can be left out from the strong end or from the weak end. The strong ones are often fewer, and then say more
 * than they must, so they are made as weak as will do. At last each gets its strongest form that says no more in the
 * company of the others: of two tasks that take turns, the last step of a turn and the first of the next.
 */
const fewest = (known: readonly RunOrder[], { force, excludes }: Search): readonly RunOrder[] => {
  const weak = prune(known.toSorted(strongFirst), force);
  const strong = prune(known.toSorted(weakFirst), force);
  const few =
    weak.length <= strong.length
      ? weak
      : improve(
          strong,
          (order) => known.filter((other) => isStronger(order, other)).toSorted(weakFirst),
          (now, at, other) => force(now.with(at, other)),
        );
  const close = improve(
    few,
    (order) => known.filter((other) => isStronger(other, order)).toSorted(strongFirst),
    (now, at, other) => excludes(now, other) && force(now.with(at, other)),
  );
  return prune(close, force);
};

/** What can be spared best comes first: steps that never came, and those that touch nothing of each other. */
const spareFirst = (a: RunOrder, b: RunOrder): number =>
  Number(b.open) - Number(a.open) || Number(a.dependent) - Number(b.dependent);

const strongFirst = (a: RunOrder, b: RunOrder): number =>
  spareFirst(a, b) || span(a) - span(b) || a.from - b.from;

const weakFirst = (a: RunOrder, b: RunOrder): number =>
  spareFirst(a, b) || span(b) - span(a) || b.from - a.from;

interface Search {
  /** Whether every run that keeps these orders breaks. */
  readonly force: (orders: readonly RunOrder[]) => boolean;
  /** Whether no run that breaks keeps these orders and goes against another. */
  readonly excludes: (orders: readonly RunOrder[], against: RunOrder) => boolean;
  /** Whether some search met its limit. */
  readonly gaveUp: () => boolean;
  /** Whether they all met theirs: no more is looked for, and no answer means anything. */
  readonly isSpent: () => boolean;
}

const searching = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  limits: MattersLimits,
  steps: readonly RunStep[],
): Search => {
  const choices = new Map(steps.map((step) => [stepKey(step), step.action.name]));
  const held: ReadonlyMap<string, number>[] = [];
  let states = 0;
  let gaveUp = false;
  const isSpent = (): boolean => states >= limits.total;
  const find = (orders: readonly Order[], against: Order | null): readonly string[] | undefined => {
    const wanted = { orders, against, choices };
    const result = orderedRun(machine, suite, wanted, limits.states, limits.memory);
    states += result.states;
    gaveUp ||= result.kind === 'gave-up';
    return result.kind === 'found' ? result.steps : undefined;
  };
  return {
    force: (orders) => {
      if (held.some((positions) => orders.every((order) => keeps(positions, order)))) return false;
      if (isSpent()) return false;
      const holds = find(orders, null);
      if (holds !== undefined) held.push(new Map(holds.map((step, i) => [step, i])));
      return holds === undefined;
    },
    excludes: (orders, against) => !isSpent() && find(orders, against) === undefined,
    gaveUp: () => gaveUp,
    isSpent,
  };
};
