import { canonical } from '../model/json.ts';
import type { Machine } from '../model/machine.ts';
import { QUIESCENT } from '../model/machine-event.ts';
import { judge } from '../properties/judge.ts';
import type { Suite } from '../properties/property.ts';

/** How a state was reached. It outlives the state and its ledger, which are dropped once their steps are taken. */
interface Trail {
  readonly parent: Trail | null;
  readonly action: string;
}

interface Node<State, Ledger> {
  readonly state: State;
  readonly ledger: Ledger;
  readonly trail: Trail;
}

export interface Visitor {
  /** The most states to store; a search that would need more is not complete. */
  readonly limit: number;
  /** The longest schedule that is continued; a search that would have to continue longer ones is not complete. */
  readonly depth?: number;
  /** Told of every break, shortest schedules first; true ends the search. */
  readonly broke: (property: string, schedule: () => readonly string[], states: number) => boolean;
  readonly saw: (id: string) => void;
}

export interface Visit {
  readonly states: number;
  readonly steps: number;
  /** Every state was visited. */
  readonly complete: boolean;
  /** Of a complete visit: the states from which nobody ever comes to rest. */
  readonly endless: number;
}

/** Visits every state of a machine together with what a suite knows of it, breadth first. */
export const breadthFirst = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  { limit, depth = Number.POSITIVE_INFINITY, broke, saw }: Visitor,
): Visit => {
  const ids = new Map<string, number>();
  const before: number[][] = [];
  const ends: number[] = [];
  let steps = 0;
  let stop = false;
  const reach = (
    parent: Node<State, Ledger> | null,
    action: string,
    { state, events }: Machine<State>['start'],
  ): Node<State, Ledger> => {
    const { observer } = suite;
    const ledger = parent === null ? observer.initial() : observer.copy(parent.ledger);
    const judgement = judge(suite, ledger, events);
    const trail = { parent: parent?.trail ?? null, action };
    for (const id of judgement.seen) saw(id);
    for (const { property } of judgement.broken) {
      stop ||= broke(property, () => scheduleOf(trail), ids.size + 1);
    }
    return { state, ledger, trail };
  };
  /** The number of a state, and whether it is met for the first time. */
  const number = ({ state, ledger }: Node<State, Ledger>): { id: number; isNew: boolean } => {
    const key = `${machine.key(state)}\n${canonical(suite.observer.copy(ledger))}`;
    const known = ids.get(key);
    if (known !== undefined) return { id: known, isNew: false };
    before.push([]);
    ids.set(key, ids.size);
    return { id: ids.size - 1, isNew: true };
  };

  const root = reach(null, '', machine.start);
  let frontier = [{ node: root, id: number(root).id }];
  for (let length = 0; frontier.length > 0; length += 1) {
    if (length > depth) return { states: ids.size, steps, complete: false, endless: 0 };
    const next: typeof frontier = [];
    for (const { node, id } of frontier) {
      const enabled = machine.enabled(node.state);
      if (enabled.length === 0) {
        ends.push(id);
        reach(node, '', { state: node.state, events: [QUIESCENT] });
      }
      for (const action of enabled) {
        steps += 1;
        const reached = reach(node, action.name, machine.step(node.state, action));
        const target = number(reached);
        before[target.id]!.push(id);
        if (target.isNew) next.push({ node: reached, id: target.id });
      }
      if (stop || ids.size > limit) return { states: ids.size, steps, complete: false, endless: 0 };
    }
    frontier = next;
  }
  return { states: ids.size, steps, complete: true, endless: ids.size - leadingTo(ends, before) };
};

/** How many states lead to one of `ends`, those included. */
const leadingTo = (ends: readonly number[], before: readonly (readonly number[])[]): number => {
  const found = new Set(ends);
  for (const id of found) for (const earlier of before[id]!) found.add(earlier);
  return found.size;
};

const scheduleOf = (trail: Trail): readonly string[] => {
  const names: string[] = [];
  for (let at: Trail | null = trail; at !== null; at = at.parent) {
    if (at.action !== '') names.push(at.action);
  }
  return names.toReversed();
};
