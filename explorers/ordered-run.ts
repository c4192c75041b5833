import { canonical } from '../model/json.ts';
import type { Action, Machine } from '../model/machine.ts';
import { QUIESCENT, type MachineEvent } from '../model/machine-event.ts';
import { judge } from '../properties/judge.ts';
import type { Suite } from '../properties/property.ts';
import { bytesOf } from './bytes-of.ts';
import { stream } from './random.ts';
import { Full, rationOf } from './ration.ts';
import { stateNumbers } from './state-numbers.ts';
import {
  count,
  countsOf,
  doesWhat,
  hasCome,
  stepKey,
  type Counts,
  type NamedStep,
} from './told-steps.ts';

/** `after` does not come before `before` has. */
export interface Order {
  readonly before: NamedStep;
  readonly after: NamedStep;
}

export interface Wanted {
  /** What the run keeps. */
  readonly orders: readonly Order[];
  /** null: it holds to its end. An order: it breaks, and does not keep this one. */
  readonly against: Order | null;
  /** Which action is taken for a step, by the step's key, where there are several and this is one of them. */
  readonly choices: ReadonlyMap<string, string>;
}

/** A run as the keys of its steps; or that there is none, or that none was met within the limit. */
export type Found =
  | { readonly kind: 'found'; readonly steps: readonly string[]; readonly states: number }
  | { readonly kind: 'none' | 'gave-up'; readonly states: number };

interface Node<State, Ledger> {
  readonly state: State;
  readonly ledger: Ledger;
  readonly counts: Counts;
  /** How the run ended, if it has. A run ends where a property breaks. */
  readonly end: 'holds' | 'breaks' | null;
  /** It has gone against the order that it is to go against. */
  readonly astray: boolean;
  /** The steps that led here. It outlives the state. */
  readonly trail: Trail | null;
}

interface Trail {
  readonly parent: Trail | null;
  /** The key of the step. */
  readonly step: string;
}

/**
 * Looks for a run that is wanted, depth first. Where that would visit more than `limit` states, or take more than `memory`
 * bytes, it takes samples instead, for the first runs of such a search are all alike.
 */
export const orderedRun = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  wanted: Wanted,
  limit: number,
  memory = Infinity,
): Found => {
  const { orders, against } = wanted;
  const next = following(machine, suite, wanted);
  const named = (against === null ? orders : [...orders, against]).flatMap((order) => [
    order.before,
    order.after,
  ]);
  const keyOf = ({ state, ledger, counts, astray }: Node<State, Ledger>): string =>
    `${machine.key(state)}\n${canonical(suite.observer.copy(ledger))}\n${countsOf(counts, named)}\n${astray}`;
  const ration = rationOf(memory);
  const seen = stateNumbers(ration);
  const stack: { readonly node: Node<State, Ledger>; readonly bytes: number }[] = [];
  const push = (node: Node<State, Ledger>): void => {
    const bytes = bytesOf(node.state) + bytesOf(node.ledger);
    ration.takeState(bytes);
    stack.push({ node, bytes });
  };
  try {
    for (const node of next(null)) push(node);
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const { node, bytes } = top;
      ration.take(bytes, 0);
      if (isWanted(node, against))
        return { kind: 'found', steps: stepsOf(node), states: seen.size() };
      if (node.end !== null) continue;
      const key = keyOf(node);
      if (seen.find(key) >= 0) continue;
      if (seen.size() >= limit) return sampled(next, against, limit);
      seen.meet(key);
      for (const reached of next(node).toReversed()) push(reached);
    }
    return { kind: 'none', states: seen.size() };
  } catch (error) {
    if (error instanceof Full) return sampled(next, against, limit);
    throw error;
  }
};

/** The nodes that a node leads to without going against the orders; those that begin a run, for null. */
type Following<State, Ledger> = (
  node: Node<State, Ledger> | null,
) => readonly Node<State, Ledger>[];

const following = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  { orders, against, choices }: Wanted,
): Following<State, Ledger> => {
  const first = firstOf(orders);
  const judged = (
    before: Ledger,
    events: readonly MachineEvent[],
  ): Pick<Node<State, Ledger>, 'ledger' | 'end'> => {
    const ledger = suite.observer.copy(before);
    const { broken } = judge(suite, ledger, events);
    return { ledger, end: broken.length > 0 ? 'breaks' : null };
  };
  return (parent) => {
    if (parent === null) {
      const { state, events } = machine.start;
      const opening = judged(suite.observer.initial(), events);
      return [{ state, ...opening, counts: {}, astray: false, trail: null }];
    }
    const { state, ledger, counts, astray, trail } = parent;
    const enabled = machine.enabled(state);
    if (enabled.length === 0) {
      const { end } = judged(ledger, [QUIESCENT]);
      return [{ ...parent, end: end ?? 'holds' }];
    }
    return enabled.flatMap((action) => {
      const named = count(counts, action.actor, doesWhat(machine, state, action));
      const step = stepKey(named.step);
      if (!isChosen(enabled, action, choices.get(step))) return [];
      if (first.get(step)?.some((earlier) => !hasCome(counts, earlier)) === true) return [];
      const strays =
        against !== null && step === stepKey(against.after) && !hasCome(counts, against.before);
      const { state: reached, events } = machine.step(state, action);
      return [
        {
          state: reached,
          ...judged(ledger, events),
          counts: named.counts,
          astray: astray || strays,
          trail: { parent: trail, step },
        },
      ];
    });
  };
};

/** Walks at random until so many steps are taken. */
const sampled = <State, Ledger>(
  next: Following<State, Ledger>,
  against: Order | null,
  limit: number,
): Found => {
  const random = stream('orders');
  let steps = 0;
  let nodes = next(null);
  while (steps < limit) {
    const node = nodes[Math.floor(random() * nodes.length)];
    steps += 1;
    if (node !== undefined && isWanted(node, against)) {
      return { kind: 'found', steps: stepsOf(node), states: limit + steps };
    }
    nodes = next(node === undefined || node.end !== null ? null : node);
  }
  return { kind: 'gave-up', states: limit + steps };
};

const isWanted = <State, Ledger>(
  { end, astray }: Node<State, Ledger>,
  against: Order | null,
): boolean => (against === null ? end === 'holds' : end === 'breaks' && astray);

/** What must have come before a step, by its key. */
const firstOf = (orders: readonly Order[]): ReadonlyMap<string, readonly NamedStep[]> => {
  const first = new Map<string, NamedStep[]>();
  for (const { before, after } of orders) {
    const key = stepKey(after);
    first.set(key, [...(first.get(key) ?? []), before]);
  }
  return first;
};

const isChosen = (
  enabled: readonly Action[],
  { name, actor }: Action,
  choice: string | undefined,
): boolean =>
  choice === undefined ||
  name === choice ||
  !enabled.some((other) => other.actor === actor && other.name === choice);

const stepsOf = ({ trail }: { readonly trail: Trail | null }): readonly string[] => {
  const steps: string[] = [];
  for (let at = trail; at !== null; at = at.parent) steps.push(at.step);
  return steps.toReversed();
};
