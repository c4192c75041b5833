import { follow } from './change.ts';
import type { Space } from './expand.ts';

/**
 * Where a property first broke: after which state, and by which action; null where nobody can move any more, or has
 * moved yet.
 */
export interface Broken {
  readonly property: string;
  /** The number of a state. */
  readonly state: number;
  /** The states after that one on the way, where they have no numbers. */
  readonly after: readonly Int32Array[];
  readonly option: string | null;
}

/**
 * The actions that break a property: to each state the first of those that lead there from its parent, and then the
 * first that breaks it. What is stored stands for all that is the same but for a symmetry, so the path is followed on
 * vectors of its own, and the last action is the one of the last vector.
 */
export const scheduleOf = (
  { system, store }: Space,
  parents: Uint32Array,
  { property, state, after, option }: Broken,
): readonly string[] => {
  const path: number[] = [];
  for (let at = state; at > 0; at = parents[at]!) path.push(at);
  const read = (number: number): Int32Array => {
    const vector = system.initial.slice();
    store.read(number, vector);
    return vector;
  };
  const target = system.initial.slice();
  let vector = system.initial;
  const stepTo = (wanted: Int32Array): string => {
    for (const actor of system.actors.keys()) {
      for (const { name, changes } of system.movesOf(vector, actor)) {
        follow(vector, changes, target);
        const next = target.slice();
        system.canonical.least(target);
        if (!target.every((number, i) => number === wanted[i])) continue;
        vector = next;
        return name;
      }
    }
    throw new Error('no action leads from a state to its successor');
  };
  const steps = [
    ...path.toReversed().map((number) => stepTo(read(number))),
    ...after.map((wanted) => stepTo(wanted)),
  ];
  if (option === null) return steps;
  const last = system.actors
    .flatMap((_, actor) => system.movesOf(vector, actor))
    .find(({ broken }) => broken.includes(property));
  if (last === undefined) throw new Error('no action breaks the property again');
  return [...steps, last.name];
};
