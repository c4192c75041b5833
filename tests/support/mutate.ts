import { stream, type Random } from '../../explorers/random.ts';

/** A place in a value: the object or list that holds it, and under which key. */
interface Place {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
}

/** Values of other types and out of range, as JSON can say them. */
const ODD_JSON: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  64,
  65,
  4_294_967_296,
  Number.MAX_SAFE_INTEGER,
  1e300,
  '',
  ' ',
  '0',
  'x',
  't1',
  'w1',
  'ws1',
  'wait',
  'done',
  'guest',
  '__proto__',
  'constructor',
  'toString',
  '../../x',
  'a\u0000\u001B[2J\n::error::\u202E',
  'x'.repeat(5_000),
  [],
  [null],
  [[]],
  {},
  { op: 'wait' },
  { id: 'x' },
  JSON.parse('{"__proto__":{"polluted":1}}'),
  JSON.parse(`${'['.repeat(250)}${']'.repeat(250)}`),
];

/** Throws whatever is asked of it, and throws nothing that could be read. */
const unreadable = (): object => {
  const fail = (): never => {
    // oxlint-disable-next-line no-throw-literal, only-throw-error -- a user may
    throw null;
  };
  return new Proxy({}, { ownKeys: fail, get: fail, getPrototypeOf: fail });
};

/** What only code can hand over. */
export const ODD_OBJECTS: readonly (() => unknown)[] = [
  () => undefined,
  () => NaN,
  () => Infinity,
  () => 10n,
  () => Symbol('odd'),
  () => () => undefined,
  () => () => {
    throw new TypeError('odd');
  },
  () => () => {
    throw Object.assign(new Error('odd'), { name: Symbol('odd') });
  },
  () => () => {
    // oxlint-disable-next-line no-throw-literal, only-throw-error -- a user may
    throw Object.create(null);
  },
  () => () => {
    // oxlint-disable-next-line no-throw-literal, only-throw-error -- a user may
    throw unreadable();
  },
  () => unreadable,
  () => new Map([['a', 1]]),
  () => new Date(0),
  () => Promise.resolve('go'),
  () => Array(3),
  () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    return cycle;
  },
  () => {
    // Two to the power of a hundred paths.
    let shared: unknown = 0;
    for (let i = 0; i < 100; i += 1) shared = { a: shared, b: shared };
    return shared;
  },
  () => ({
    get id(): never {
      throw new RangeError('odd');
    },
  }),
  () => ({
    get id(): never {
      // oxlint-disable-next-line no-throw-literal, only-throw-error -- a user may
      throw Object.create(null);
    },
  }),
  () => unreadable(),
];

/** The odd objects that were put somewhere: some cannot be looked into, or have no end. */
const opaque = new WeakSet<object>();

const isOpen = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !opaque.has(value) &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

/** A copy in which everything can be changed; functions and instances of classes stay what they are. */
const copy = (value: unknown): unknown => {
  if (!isOpen(value)) return value;
  if (Array.isArray(value)) return value.map(copy);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
};

const placesIn = (value: unknown): readonly Place[] => {
  if (!isOpen(value)) return [];
  const holder = value as Record<string | number, unknown>;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
};

/** How values are chosen and changed. */
interface Choice {
  readonly below: (count: number) => number;
  readonly of: <T>(list: readonly T[]) => T;
  /** Another value for one that is there. */
  readonly odd: (value: unknown) => unknown;
}

const nudged = (value: unknown, { of, below }: Choice): unknown => {
  if (typeof value === 'number') return value + of([-1, 1, 0.5]);
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string' || value === '') return null;
  const at = below(value.length);
  return of([
    value.slice(0, at) + value.slice(at + 1),
    `${value.slice(0, at)}${of(['z', '-', '.', '/', '\u0000', ' '])}${value.slice(at)}`,
    value.toUpperCase(),
  ]);
};

type Change = (root: { value: unknown }, places: readonly Place[], choice: Choice) => void;

const CHANGES: readonly Change[] = [
  // Another value.
  (_, places, { of, odd }) => {
    const { holder, key } = of(places);
    holder[key] = odd(holder[key]);
  },
  // A little more or less.
  (_, places, choice) => {
    const { holder, key } = choice.of(places);
    holder[key] = nudged(holder[key], choice);
  },
  // Nothing.
  (_, places, { of }) => {
    const { holder, key } = of(places);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  // What stands at another place.
  (_, places, { of }) => {
    const [to, from] = [of(places), of(places)];
    to.holder[to.key] = copy(from.holder[from.key]);
  },
  // Once more.
  (_, places, { of }) => {
    const { holder, key } = of(places);
    if (Array.isArray(holder)) holder.splice(Number(key), 0, copy(holder[Number(key)]));
    else holder[`${key}2`] = copy(holder[key]);
  },
  // Under another name.
  (_, places, choice) => {
    const { holder, key } = choice.of(places);
    const other = nudged(String(key), choice);
    if (Array.isArray(holder)) holder.reverse();
    else {
      holder[String(other)] = holder[key];
      delete holder[key];
    }
  },
  // A field that there is not.
  (_, places, { of, odd }) => {
    const { holder } = of(places);
    if (Array.isArray(holder)) holder.push(odd(null));
    else holder[of(['x', 'id', 'op', 'do', 'toString', 'cancellable'])] = odd(null);
  },
  // The whole.
  (root, _, { odd }) => {
    root.value = odd(root.value);
  },
];

/** What mutations are made of: JSON alone, or also what only code can hand over. */
export type Material = 'json' | 'objects';

/**
 * A value with one to three changes of form, type, range or name. The same text gives the same changes, on any machine.
 */
export const mutate = (value: unknown, seed: string, material: Material = 'json'): unknown => {
  const random: Random = stream(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const of = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const odd = (): unknown => {
    if (material === 'json' || random() < 0.6) return copy(of(ODD_JSON));
    const made = of(ODD_OBJECTS)();
    if (typeof made === 'object' && made !== null) opaque.add(made);
    return made;
  };
  const root = { value: copy(value) };
  for (let changes = 1 + below(3); changes > 0; changes -= 1) {
    const places = placesIn(root.value);
    if (places.length === 0) break;
    // The whole is changed seldom: little is left to be looked at.
    of(random() < 0.98 ? CHANGES.slice(0, -1) : CHANGES)(root, places, { below, of, odd });
  }
  return root.value;
};
