import type { Change } from './change.ts';
import type { System } from './system.ts';

/**
 * Whether no run goes round in circles, as far as that shows in how single components change. Where nothing brings a
 * component back to the tuple that a step changes there, that step is in no circle; what is left of the steps is looked at
 * again. False where it does not show: then there may be circles or not.
 *
 * What is the same but for a symmetry is taken for one: a run to a state like one on it could be gone on with to that
 * state itself.
 */
export const isAcyclic = (system: System): boolean => {
  let left = system.actors.flatMap((_, actor) => [...system.steps(actor)]);
  while (left.length > 0) {
    const turning = turningIn(system, left);
    const rest = left.filter((changes) => changes.every((change) => turning.has(change)));
    if (rest.length === left.length) return false;
    left = rest;
  }
  return true;
};

/** What leads where: to each node all that something leads to from it. */
type Graph = Map<number, Set<number>>;

/** The changes that these steps may take back: from some tuple to one from which the component may come back there. */
const turningIn = (
  { canonical: { kindOf, tupleOf } }: System,
  steps: readonly (readonly Change[])[],
): ReadonlySet<Change> => {
  const changes = [...new Set(steps.flat())];
  const edges = changes.map(({ index, after }) => {
    const list: (readonly [number, number])[] = [];
    after.forEach((to, from) => list.push([tupleOf(index, from), tupleOf(index, to)]));
    return list;
  });
  const graphs = new Map<number, Graph>();
  for (const [i, { index }] of changes.entries()) {
    const graph = graphs.get(kindOf(index)) ?? new Map<number, Set<number>>();
    graphs.set(kindOf(index), graph);
    for (const [from, to] of edges[i]!) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  }
  const parts = new Map([...graphs].map(([kind, graph]) => [kind, componentsOf(graph)]));
  return new Set(
    changes.filter(({ index }, i) => {
      const part = parts.get(kindOf(index))!;
      return edges[i]!.some(([from, to]) => part.get(from) === part.get(to));
    }),
  );
};

/** To each node a number, the same for those that lead to each other (Tarjan, 1972). */
const componentsOf = (graph: Graph): ReadonlyMap<number, number> => {
  const order = new Map<number, number>();
  const part = new Map<number, number>();
  const open: number[] = [];
  for (const root of graph.keys()) {
    if (order.has(root)) continue;
    const path = [enter(graph, root, order, open)];
    while (path.length > 0) {
      const at = path.at(-1)!;
      const { value: next, done } = at.targets.next();
      if (done !== true) {
        if (!order.has(next)) path.push(enter(graph, next, order, open));
        else if (!part.has(next)) at.low = Math.min(at.low, order.get(next)!);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before !== undefined) before.low = Math.min(before.low, at.low);
      if (at.low < order.get(at.node)!) continue;
      for (const node of open.splice(open.lastIndexOf(at.node))) part.set(node, at.node);
    }
  }
  return part;
};

/** A node on the way, with where it leads to, and the first node that is known to lead back to it. */
interface Entered {
  readonly node: number;
  readonly targets: Iterator<number, undefined>;
  low: number;
}

const enter = (graph: Graph, node: number, order: Map<number, number>, open: number[]): Entered => {
  order.set(node, order.size);
  open.push(node);
  const targets = (graph.get(node) ?? new Set<number>()).values();
  return { node, targets, low: order.get(node)! };
};
