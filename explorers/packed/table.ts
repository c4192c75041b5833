import type { Component } from './layout.ts';

/** What a branch asks for: a field, told by a number for each number of its component. */
export interface Asked {
  readonly component: { readonly index: number };
  readonly ofTuple: readonly number[];
}

/** What a computation read, in the order in which it did: fields and the numbers of their values. */
export type Reads = readonly (readonly [field: Asked, value: number])[];

/**
 * A computation on vectors, tabulated: a tree whose branches ask for the value of one field each, in the order in which
 * the computation did, and whose leaves hold results. The first branching is on the whole component of whoever moves.
 */
export interface Table<Result> {
  readonly own: number;
  readonly roots: (Node<Result> | undefined)[];
}

/** A leaf has a result; a branch asks for a field. One shape for both keeps look-ups fast. */
interface Node<Result> {
  readonly result: Result | undefined;
  readonly component: number;
  readonly ofTuple: readonly number[];
  readonly kids: (Node<Result> | undefined)[];
}

export const newTable = <Result>(own: Pick<Component, 'index'>): Table<Result> => ({
  own: own.index,
  roots: [],
});

/** The result for a vector; undefined where it is not in the table yet. */
export const lookUp = <Result>(
  { own, roots }: Table<Result>,
  vector: ArrayLike<number>,
): Result | undefined => {
  let node = roots[vector[own]!];
  while (node !== undefined) {
    if (node.result !== undefined) return node.result;
    node = node.kids[node.ofTuple[vector[node.component]!]!];
  }
  return undefined;
};

/** Puts a result into the table, for all vectors on which a computation would read the same. */
export const enter = <Result>(
  { own, roots }: Table<Result>,
  vector: ArrayLike<number>,
  reads: Reads,
  result: Result,
): void => {
  const foreign = reads.filter(([field]) => field.component.index !== own);
  const leaf: Node<Result> = { result, component: -1, ofTuple: NONE, kids: NONE };
  let place: (Node<Result> | undefined)[] = roots;
  let at = vector[own]!;
  for (const [field, value] of foreign) {
    const node = (place[at] ??= branchOn(field));
    if (node.result !== undefined) throw new Error('a computation read more than before');
    place = node.kids;
    at = value;
  }
  place[at] = leaf;
};

/** About what an entry takes, with the reads that are known of it, in bytes. */
export const bytesOfEntry = (reads: Reads): number => BYTES_OF_LEAF + reads.length * BYTES_OF_READ;

/** A leaf, its result and the list of its reads. */
const BYTES_OF_LEAF = 300;
/** A pair in that list, and a branch of the tree: most are shared. */
const BYTES_OF_READ = 150;

/** What a leaf has: nobody writes to it. */
const NONE: never[] = [];

const branchOn = <Result>({ component, ofTuple }: Asked): Node<Result> => ({
  result: undefined,
  component: component.index,
  ofTuple,
  kids: [],
});
