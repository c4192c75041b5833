import { canonical } from '../model/json.ts';
import type { Machine } from '../model/machine.ts';
import { QUIESCENT } from '../model/machine-event.ts';
import { judge } from '../properties/judge.ts';
import type { Suite } from '../properties/property.ts';

interface Node<State, Ledger> {
  readonly state: State;
  readonly ledger: Ledger;
  readonly parent: Node<State, Ledger> | null;
  readonly action: string;
}

export interface Visitor {
  /** The most states to store; a search that would need more is not complete. */
  readonly limit: number;
  /** Told of every break, shortest schedules first; true ends the search. */
  readonly broke: (property: string, schedule: () => readonly string[], states: number) => boolean;
  readonly saw: (id: string) => void;
}

/** Visits every state of a machine together with what a suite knows of it, breadth first. */
export const breadthFirst = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  { limit, broke, saw }: Visitor,
): { readonly states: number; readonly steps: number; readonly complete: boolean } => {
  const visited = new Set<string>();
  let steps = 0;
  let stop = false;
  const reach = (
    parent: Node<State, Ledger> | null,
    action: string,
    { state, events }: Machine<State>['start'],
  ): Node<State, Ledger> => {
    const judgement = judge(suite, parent?.ledger ?? suite.observer.initial, events);
    const node = { state, ledger: judgement.ledger, parent, action };
    for (const id of judgement.seen) saw(id);
    for (const { property } of judgement.broken) {
      stop ||= broke(property, () => scheduleOf(node), visited.size + 1);
    }
    return node;
  };
  const isNew = ({ state, ledger }: Node<State, Ledger>): boolean => {
    const key = `${machine.key(state)}\n${canonical(ledger)}`;
    if (visited.has(key)) return false;
    visited.add(key);
    return true;
  };

  const root = reach(null, '', machine.start);
  isNew(root);
  let frontier = [root];
  while (frontier.length > 0) {
    const next: Node<State, Ledger>[] = [];
    for (const node of frontier) {
      const enabled = machine.enabled(node.state);
      if (enabled.length === 0) reach(node, '', { state: node.state, events: [QUIESCENT] });
      for (const action of enabled) {
        steps += 1;
        const reached = reach(node, action.name, machine.step(node.state, action));
        if (isNew(reached)) next.push(reached);
      }
      if (stop || visited.size > limit) return { states: visited.size, steps, complete: false };
    }
    frontier = next;
  }
  return { states: visited.size, steps, complete: true };
};

const scheduleOf = <State, Ledger>(node: Node<State, Ledger>): readonly string[] => {
  const names: string[] = [];
  for (let at: Node<State, Ledger> | null = node; at !== null; at = at.parent) {
    if (at.action !== '') names.push(at.action);
  }
  return names.toReversed();
};
