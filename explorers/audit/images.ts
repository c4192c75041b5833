import type { Action, Symmetry } from '../../model/machine.ts';
import { canonicalOf } from '../packed/canonical.ts';
import type { Whole } from './whole.ts';

/** A state whose image under a symmetry does not do the same. */
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
 * and break the same. Gives how many images there were, and the first that is not so.
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
      const its = on
        .actionsIn(own[i]!)
        .flatMap((able) => able.map((action) => ({ action, ...on.take(own[i]!, action) })));
      const wanted = list.map(({ broken }, at) => told(ends[at]![i]!, broken));
      if (sorted(wanted) === sorted(its.map(({ to, broken }) => told(to, broken)))) continue;
      const unlike = {
        state,
        names: [...names].flatMap(([from, to]) => (from === to ? [] : [`${from} is ${to}`])),
        declared: `the state can do ${namesOf(list)}`,
        seen: `its image can do ${namesOf(its)}`,
      };
      return { asked, unlike };
    }
  }
  return { asked, unlike: undefined };
};

const told = (end: Int32Array, broken: readonly string[]): string =>
  `${end.join()} ${sorted(broken)}`;

const sorted = (list: readonly string[]): string =>
  list.toSorted((a, b) => (a < b ? -1 : 1)).join('\n');

const namesOf = (list: readonly { readonly action: Action }[]): string =>
  list.map(({ action }) => action.name).join(', ') || 'nothing';
