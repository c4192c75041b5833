import { isAcyclic } from './acyclic.ts';
import {
  bitsIn,
  count,
  eachBit,
  leastIn,
  lowest,
  merge,
  withRoom,
  without,
  wordsFor,
  type Bits,
} from './bits.ts';
import { halvesOf, type Halves } from './halves.ts';
import { tablesBeyond, type System } from './system.ts';

/** What a search by halves came to: every state was visited, nothing broke, and every run ends. */
export interface Swept {
  readonly states: number;
  readonly transitions: number;
  /** The bytes that the states take. */
  readonly bytes: number;
}

/**
 * The pairs that were met, addressed by their numbers: a row for each state of the first half, and in it a bit for each
 * state of the second. A move that concerns the first half alone is made with a whole row at once.
 */
interface Sweep {
  readonly halves: Halves;
  /** The words of a row. */
  words: number;
  met: Bits;
  /** Those of them that are not visited yet. */
  fresh: Bits;
  /** The states of the first half that came to have fresh pairs, in that order. */
  readonly queue: number[];
  readonly queued: boolean[];
  size: number;
  transitions: number;
  /** How many plans were asked for. */
  plans: number;
}

/** About what a plan takes, in bytes. */
const BYTES_OF_PLAN = 200;

/**
 * Visits every state of a system whose actors fall into two groups that meet seldom. Undefined where they do not, where
 * something breaks, where a run may go round in circles, and where it takes more states or bytes than that: there is
 * more to be told of it then than this search knows.
 */
export const sweep = (
  system: System,
  limits: { readonly states: number; readonly bytes: number },
): Swept | undefined => {
  const halves = halvesOf(system);
  if (halves === undefined) return undefined;
  const all: Sweep = {
    halves,
    words: 1,
    met: new Uint32Array(1),
    fresh: new Uint32Array(1),
    queue: [],
    queued: [],
    size: 0,
    transitions: 0,
    plans: 0,
  };
  add(all, ...halves.start);
  for (let head = 0; head < all.queue.length; head += 1) {
    visit(all, all.queue[head]!);
    const bytes = 2 * all.met.byteLength + all.plans * BYTES_OF_PLAN;
    const tooMuch = all.size > limits.states || bytes + tablesBeyond(system) > limits.bytes;
    if (halves.broke() || tooMuch) return undefined;
  }
  if (!isAcyclic(system)) return undefined;
  const bytes = all.met.byteLength + all.fresh.byteLength;
  return { states: all.size, transitions: all.transitions, bytes };
};

/** Visits the fresh pairs of a state of the first half, and those that moves of the second lead to from there. */
const visit = (all: Sweep, first: number): void => {
  const { halves } = all;
  let every = new Uint32Array(all.words);
  let able = every.slice();
  for (let some = takeFresh(all, first); leastIn(some) >= 0; some = takeFresh(all, first)) {
    every = withRoom(every, some.length);
    able = withRoom(able, some.length);
    merge(every, some);
    moveSecond(all, first, some, able);
  }
  // What is fresh from now on is visited another time.
  all.queued[first] = false;
  halves.eachMove(first, every, (moves, seconds) => {
    if (moves.length === 0) return;
    merge(able, seconds);
    all.transitions += moves.length * count(seconds);
    for (const { own, crossing } of moves) {
      if (crossing === null) addAll(all, own, seconds);
      else eachBit(seconds, (second) => add(all, own, halves.cross(0, crossing, second)));
    }
  });
  halves.rest(first, without(every, able));
};

/** The fresh pairs of a state of the first half, which are so no more. */
const takeFresh = ({ fresh, words }: Sweep, first: number): Bits => {
  const row = fresh.slice(first * words, (first + 1) * words);
  fresh.fill(0, first * words, (first + 1) * words);
  return row;
};

/** The moves of the second half from each of these pairs; notes in `able` where there are any. */
const moveSecond = (all: Sweep, first: number, some: Bits, able: Bits): void => {
  const { halves } = all;
  const plans = halves.plansWith(first);
  for (let i = 0; i < some.length; i += 1) {
    for (let rest = some[i]!; rest !== 0; rest &= rest - 1) {
      const second = i * 32 + lowest(rest);
      let plan = plans[second];
      if (plan === undefined) {
        plan = plans[second] = halves.planOf(first, second);
        all.plans += 1;
      }
      const { inner, crossing } = plan;
      for (let j = 0; j < inner.length; j += 1) add(all, first, inner[j]!);
      for (let j = 0; j < crossing.length; j += 1) {
        const { own, crossing: change } = crossing[j]!;
        add(all, halves.cross(1, change!, first), own);
      }
      const moves = inner.length + crossing.length;
      if (moves > 0) able[i]! |= rest & -rest;
      all.transitions += moves;
    }
  }
};

/** Meets a pair. */
const add = (all: Sweep, first: number, second: number): void => {
  if (second >>> 5 >= all.words || (first + 1) * all.words > all.met.length) widen(all);
  const at = first * all.words + (second >>> 5);
  const bit = 1 << (second & 31);
  if ((all.met[at]! & bit) !== 0) return;
  all.met[at]! |= bit;
  all.fresh[at]! |= bit;
  all.size += 1;
  if (all.queued[first] !== true) enqueue(all, first);
};

/** Meets all pairs of `first` with these. */
const addAll = (all: Sweep, first: number, seconds: Bits): void => {
  if ((first + 1) * all.words > all.met.length) widen(all);
  const { met, fresh, words } = all;
  let more = 0;
  for (let i = 0; i < seconds.length; i += 1) {
    const at = first * words + i;
    const word = seconds[i]! & ~met[at]!;
    if (word === 0) continue;
    met[at]! |= word;
    fresh[at]! |= word;
    more += bitsIn(word);
  }
  all.size += more;
  if (more > 0 && all.queued[first] !== true) enqueue(all, first);
};

const enqueue = ({ queue, queued }: Sweep, first: number): void => {
  queued[first] = true;
  queue.push(first);
};

/** Makes room for all states of both halves. */
const widen = (all: Sweep): void => {
  const [firsts, seconds] = all.halves.sizes();
  const { words } = all;
  const rows = Math.floor(all.met.length / words);
  if (wordsFor(seconds) > words) all.words = Math.ceil(wordsFor(seconds) * 1.25);
  const room = Math.max(rows, Math.ceil(firsts * 1.5)) * all.words;
  all.met = laidOut(all.met, words, all.words, room);
  all.fresh = laidOut(all.fresh, words, all.words, room);
};

/** The same rows, of so many words, in an array of that length. */
const laidOut = (rows: Bits, before: number, words: number, length: number): Bits => {
  const result = new Uint32Array(length);
  for (let from = 0, to = 0; from < rows.length; from += before, to += words) {
    result.set(rows.subarray(from, from + before), to);
  }
  return result;
};
