import type { Symmetry } from '../../model/machine.ts';
import { numberTuple, numberValue, type Component, type Field, type Layout } from './layout.ts';

/** The symmetries of vectors. */
export interface Canonical {
  /** No two vectors are the same. */
  readonly trivial: boolean;
  /** Writes to `vector` the least of all vectors that are the same but for a symmetry. */
  readonly least: (vector: Int32Array) => void;
  /** What each symmetry makes of a vector. */
  readonly images: (vector: Int32Array) => readonly Int32Array[];
  /** Of the components that symmetries bring to a component's place, the first. */
  readonly kindOf: (component: number) => number;
  /** The least number that symmetries make of a tuple of a component, in that place. */
  readonly tupleOf: (component: number, tuple: number) => number;
  /** About what is known of tuples, in bytes. */
  readonly bytes: () => number;
  /** Where a field is asked for, its like are as well. Forgets all that was known of tuples. */
  readonly reset: () => void;
}

/** A symmetry on vectors: for each place the component that comes there, and what becomes of its tuples. */
interface Image {
  readonly source: readonly number[];
  /** By the component that comes: the number of the tuple that each of its tuples becomes. */
  readonly after: readonly number[][];
  readonly fields: ReadonlyMap<Field, Field>;
  readonly symmetry: Symmetry;
}

export const canonicalOf = (layout: Layout, symmetries: readonly Symmetry[]): Canonical => {
  const all = symmetries.map((symmetry) => imageOf(layout, symmetry));
  const { components } = layout;
  /** The number that an image has in a place. */
  const at = (
    { source, after, fields, symmetry }: Image,
    vector: Int32Array,
    place: number,
  ): number => {
    const from = source[place]!;
    const tuple = vector[from]!;
    return (after[from]![tuple] ??= moved(components[from]!, tuple, fields, symmetry));
  };
  const kindOf = (component: number): number =>
    all.reduce((least, { source }) => Math.min(least, source.indexOf(component)), component);
  const best = new Int32Array(components.length);
  /** Makes `best` the image of a vector, if that is less. */
  const lower = (image: Image, vector: Int32Array): void => {
    let place = 0;
    let value = at(image, vector, 0);
    while (value === best[place]) {
      place += 1;
      if (place === best.length) return;
      value = at(image, vector, place);
    }
    if (value > best[place]!) return;
    best[place] = value;
    for (place += 1; place < best.length; place += 1) best[place] = at(image, vector, place);
  };
  return {
    trivial: all.length === 0,
    least: (vector) => {
      if (all.length === 0) return;
      best.set(vector);
      for (let i = 0; i < all.length; i += 1) lower(all[i]!, vector);
      vector.set(best);
    },
    kindOf,
    tupleOf: (component, tuple) => {
      const kind = kindOf(component);
      let least = component === kind ? tuple : Infinity;
      for (const { source, after, fields, symmetry } of all) {
        if (source[kind] !== component) continue;
        const image = (after[component]![tuple] ??= moved(
          components[component]!,
          tuple,
          fields,
          symmetry,
        ));
        least = Math.min(least, image);
      }
      return least;
    },
    bytes: () =>
      all.length * components.reduce((sum, { tuples }) => sum + BYTES_OF_IMAGE * tuples.length, 0),
    images: (vector) => all.map((image) => vector.map((_, place) => at(image, vector, place))),
    reset: () => {
      for (const { fields, after } of all) {
        for (const list of after) list.length = 0;
        for (const [field, target] of fields) if (field.asked) target.asked = true;
      }
    },
  };
};

/** A place in a list. */
const BYTES_OF_IMAGE = 8;

const imageOf = ({ components, fields }: Layout, symmetry: Symmetry): Image => {
  const { names, objects } = symmetry;
  const byName = new Map(fields.map((field) => [field.name, field]));
  const targets = new Map(
    fields.map((field) => {
      const { part, group, key } = field.place;
      const to = part === 'state' ? String(objects[group]?.[Number(key)]) : (names.get(key) ?? key);
      return [field, byName.get(`${part}.${group}.${to}.${field.of}`)!];
    }),
  );
  const source: number[] = [];
  for (const component of components) {
    const target = targets.get(component.fields[0]!)!.component;
    source[target.index] = component.index;
  }
  return { source, after: components.map(() => []), fields: targets, symmetry };
};

/** The number of the tuple that a tuple becomes, of the component that takes the place. */
const moved = (
  component: Component,
  tuple: number,
  targets: ReadonlyMap<Field, Field>,
  symmetry: Symmetry,
): number => {
  const { component: home } = targets.get(component.fields[0]!)!;
  const values: number[] = [];
  for (const field of component.fields) {
    const target = targets.get(field)!;
    const text = field.texts[component.tuples[tuple]![field.at]!]!;
    const { part, group } = field.place;
    const now: unknown = JSON.parse(text);
    const then =
      part === 'state' ? symmetry.value(group, field.of, now) : named(symmetry.names, now);
    const renamed = JSON.stringify(then);
    values[target.at] = target.asked ? numberValue(target, renamed) : 0;
  }
  return numberTuple(home, values);
};

/** A value with every name in it moved. */
const named = (names: Symmetry['names'], value: unknown): unknown => {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => named(names, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(names, each)]));
};
