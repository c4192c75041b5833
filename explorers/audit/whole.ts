import type { Action, Machine, Symmetry } from '../../model/machine.ts';
import type { Suite } from '../../properties/property.ts';
import { untabled, type Done, type Future, type Untabled } from './untabled.ts';

/** A step between states of the whole. */
export interface WholeMove {
  readonly actor: number;
  readonly action: Action;
  /** The number of the state that it leads to. */
  readonly to: number;
  readonly broken: readonly string[];
  /** It stops others. */
  readonly stops: boolean;
}

/** A step as it was done: what it declares, and what it read and wrote. */
export interface SeenStep extends Pick<Done, 'access' | 'events'> {
  /** The state that it was done in, and its number. */
  readonly vector: Int32Array;
  readonly from: number;
  readonly actor: number;
  readonly action: Action;
}

/**
 * Every state of a machine, with all that its suite knows there, and every step: nothing is tabulated, reduced or left
 * out. It is what reductions are compared with.
 */
export interface Whole {
  readonly on: Untabled;
  /** The states by number, the initial one first. */
  readonly states: readonly Int32Array[];
  readonly moves: readonly (readonly WholeMove[])[];
  /** For each state what each actor may still touch. */
  readonly futures: readonly (readonly Future[])[];
  /** What breaks somewhere, with the first state in which it does, and the action that breaks it, if one does. */
  readonly broken: ReadonlyMap<string, { readonly state: number; readonly name: string | null }>;
  /** How each state but the first was reached first. */
  readonly parents: readonly { readonly from: number; readonly name: string }[];
}

const NO_SYMMETRIES: readonly Symmetry[] = [];

/** All of a machine; undefined where there are more states than `limit`. `saw` hears of every step. */
export const wholeOf = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  limit: number,
  saw: (step: SeenStep) => void,
): Whole | undefined => {
  const on = untabled(machine, suite);
  const parts = machine.parts!;
  const states: Int32Array[] = [];
  const numbers = new Map<string, number>();
  const parents: { from: number; name: string }[] = [];
  const moves: WholeMove[][] = [];
  const broken = new Map<string, { state: number; name: string | null }>();
  const note = (properties: readonly string[], state: number, name: string | null): void => {
    for (const property of properties) {
      if (!broken.has(property)) broken.set(property, { state, name });
    }
  };
  const number = (vector: Int32Array, from: number, name: string): number => {
    const key = vector.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    parents.push({ from, name });
    return states.push(vector) - 1;
  };
  const step = (from: number, actor: number, action: Action): WholeMove => {
    const vector = states[from]!;
    const { access, events, broken: breaks, to } = on.take(vector, action);
    note(breaks, from, action.name);
    saw({ from, vector, actor, action, access, events });
    const end = number(to, from, action.name);
    return { actor, action, to: end, broken: breaks, stops: parts.stops(events) };
  };
  note(on.broken, 0, null);
  number(on.initial, -1, '');
  for (let from = 0; from < states.length; from += 1) {
    if (states.length > limit) return undefined;
    const able = on.actionsIn(states[from]!);
    moves.push(able.flatMap((list, actor) => list.map((action) => step(from, actor, action))));
    if (moves[from]!.length === 0) note(on.atRest(states[from]!), from, null);
  }
  return {
    on,
    states,
    moves,
    futures: states.map((state) => on.futuresIn(state, NO_SYMMETRIES)),
    broken,
    parents,
  };
};

/** The names of the actions that lead to a state. */
export const scheduleTo = ({ parents }: Whole, state: number): readonly string[] => {
  const names: string[] = [];
  for (let at = state; at > 0; at = parents[at]!.from) names.unshift(parents[at]!.name);
  return names;
};
