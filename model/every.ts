/** Lists and keys that the types hold complete: a member that is forgotten does not compile. */

/** Nothing more, where `Has` is all of `Union`; else what no value has, so that the error names what is missing. */
type Complete<Union, Has> = [Exclude<Union, Has>] extends [never]
  ? unknown
  : { readonly missing: Exclude<Union, Has> };

/**
 * Makes a list of all members of a union, in an order of its own. A member that is missing is a type error that names it.
 *
 * `everyOf<'a' | 'b'>()(['b', 'a'])`
 */
export const everyOf =
  <Union extends string>() =>
  <const List extends readonly Union[]>(list: List & Complete<Union, List[number]>): List =>
    list;

/** The same for a list of objects, each with one of the names in `op`: together they have all of them. */
export const everyOpOf =
  <Union extends string>() =>
  <Item extends { readonly op: Union }>(
    list: readonly Item[] & Complete<Union, Item['op']>,
  ): readonly Item[] =>
    list;

/** The keys of a table. Its type must name all of them, as that of a literal does. */
export const keysOf = <Key extends string>(
  table: Readonly<Partial<Record<Key, unknown>>>,
): readonly Key[] => Object.keys(table) as Key[];

/** The members of a union of objects that have this value of `op`. */
export type OfOp<Union extends { readonly op: string }, Op extends Union['op']> = Extract<
  Union,
  { readonly op: Op }
>;

/** A table with every value replaced. */
export const mapValues = <Key extends string, From, To>(
  table: Readonly<Record<Key, From>>,
  map: (value: From) => To,
): Readonly<Record<Key, To>> =>
  Object.fromEntries(keysOf(table).map((key) => [key, map(table[key])])) as Record<Key, To>;
