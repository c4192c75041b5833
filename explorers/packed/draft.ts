import type { Field, Layout, Place } from './layout.ts';
import { numberValue } from './layout.ts';

/** What a computation on a draft read, in the order in which it did, and what it wrote: fields and numbers of values. */
export interface Access {
  readonly reads: readonly (readonly [field: Field, value: number])[];
  readonly writes: readonly (readonly [field: Field, value: number])[];
}

/** Thrown where a computation asks for a field for the first time: until now states did not tell its values apart. */
export class NewlyAsked extends Error {}

/** A state and a ledger that read from a vector, and keep what is written to themselves. */
export interface Draft {
  readonly groups: Readonly<Record<Place['part'], Readonly<Record<string, unknown>>>>;
  /** Starts anew, on `vector`. */
  readonly begin: (vector: ArrayLike<number>) => void;
  /** What was read and written since. */
  readonly end: () => Access;
}

const NOTHING = Symbol('nothing');

/** `arrays`: the groups that are lists; all others are records. */
export const draftOf = (
  layout: Layout,
  places: readonly Place[],
  arrays: ReadonlySet<string>,
): Draft => {
  const { fields } = layout;
  const now: unknown[] = fields.map(() => NOTHING);
  const touched: number[] = [];
  const reads: [Field, number][] = [];
  let vector: ArrayLike<number> = [];
  const read = (i: number): unknown => {
    const known = now[i];
    if (known !== NOTHING) return known;
    const field = fields[i]!;
    field.read = true;
    if (!field.asked) {
      field.asked = true;
      throw new NewlyAsked(field.name);
    }
    const value = field.ofTuple[vector[field.component.index]!]!;
    reads.push([field, value]);
    touched.push(i);
    return (now[i] = JSON.parse(field.texts[value]!));
  };
  const write = (i: number, value: unknown): void => {
    if (now[i] === NOTHING) touched.push(i);
    now[i] = value;
  };
  let next = 0;
  const accessors = (object: Place['object']): object => {
    const made = {};
    for (const name of Object.keys(object)) {
      const i = next;
      next += 1;
      Object.defineProperty(made, name, {
        get: () => read(i),
        set: (value: unknown) => write(i, value),
        enumerable: true,
      });
    }
    return made;
  };
  const groups = groupsOf(places, arrays, accessors);
  return {
    groups,
    begin: (at) => {
      vector = at;
      for (const i of touched) now[i] = NOTHING;
      touched.length = 0;
      reads.length = 0;
    },
    end: () => {
      const before = new Map(reads);
      const writes = touched.flatMap((i): [Field, number][] => {
        const field = fields[i]!;
        const value = numberValue(field, JSON.stringify(now[i]));
        return before.get(field) === value ? [] : [[field, value]];
      });
      return { reads: [...reads], writes };
    },
  };
};

/** The objects of all places, made by `make`, in the groups that they stand in. */
const groupsOf = (
  places: readonly Place[],
  arrays: ReadonlySet<string>,
  make: (object: Place['object']) => object,
): Draft['groups'] => {
  const groups: Record<Place['part'], Record<string, Record<string, unknown>>> = {
    state: {},
    ledger: {},
  };
  for (const { part, group, key, object } of places) {
    const empty: unknown = arrays.has(`${part}.${group}`) ? [] : Object.create(null);
    const home = (groups[part][group] ??= empty as Record<string, unknown>);
    home[key] = make(object);
  }
  // An object that came up later would be the same for all vectors.
  for (const part of Object.values(groups)) {
    for (const home of Object.values(part)) Object.preventExtensions(home);
  }
  return groups;
};
