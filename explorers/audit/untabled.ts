import type { Action, Machine, Parts, Symmetry } from '../../model/machine.ts';
import { QUIESCENT, type MachineEvent } from '../../model/machine-event.ts';
import { judge } from '../../properties/judge.ts';
import type { Suite } from '../../properties/property.ts';
import { draftOf, type Access } from '../packed/draft.ts';
import { layoutOf, numberTuple, type Layout } from '../packed/layout.ts';
import { placesOf } from '../packed/desk.ts';

/** What an actor may still touch. */
export type Future = ReturnType<Parts<unknown>['future']>;

/** A step as it was done. */
export interface Done {
  readonly access: Access;
  readonly events: readonly MachineEvent[];
  readonly broken: readonly string[];
  readonly to: Int32Array;
}

/**
 * A machine and the fold of a suite on vectors, done anew each time: nothing is tabulated, and every field is part of the
 * state, whether anybody asks for it or not.
 */
export interface Untabled {
  readonly layout: Layout;
  readonly initial: Int32Array;
  /** What breaks before the first step. */
  readonly broken: readonly string[];
  /** The actions of each actor, with their footprints. */
  readonly actionsIn: (vector: Int32Array) => readonly (readonly Action[])[];
  /** What each actor may still touch; empty where the machine does not tell. */
  readonly futuresIn: (vector: Int32Array, symmetries: readonly Symmetry[]) => readonly Future[];
  readonly take: (vector: Int32Array, action: Action) => Done;
  /** What breaks where nobody can move. */
  readonly atRest: (vector: Int32Array) => readonly string[];
  /** An action in the words of the scenario. */
  readonly label: (vector: Int32Array, action: Action) => string;
  /** Whether an action concerns everybody, whatever cells it names. */
  readonly visible: (vector: Int32Array, action: Action) => boolean;
}

export const untabled = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
): Untabled => {
  const parts = machine.parts!;
  const ledger = suite.observer.initial();
  const broken = namesOf(judge(suite, ledger, machine.start.events));
  suite.observer.expect?.(ledger, parts.components);
  const { places, arrays } = placesOf(parts, machine.start.state, ledger);
  const layout = layoutOf(places);
  for (const field of layout.fields) field.asked = true;
  const draft = draftOf(layout, places, arrays);
  const state: State = { ...machine.start.state, ...draft.groups.state };
  const observed = { ...ledger, ...draft.groups.ledger } as Ledger;
  const on = <Result>(vector: Int32Array, ask: () => Result): Result => {
    draft.begin(vector);
    return ask();
  };
  const each = <Result>(ask: (actor: number) => Result): readonly Result[] =>
    parts.actors.map((_, actor) => ask(actor));
  return {
    layout,
    initial: new Int32Array(layout.components.length),
    broken,
    actionsIn: (vector) => on(vector, () => each((actor) => parts.actions(state, actor, true))),
    futuresIn: (vector, symmetries) =>
      parts.reducible
        ? on(vector, () => each((actor) => parts.future(state, actor, symmetries)))
        : [],
    take: (vector, action) => {
      draft.begin(vector);
      const events = parts.take(state, action);
      const breaks = namesOf(judge(suite, observed, events));
      const access = draft.end();
      parts.settle(state, events);
      return { access, events, broken: breaks, to: after(vector, draft.end().writes) };
    },
    atRest: (vector) => on(vector, () => namesOf(judge(suite, observed, [QUIESCENT]))),
    label: (vector, action) => on(vector, () => machine.label(state, action)),
    visible: (vector, action) => on(vector, () => machine.step(state, action).visible === true),
  };
};

const namesOf = ({ broken }: ReturnType<typeof judge>): readonly string[] =>
  broken.map(({ property }) => property);

/** A vector with new values for some of its fields. */
const after = (vector: Int32Array, writes: Access['writes']): Int32Array => {
  const result = vector.slice();
  for (const component of new Set(writes.map(([field]) => field.component))) {
    const values = [...component.tuples[vector[component.index]!]!];
    for (const [field, value] of writes) {
      if (field.component === component) values[field.at] = value;
    }
    result[component.index] = numberTuple(component, values);
  }
  return result;
};
