import type { Counterexample } from '../../model/counterexample.ts';
import type { Machine } from '../../model/machine.ts';
import type { Suite } from '../../properties/property.ts';
import { follow, run } from '../../properties/run.ts';

type Orders = Extract<
  NonNullable<Counterexample['explanation']['matters']>,
  { orders: unknown }
>['orders'];

interface WholeRun {
  readonly names: readonly string[];
  /** Its steps, each as who does what for which time. */
  readonly steps: readonly string[];
}

/**
 * Every interleaving to its end, one by one, as simply as can be: no state is remembered and nothing is left out, but
 * for choices: where an actor could take the event that it took in the record, it does. Undefined where there are
 * more than `most`.
 */
const everyRun = <State>(
  machine: Machine<State>,
  { trace }: Counterexample,
  most: number,
): readonly WholeRun[] | undefined => {
  const choices = new Map<string, string>();
  const recorded: string[] = [];
  for (const { actor, does, action } of trace) {
    const step = numbered(recorded, actor, does);
    recorded.push(step);
    choices.set(step, action);
  }
  const runs: WholeRun[] = [];
  const goOn = (state: State, names: readonly string[], steps: readonly string[]): boolean => {
    const enabled = machine.enabled(state);
    if (enabled.length === 0) runs.push({ names, steps });
    return (
      runs.length <= most &&
      enabled.every((action) => {
        const step = numbered(steps, action.actor, machine.label(state, action));
        const choice = choices.get(step);
        const others = enabled.filter(({ name }) => name === choice);
        if (others.length > 0 && action.name !== choice) return true;
        return goOn(machine.step(state, action).state, [...names, action.name], [...steps, step]);
      })
    );
  };
  return goOn(machine.start.state, [], []) ? runs : undefined;
};

const numbered = (before: readonly string[], actor: string, does: string): string => {
  const what = `${actor}: ${does.split(', ')[0]}`;
  return `${what} #${before.filter((step) => step.startsWith(`${what} #`)).length + 1}`;
};

/** Whether each order of a list is kept by a run: its later step does not come without the earlier before it. */
const keepsAll = ({ steps }: WholeRun, orders: Orders): boolean =>
  orders.every(({ before, after }) => {
    const [from, to] = [before, after].map(({ actor, does, number }) =>
      steps.indexOf(`${actor}: ${does} #${number}`),
    );
    return to! < 0 || (from! >= 0 && from! < to!);
  });

/** The runs in which no property of the suite breaks. */
const holding = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  runs: readonly WholeRun[],
): readonly WholeRun[] =>
  runs.filter(({ names }) => {
    const { broken } = run(machine, suite, follow(names, true), { steps: names.length + 1 });
    return broken.length === 0;
  });

/**
 * What is wrong with the orders that a record says to matter, by every interleaving: the runs that keep them all and
 * hold, and the orders without which none does. Undefined where there are too many interleavings.
 */
export const wrongOrders = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  record: Counterexample,
  orders: Orders,
): { readonly escapes: readonly WholeRun[]; readonly needless: Orders } | undefined => {
  const runs = everyRun(machine, record, 50_000);
  if (runs === undefined) return undefined;
  const held = holding(machine, suite, runs);
  return {
    escapes: held.filter((whole) => keepsAll(whole, orders)),
    needless: orders.filter((order) => {
      const others = orders.filter((other) => other !== order);
      return !held.some((whole) => keepsAll(whole, others));
    }),
  };
};
