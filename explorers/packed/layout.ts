/**
 * A state and a ledger as a vector of small numbers. Both are groups of objects, and objects have fields. A field's
 * values are numbered as they are met; objects that belong together make up a component, whose combinations of values
 * (tuples) are numbered in the same way. A vector has one number for each component.
 */
export interface Field {
  readonly name: string;
  readonly place: Place;
  /** The field of that object. */
  readonly of: string;
  readonly component: Component;
  /** Where it stands in the tuples of its component. */
  readonly at: number;
  /** The values met so far, by number, as text; and their numbers. */
  readonly texts: string[];
  readonly numbers: Map<string, number>;
  /** The value's number in each tuple of the component. */
  readonly ofTuple: number[];
  /** Whether a step or a judgement has ever read it. */
  read: boolean;
  /**
   * Whether states tell its values apart. What nobody asks for makes no difference, and is left out of the state.
   */
  asked: boolean;
}

export interface Component {
  readonly name: string;
  /** The place of its number in vectors. */
  readonly index: number;
  readonly fields: Field[];
  /** The combinations met so far, by number: for each field the number of its value. */
  readonly tuples: (readonly number[])[];
  readonly numbers: Map<string, number>;
  /** What the values of its fields take, and what is known of its tuples: about, and the same on any machine. */
  valueBytes: number;
  tupleBytes: number;
}

export interface Layout {
  readonly components: readonly Component[];
  readonly fields: readonly Field[];
}

/** An object with its fields, and where it stands. */
export interface Place {
  readonly part: 'state' | 'ledger';
  readonly group: string;
  readonly key: string;
  readonly component: string;
  readonly object: Readonly<Record<string, unknown>>;
}

/** A layout for these objects; every field has one value, the one that it has now. */
export const layoutOf = (places: readonly Place[]): Layout => {
  const names = [...new Set(places.map(({ component }) => component))];
  const components = names.map((name, index): Component => ({
    name,
    index,
    fields: [],
    tuples: [],
    numbers: new Map(),
    valueBytes: 0,
    tupleBytes: 0,
  }));
  const fields = places.flatMap((place) => {
    const { part, group, key, component: owner, object } = place;
    const component = components[names.indexOf(owner)]!;
    return Object.entries(object).map(([name, value]): Field => {
      const field: Field = {
        name: `${part}.${group}.${key}.${name}`,
        place,
        of: name,
        component,
        at: component.fields.length,
        texts: [],
        numbers: new Map(),
        ofTuple: [],
        read: false,
        asked: false,
      };
      numberValue(field, JSON.stringify(value));
      component.fields.push(field);
      return field;
    });
  });
  for (const component of components) {
    numberTuple(
      component,
      component.fields.map(() => 0),
    );
  }
  return { components, fields };
};

/** The number of a value of a field. */
export const numberValue = ({ texts, numbers, component }: Field, text: string): number => {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  component.valueBytes += BYTES_OF_VALUE + 2 * text.length;
  numbers.set(text, texts.length);
  texts.push(text);
  return texts.length - 1;
};

/** The number of a tuple of a component. */
export const numberTuple = (component: Component, values: readonly number[]): number => {
  const { fields, tuples, numbers } = component;
  const key = values.join();
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const number = tuples.length;
  component.tupleBytes += BYTES_OF_TUPLE + key.length + fields.length * 16;
  numbers.set(key, number);
  tuples.push(values);
  for (const field of fields) field.ofTuple.push(values[field.at]!);
  return number;
};

/** A string, its place in a list, and its entry in a map. */
const BYTES_OF_VALUE = 120;
/** The same of a key, and the list of its numbers: each is kept once more by field. */
const BYTES_OF_TUPLE = 170;

/** About what all values and tuples take, in bytes. */
export const bytesOfLayout = ({ components }: Layout): number =>
  components.reduce((sum, { valueBytes, tupleBytes }) => sum + valueBytes + tupleBytes, 0);

/** Forgets all values and tuples but the initial ones. */
export const forget = ({ components }: Layout): void => {
  for (const component of components) {
    const { tuples, numbers, fields } = component;
    const [initial] = tuples;
    tuples.length = 0;
    numbers.clear();
    component.tupleBytes = 0;
    component.valueBytes = 0;
    for (const field of fields) {
      const [first] = field.texts;
      field.ofTuple.length = 0;
      field.texts.length = 0;
      field.numbers.clear();
      numberValue(field, first!);
    }
    numberTuple(component, initial!);
  }
};

/** All numbers that a layout has given, as plain data. */
export interface Numbered {
  /** By field: its values, and whether it was asked for. */
  readonly texts: readonly (readonly string[])[];
  readonly asked: readonly boolean[];
  /** By component. */
  readonly tuples: readonly (readonly (readonly number[])[])[];
}

export const numberedIn = ({ fields, components }: Layout): Numbered => ({
  texts: fields.map(({ texts }) => texts),
  asked: fields.map(({ asked }) => asked),
  tuples: components.map(({ tuples }) => tuples),
});

/** Gives the same numbers again, in a layout for the same objects. */
export const renumber = ({ fields, components }: Layout, before: Numbered): void => {
  for (const [i, field] of fields.entries()) {
    field.asked = before.asked[i]!;
    field.component.valueBytes -= field.texts.reduce(
      (sum, { length }) => sum + BYTES_OF_VALUE + 2 * length,
      0,
    );
    field.texts.length = 0;
    field.numbers.clear();
    field.ofTuple.length = 0;
    for (const text of before.texts[i]!) numberValue(field, text);
  }
  for (const [i, component] of components.entries()) {
    component.tuples.length = 0;
    component.numbers.clear();
    component.tupleBytes = 0;
    for (const tuple of before.tuples[i]!) numberTuple(component, tuple);
  }
};

/** The fields of a vector that have been asked for, by name, as text. */
export const fieldsOf = (
  { fields }: Layout,
  vector: ArrayLike<number>,
): ReadonlyMap<string, string> =>
  new Map(
    fields
      .filter(({ asked }) => asked)
      .map(({ name, texts, ofTuple, component }) => [
        name,
        texts[ofTuple[vector[component.index]!]!]!,
      ]),
  );
