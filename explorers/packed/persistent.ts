import type { Action } from '../../model/machine.ts';
import type { Move } from './system.ts';

/** Cells by number, a bit for each; where there are more than bits, several share one, which only loses reduction. */
export interface Cells {
  readonly reads: readonly [number, number];
  readonly writes: readonly [number, number];
}

/** Numbers cells as they come, and gathers what footprints touch. */
export const cellNumbers = (
  numbers: Map<string, number>,
): ((footprints: readonly Pick<Action, 'reads' | 'writes'>[]) => Cells) => {
  const bits = (names: readonly string[]): readonly [number, number] => {
    const words: [number, number] = [0, 0];
    for (const name of names) {
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      const bit = number % 62;
      words[bit < 31 ? 0 : 1] |= 1 << (bit % 31);
    }
    return words;
  };
  return (footprints) => ({
    reads: bits(footprints.flatMap(({ reads }) => reads)),
    writes: bits(footprints.flatMap(({ writes }) => writes)),
  });
};

/** What actors do and touch: next, and ever after. */
export interface Touches {
  readonly movesOf: (vector: Int32Array, actor: number) => readonly Move[];
  readonly next: (vector: Int32Array, actor: number) => Cells;
  readonly future: (vector: Int32Array, actor: number) => Cells;
}

/** Whether what one does now cannot be swapped with something that the other may yet do. */
const conflict = (now: Cells, ever: Cells): boolean =>
  ((now.writes[0] & (ever.reads[0] | ever.writes[0])) |
    (now.writes[1] & (ever.reads[1] | ever.writes[1])) |
    (now.reads[0] & ever.writes[0]) |
    (now.reads[1] & ever.writes[1])) !==
  0;

/** Groups of actors whose futures do not conflict with those of any other group. */
export const unrelated = (futures: readonly Cells[]): readonly (readonly number[])[] => {
  let groups: (readonly number[])[] = [];
  for (const [actor, mine] of futures.entries()) {
    const meets = (group: readonly number[]): boolean =>
      group.some((other) => conflict(mine, futures[other]!) || conflict(futures[other]!, mine));
    groups = [...groups.filter((group) => !meets(group)), [...groups.filter(meets).flat(), actor]];
  }
  return groups;
};

/** The most actors of whom sets are kept as bits. */
const ACTORS_MAX = 31;

/** What is known of the actors in one state. */
interface Now {
  /** What each may do. */
  moves: (readonly Move[])[];
  readonly futures: Cells[];
  /** Whose future conflicts with what each does next, or with its future where it cannot move; -1: not worked out. */
  readonly against: Int32Array;
  /** Those who may stop others. */
  stoppers: number;
}

/** Looks at the actors of a group in a state: those of them who can move, as bits. */
const lookAt = (
  now: Now,
  { movesOf }: Touches,
  vector: Int32Array,
  group: readonly number[],
): number => {
  const { moves, against } = now;
  let able = 0;
  let stoppers = 0;
  for (let i = 0; i < group.length; i += 1) {
    const actor = group[i]!;
    const can = movesOf(vector, actor);
    moves[actor] = can;
    against[actor] = -1;
    if (can.length > 0) able |= 1 << actor;
    for (let k = 0; k < can.length; k += 1) if (can[k]!.stops) stoppers |= 1 << actor;
  }
  now.stoppers = stoppers;
  return able;
};

const conflictsOf = (
  { moves, futures, against }: Now,
  { next }: Touches,
  vector: Int32Array,
  group: readonly number[],
  actor: number,
): number => {
  if (against[actor]! >= 0) return against[actor]!;
  // Who cannot move is let move by whoever writes what it may touch, its wake and its queue among that.
  const touched = moves[actor]!.length > 0 ? next(vector, actor) : futures[actor]!;
  let bits = 0;
  for (let i = 0; i < group.length; i += 1) {
    const other = group[i]!;
    if (other !== actor && conflict(touched, futures[other]!)) bits |= 1 << other;
  }
  against[actor] = bits;
  return bits;
};

