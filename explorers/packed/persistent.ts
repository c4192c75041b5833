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
  /** How many moves each has. */
  readonly counts: Int32Array;
  readonly nexts: Cells[];
  readonly futures: Cells[];
  /** Whose future conflicts with what each does next, or with its future where it cannot move; -1: not worked out. */
  readonly against: Int32Array;
  /** Those who may stop others. */
  stoppers: number;
}

/** Looks at a state; how many moves there are, or 0 where fewer than two actors can move. */
const lookAt = ({ movesOf, next, future }: Touches, vector: Int32Array, now: Now): number => {
  const { counts, nexts, futures, against } = now;
  let all = 0;
  let able = 0;
  now.stoppers = 0;
  for (let actor = 0; actor < counts.length; actor += 1) {
    const moves = movesOf(vector, actor);
    counts[actor] = moves.length;
    all += moves.length;
    if (moves.length > 0) able += 1;
    for (let i = 0; i < moves.length; i += 1) if (moves[i]!.stops) now.stoppers |= 1 << actor;
  }
  if (able < 2) return 0;
  for (let actor = 0; actor < counts.length; actor += 1) {
    nexts[actor] = next(vector, actor);
    futures[actor] = future(vector, actor);
    against[actor] = -1;
  }
  return all;
};

const conflictsOf = ({ counts, nexts, futures, against }: Now, actor: number): number => {
  if (against[actor]! >= 0) return against[actor]!;
  // Who cannot move is let move by whoever writes what it may touch, its wake and its queue among that.
  const touched = counts[actor]! > 0 ? nexts[actor]! : futures[actor]!;
  let bits = 0;
  for (let other = 0; other < counts.length; other += 1) {
    if (other !== actor && conflict(touched, futures[other]!)) bits |= 1 << other;
  }
  against[actor] = bits;
  return bits;
};

const movesIn = ({ counts }: Now, set: number): number => {
  let sum = 0;
  for (let actor = 0; actor < counts.length; actor += 1) {
    if ((set & (1 << actor)) !== 0) sum += counts[actor]!;
  }
  return sum;
};

/** The least persistent set with `seed` in it; 0 as soon as it has no fewer than `best` moves. */
const close = (now: Now, seed: number, best: number): number => {
  let inside = 1 << seed;
  let open = inside;
  while (open !== 0) {
    const actor = 31 - Math.clz32(open);
    open &= ~(1 << actor);
    const more = conflictsOf(now, actor) & ~inside;
    if ((more & now.stoppers) !== 0) return 0;
    inside |= more;
    open |= more;
    if (more !== 0 && movesIn(now, inside) >= best) return 0;
  }
  return inside;
};

/**
 * Persistent sets, as bits: actors such that nothing that the others may ever do, before one of these moves, conflicts
 * with what these do next. An actor that cannot move and might conflict brings in all who may let it move. The set with
 * fewest moves is given; 0 where that is everybody, or where somebody in it may stop the others.
 *
 * Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996, chapter 4.
 */
export const persistentSets = (
  touches: Touches,
  actors: number,
): ((vector: Int32Array) => number) => {
  if (actors > ACTORS_MAX) return () => 0;
  const counts = new Int32Array(actors);
  const against = new Int32Array(actors);
  const now: Now = { counts, nexts: [], futures: [], against, stoppers: 0 };
  return (vector) => {
    let best = lookAt(touches, vector, now);
    let found = 0;
    for (let actor = 0; actor < actors && best > 1; actor += 1) {
      const count = counts[actor]!;
      if (count === 0 || count >= best || (now.stoppers & (1 << actor)) !== 0) continue;
      const set = close(now, actor, best);
      if (set === 0) continue;
      found = set;
      best = movesIn(now, set);
    }
    return found;
  };
};
