import { meet, withBit, withRoom, wordsFor, type Bits } from './bits.ts';
import { afterOf, type Change } from './change.ts';
import type { Component } from './layout.ts';
import { newStore, type Store } from './store.ts';
import type { Known } from './desk.ts';
import type { Move } from './system.ts';
import type { Asked, Reads } from './table.ts';

/** What a move does beyond its half. */
export interface Crossing {
  readonly changes: readonly Change[];
  /** What becomes of each state of the other half; -1: not known yet. */
  after: Int32Array;
}

/** One of the two halves of a system. Its states are numbered as they are met. */
export interface Half {
  /** The components that it is made of. */
  readonly places: Int32Array;
  /** The place of each component of the system in this half, or -1. */
  readonly placeOf: Int32Array;
  /** Its actors, as numbers of the system. */
  readonly actors: readonly number[];
  readonly store: Store;
  /** What the other half asks of it, by field. */
  readonly asked: Map<Asked, AskedHalf>;
  /** What is known of moves and rests in this half, as seen from it. */
  readonly outlooks: Map<Known<unknown>, Outlook>;
  readonly crossings: Map<string, Crossing>;
  /** Room for one of its states. */
  readonly part: Int32Array;
}

/** What is known, as one half sees it. */
export interface Outlook {
  /** What it takes of the other half for it to be so. */
  readonly asks: readonly (readonly [asked: AskedHalf, value: number])[];
  /** The states of the other half of which that is true, of as many states as there were. */
  holds: Bits;
  size: number;
  /** What each move does to the other half. */
  readonly crossings: readonly (Crossing | null)[];
}

/** A field of a half that the other asks for, and for each of its values the states that have it. */
interface AskedHalf {
  readonly ofTuple: number[];
  readonly having: Bits[];
}

export const newHalf = (
  components: readonly Component[],
  places: readonly number[],
  actors: readonly number[],
): Half => ({
  places: Int32Array.from(places),
  placeOf: Int32Array.from(components, ({ index }) => places.indexOf(index)),
  actors,
  store: newStore(places.length),
  asked: new Map(),
  outlooks: new Map(),
  crossings: new Map(),
  part: new Int32Array(places.length),
});

export const readInto = (
  { places, store, part }: Half,
  number: number,
  vector: Int32Array,
): void => {
  store.read(number, part);
  for (let i = 0; i < places.length; i += 1) vector[places[i]!] = part[i]!;
};

/** The number of what changes make of its half of a vector. */
export const numberAfter = (half: Half, vector: Int32Array, changes: readonly Change[]): number => {
  const { places, placeOf, part, store, asked } = half;
  for (let i = 0; i < places.length; i += 1) part[i] = vector[places[i]!]!;
  for (let i = 0; i < changes.length; i += 1) {
    const change = changes[i]!;
    const place = placeOf[change.index]!;
    if (place >= 0) part[place] = afterOf(change, vector[change.index]!);
  }
  const number = store.insert(part);
  if (number < 0) return ~number;
  for (const [field, mine] of asked) {
    note(mine, number, field.ofTuple[part[placeOf[field.component.index]!]!]!);
  }
  return number;
};

const note = ({ ofTuple, having }: AskedHalf, number: number, value: number): void => {
  ofTuple[number] = value;
  having[value] = withBit(having[value], number);
};

export const crossFrom = (
  half: Half,
  crossing: Crossing,
  number: number,
  vector: Int32Array,
): number => {
  readInto(half, number, vector);
  const after = numberAfter(half, vector, crossing.changes);
  if (number >= crossing.after.length) {
    const wider = new Int32Array(half.store.size() * 2).fill(-1);
    wider.set(crossing.after);
    crossing.after = wider;
  }
  crossing.after[number] = after;
  return after;
};

/** A field of a component as one of the half that the component is in. */
const askedOf = ({ placeOf, store, asked, part }: Half, field: Asked): AskedHalf => {
  const known = asked.get(field);
  if (known !== undefined) return known;
  const made: AskedHalf = { ofTuple: [], having: [] };
  const place = placeOf[field.component.index]!;
  for (let number = 0; number < store.size(); number += 1) {
    store.read(number, part);
    note(made, number, field.ofTuple[part[place]!]!);
  }
  asked.set(field, made);
  return made;
};

export const outlookOf = (half: Half, other: Half, known: Known<unknown>): Outlook => {
  const before = half.outlooks.get(known);
  if (before !== undefined) return before;
  const { reads, result } = known;
  const moves = result as readonly Partial<Move>[];
  const made: Outlook = {
    asks: asksOf(half, other, reads),
    holds: new Uint32Array(),
    size: 0,
    crossings: moves.map(({ changes = [] }) => crossingOf(half, other, changes)),
  };
  half.outlooks.set(known, made);
  return made;
};

const asksOf = (half: Half, other: Half, reads: Reads): Outlook['asks'] =>
  reads.flatMap(([field, value]): Outlook['asks'] =>
    half.placeOf[field.component.index]! >= 0 ? [] : [[askedOf(other, field), value]],
  );

/** What changes do to the other half. */
const crossingOf = (
  { crossings }: Half,
  { placeOf }: Half,
  changes: readonly Change[],
): Crossing | null => {
  const there = changes.filter(({ index }) => placeOf[index]! >= 0);
  if (there.length === 0) return null;
  const key = there.map(({ index, values }) => `${index} ${values.join(' ')}`).join('\n');
  const crossing = crossings.get(key) ?? { changes: there, after: new Int32Array() };
  crossings.set(key, crossing);
  return crossing;
};

/** The states of the other half in which what is known is so. */
export const holdsFor = (outlook: Outlook, { store }: Half): Bits => {
  if (outlook.size === store.size()) return outlook.holds;
  outlook.size = store.size();
  const holds = withRoom(outlook.holds, wordsFor(outlook.size)).fill(0xffffffff);
  for (const [{ having }, value] of outlook.asks) meet(holds, having[value]!, holds);
  outlook.holds = holds;
  return holds;
};
