import type { Access } from './draft.ts';
import { numberTuple, type Component } from './layout.ts';

/** What a step does to a component: new values for some of its fields. */
export interface Change {
  readonly component: Component;
  /** The place of the component in vectors. */
  readonly index: number;
  readonly values: readonly (readonly [at: number, value: number])[];
  /** The number of the new tuple, by that of the old one, as far as it is known. */
  readonly after: number[];
}

/** The number of the tuple that a change makes of the tuple number `before`. */
export const afterOf = (change: Change, before: number): number =>
  change.after[before] ?? workOut(change, before);

const workOut = ({ component, values, after }: Change, before: number): number => {
  const tuple = [...component.tuples[before]!];
  for (const [at, value] of values) tuple[at] = value;
  const number = numberTuple(component, tuple);
  after[before] = number;
  component.tupleBytes += BYTES_OF_AFTER;
  return number;
};

/** A place in a list that is not full. */
const BYTES_OF_AFTER = 16;

/** What writes come to, by component; equal changes are one object. What nobody asks for is not written. */
export const changesOf = (
  known: Map<string, Change>,
  writes: Access['writes'],
): readonly Change[] => {
  const byComponent = new Map<Component, (readonly [number, number])[]>();
  for (const [field, value] of writes) {
    if (!field.asked) continue;
    const values = byComponent.get(field.component) ?? [];
    values.push([field.at, value]);
    byComponent.set(field.component, values);
  }
  return [...byComponent].map(([component, values]) => {
    const { index } = component;
    values.sort(([a], [b]) => a - b);
    const key = `${index} ${values.join(' ')}`;
    const change = known.get(key) ?? { component, index, values, after: [] };
    known.set(key, change);
    return change;
  });
};

/** Writes to `target` what changes make of `vector`. */
export const follow = (
  vector: Int32Array,
  changes: readonly Change[],
  target: Int32Array,
): void => {
  for (let i = 0; i < vector.length; i += 1) target[i] = vector[i]!;
  for (let i = 0; i < changes.length; i += 1) {
    const change = changes[i]!;
    target[change.index] = afterOf(change, vector[change.index]!);
  }
};
