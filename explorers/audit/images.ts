import type { Action, Symmetry } from '../../model/machine.ts';
import { canonicalOf } from '../packed/canonical.ts';
import { missingIn } from './futures.ts';
import type { Done, Untabled } from './untabled.ts';
import type { Whole } from './whole.ts';

/** A state whose image under a symmetry does not do the same, or more than was told of it. */
export interface Unlike {
  readonly state: number;
  /** What goes where under the symmetry. */
  readonly names: readonly string[];
  readonly declared: string;
  readonly seen: string;
}

/** Of how many states each image is looked at: one of so many. A wrong symmetry shows soon. */
const EVERY = 4;

/**
 * Whether the image of a state can do what the state can: its steps lead to the images of where those of the state lead,
 * and break the same. And whether what actors may still touch holds what they touch in the image, which is nowhere the
 * whole goes. Gives how many images there were, and the first that is not so.
 */
export const imagesOf = (
  { on, states, moves }: Whole,
  symmetries: readonly Symmetry[],
): { readonly asked: number; readonly unlike: Unlike | undefined } => {
  if (symmetries.length === 0) return { asked: 0, unlike: undefined };
  const { images } = canonicalOf(on.layout, symmetries);
  let asked = 0;
  for (let state = 0; state < states.length; state += EVERY) {
    const list = moves[state]!;
    const own = images(states[state]!);
    const ends = list.map(({ to }) => images(states[to]!));
    for (const [i, { names }] of symmetries.entries()) {
      asked += 1;
      const its = stepsIn(on, own[i]!);
      const wanted = list.map(({ broken }, at) => told(ends[at]![i]!, broken));
      const differs =
        sorted(wanted) === sorted(its.map(({ to, broken }) => told(to, broken)))
          ? forgotten(on, own[i]!, its, symmetries)
          : {
              declared: `the state can do ${named(list)}`,
              seen: `its image can do ${named(its)}`,
            };
      if (differs === undefined) continue;
      const moved = [...names].flatMap(([from, to]) => (from === to ? [] : [`${from} is ${to}`]));
      return { asked, unlike: { state, names: moved, ...differs } };
    }
  }
  return { asked, unlike: undefined };
};

interface Step extends Done {
  readonly actor: number;
  readonly action: Action;
}

const stepsIn = (on: Untabled, vector: Int32Array): readonly Step[] =>
  on
    .actionsIn(vector)
    .flatMap((able, actor) =>
      able.map((action) => ({ actor, action, ...on.take(vector, action) })),
    );

/** An action of which what its actor may still touch does not tell all. */
const forgotten = (
  on: Untabled,
  vector: Int32Array,
  steps: readonly Step[],
  symmetries: readonly Symmetry[],
): Pick<Unlike, 'declared' | 'seen'> | undefined => {
  const futures = on.futuresIn(vector, symmetries);
  for (const { actor, action } of steps) {
    const future = futures[actor];
    const missing = future === undefined ? [] : missingIn(future, action);
    if (missing.length === 0) continue;
    const all = [...new Set([...future!.reads, ...future!.writes])];
    return {
      declared: `in the image, ${action.actor} may still touch ${all.join(', ') || 'nothing'}`,
      seen: `${action.name} touches ${missing.join(', ')}`,
    };
  }
  return undefined;
};

const told = (end: Int32Array, broken: readonly string[]): string =>
  `${end.join()} ${sorted(broken)}`;

const sorted = (list: readonly string[]): string =>
  list.toSorted((a, b) => (a < b ? -1 : 1)).join('\n');

const named = (list: readonly { readonly action: Action }[]): string =>
  list.map(({ action }) => action.name).join(', ') || 'nothing';
