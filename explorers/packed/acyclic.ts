import type { Change } from './change.ts';
import type { System } from './system.ts';

/** What leads where: to each node all that a step leads to from it. */
type Graph = Map<number, Set<number>>;

/**
 * Whether no run goes round in circles, as far as that shows in how single components change. Where a component never
 * comes back to a tuple that it had, a step that changes it is in no circle; what is left of the steps is looked at
 * again. False where it does not show: then there may be circles or not.
 *
 * What is the same but for a symmetry is taken for one: a run to a state like one on it could be gone on with to that
 * state itself.
 */
export const isAcyclic = (system: System): boolean => {
  const { kindOf } = system.canonical;
  let left = system.actors.flatMap((_, actor) => [...system.steps(actor)]);
  while (left.length > 0) {
    const onward = onwardKinds(system, left);
    const rest = left.filter((changes) => !changes.some(({ index }) => onward.has(kindOf(index))));
    if (rest.length === left.length) return false;
    left = rest;
  }
  return true;
};

/** The kinds of components that none of these steps brings back to a tuple that they had. */
const onwardKinds = (
  { canonical: { kindOf, tupleOf } }: System,
  steps: readonly (readonly Change[])[],
): ReadonlySet<number> => {
  const graphs = new Map<number, Graph>();
  for (const { index, after } of new Set(steps.flat())) {
    const kind = kindOf(index);
    const graph = graphs.get(kind) ?? new Map<number, Set<number>>();
    graphs.set(kind, graph);
    after.forEach((to, from) => {
      const node = tupleOf(index, from);
      const targets = graph.get(node) ?? new Set();
      graph.set(node, targets.add(tupleOf(index, to)));
    });
  }
  return new Set([...graphs].flatMap(([kind, graph]) => (hasCircle(graph) ? [] : [kind])));
};

const hasCircle = (graph: Graph): boolean => {
  const degrees = new Map<number, number>();
  for (const targets of graph.values()) {
    for (const target of targets) degrees.set(target, (degrees.get(target) ?? 0) + 1);
  }
  const free = [...graph.keys()].filter((node) => !degrees.has(node));
  for (const node of free) {
    for (const target of graph.get(node) ?? []) {
      const left = degrees.get(target)! - 1;
      degrees.set(target, left);
      if (left === 0) free.push(target);
    }
  }
  return [...degrees.values()].some((left) => left > 0);
};