const movesIn = ({ moves }: Now, set: number): number => {
  let sum = 0;
  for (let left = set; left !== 0; left &= left - 1) {
    sum += moves[31 - Math.clz32(left & -left)]!.length;
  }
  return sum;
};

/** The least persistent set with `seed` in it; 0 as soon as it has no fewer than `best` moves. */
const close = (
  now: Now,
  touches: Touches,
  vector: Int32Array,
  group: readonly number[],
  seed: number,
  best: number,
): number => {
  let inside = 1 << seed;
  let open = inside;
  while (open !== 0) {
    const actor = 31 - Math.clz32(open);
    open &= ~(1 << actor);
    const more = conflictsOf(now, touches, vector, group, actor) & ~inside;
    if ((more & now.stoppers) !== 0) return 0;
    inside |= more;
    open |= more;
    if (more !== 0 && movesIn(now, inside) >= best) return 0;
  }
  return inside;
};

/** The persistent set of fewest moves among actors of a group, who are `able`; `able` where there is none. */
const leastOf = (
  now: Now,
  touches: Touches,
  vector: Int32Array,
  group: readonly number[],
  able: number,
): number => {
  let found = able;
  if ((able & (able - 1)) === 0) return found;
  let best = movesIn(now, able);
  for (let i = 0; i < group.length; i += 1) {
    now.futures[group[i]!] = touches.future(vector, group[i]!);
  }
  for (let i = 0; i < group.length && best > 1; i += 1) {
    const seed = group[i]!;
    const count = now.moves[seed]!.length;
    if (count === 0 || count >= best || (now.stoppers & (1 << seed)) !== 0) continue;
    const set = close(now, touches, vector, group, seed, best);
    if (set === 0) continue;
    found = set;
    best = movesIn(now, set);
  }
  return found;
};

/**
 * For a vector, the actors whose moves are enough, as bits; 0: all are needed. Notes in `moves` what each of those may do.
 * With `careful` nobody goes first who may stop the others.
 */
export type Persistent = (
  vector: Int32Array,
  careful: boolean,
  moves: (readonly Move[])[],
) => number;

/** Where nothing is put off. */
export const nobody =
  ({ movesOf }: Pick<Touches, 'movesOf'>, actors: readonly unknown[]): Persistent =>
  (vector, _, moves) => {
    for (let actor = 0; actor < actors.length; actor += 1) moves[actor] = movesOf(vector, actor);
    return 0;
  };

/**
 * Persistent sets, as bits: actors such that nothing that the others may ever do, before one of these moves, conflicts
 * with what these do next. An actor that cannot move and might conflict brings in all who may let it move. The set with
 * fewest moves is given; 0 where that is everybody, or where somebody in it may stop the others.
 *
 * Groups of actors that never touch what the others do go one after the other, the largest first: what comes to rest in
 * few ways is best known before what is small is tried in each of them. A group goes on to its end although somebody in
 * it may stop the others, who have then not moved: what they do is the same wherever the group comes to rest, and that
 * it does somewhere without a stop is for the search to see. With `careful` nobody who may stop others goes first.
 *
 * Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996, chapter 4.
 */
export const persistentSets = (
  touches: Touches,
  groups: readonly (readonly number[])[],
): Persistent => {
  const everybody = groups.flat().toSorted((a, b) => a - b);
  if (everybody.length > ACTORS_MAX) return nobody(touches, everybody);
  const order = groups.toSorted((a, b) => b.length - a.length);
  const against = new Int32Array(everybody.length);
  const now: Now = { moves: [], futures: [], against, stoppers: 0 };
  const anyOf = (vector: Int32Array): number => {
    const able = lookAt(now, touches, vector, everybody);
    const found = leastOf(now, touches, vector, everybody, able);
    return found === able ? 0 : found;
  };
  const firstOf = (vector: Int32Array): number => {
    for (let i = 0; i < order.length; i += 1) {
      const able = lookAt(now, touches, vector, order[i]!);
      if (able !== 0) return leastOf(now, touches, vector, order[i]!, able);
    }
    return 0;
  };
  return (vector, careful, moves) => {
    now.moves = moves;
    return careful || groups.length === 1 ? anyOf(vector) : firstOf(vector);
  };
};
