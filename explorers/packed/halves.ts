import { leastIn, meet, type Bits } from './bits.ts';
import type { Known } from './desk.ts';
import {
  crossFrom,
  holdsFor,
  newHalf,
  numberAfter,
  outlookOf,
  readInto,
  type Crossing,
  type Half,
} from './half.ts';
import type { Move, System } from './system.ts';

/** What a move of an actor in one half makes of both. */
export interface HalfMove {
  /** What its own half becomes: the number of a state. */
  readonly own: number;
  /** What it does to the other half, if it does anything. */
  readonly crossing: Crossing | null;
}

/** The moves from a pair by actors of the second half. */
export interface Plan {
  /** Where those lead that stay within it. */
  readonly inner: readonly number[];
  /** Those that change the first half. */
  readonly crossing: readonly HalfMove[];
}

/**
 * A system in two halves that meet seldom. The states of each are numbered as they are met, and a pair of numbers is a
 * state of the system. Components that both halves change are in both.
 */
export interface Halves {
  readonly start: readonly [number, number];
  /** The states met so far of each half. */
  readonly sizes: () => readonly [number, number];
  /** The moves of the first half from its state number `first`, with those states of the second for which they are the same. */
  readonly eachMove: (
    first: number,
    seconds: Bits,
    visit: (moves: readonly HalfMove[], seconds: Bits) => void,
  ) => void;
  /** The moves of the second half with state number `first` of the first, by state, as far as they were asked for. */
  readonly plansWith: (first: number) => (Plan | undefined)[];
  readonly planOf: (first: number, second: number) => Plan;
  /** The number of the other half's state after a crossing of the first or the second half. */
  readonly cross: (side: 0 | 1, crossing: Crossing, other: number) => number;
  /** Asks the properties about pairs in which nobody can move. */
  readonly rest: (first: number, seconds: Bits) => void;
  /** Whether a property broke. */
  readonly broke: () => boolean;
}

/** Both halves, and room for a state of the whole. */
interface Both {
  readonly system: System;
  readonly one: Half;
  readonly two: Half;
  readonly now: Int32Array;
  broke: boolean;
}

/** The two halves of a system, as the moves that are tabulated show them; undefined where it is one. */
export const halvesOf = (system: System): Halves | undefined => {
  const divided = divide(system);
  if (divided === undefined) return undefined;
  const { components } = system.layout;
  const [one, two] = divided.map(({ places, actors }) => newHalf(components, places, actors)) as [
    Half,
    Half,
  ];
  const now = system.initial.slice();
  const all: Both = { system, one, two, now, broke: system.broken.length > 0 };
  /** Plans are the same for all states of the first half that agree in what the second ever asks of it. */
  const plans = new Map<string, (Plan | undefined)[]>();
  return {
    start: [numberAfter(one, now, []), numberAfter(two, now, [])],
    sizes: () => [one.store.size(), two.store.size()],
    eachMove: (first, seconds, visit) => {
      for (const actor of one.actors) {
        const compute = (): Known<readonly Move[]> => system.knownMovesOf(now, actor);
        eachKnown(all, first, seconds, compute, (known, some) =>
          visit(movesIn(all, one, known), some),
        );
      }
    },
    plansWith: (first) => {
      const answers = [...one.asked.values()].map(({ ofTuple }) => ofTuple[first]).join();
      const known = plans.get(answers) ?? [];
      plans.set(answers, known);
      return known;
    },
    planOf: (first, second) => planOf(all, first, second),
    cross: (side, crossing, number) => {
      const known = crossing.after[number] ?? -1;
      return known >= 0 ? known : crossFrom(side === 0 ? two : one, crossing, number, now);
    },
    rest: (first, seconds) =>
      eachKnown(
        all,
        first,
        seconds,
        () => system.knownAtRest(now),
        ({ result }) => {
          if (result.length > 0) all.broke = true;
        },
      ),
    broke: () => all.broke,
  };
};

const load = ({ one, two, now }: Both, first: number, second: number): void => {
  readInto(one, first, now);
  readInto(two, second, now);
};

/** What is known of an actor's moves from the state that is loaded, as its half sees it. */
const movesIn = (all: Both, half: Half, known: Known<readonly Move[]>): readonly HalfMove[] => {
  const { crossings } = outlookOf(half, half === all.one ? all.two : all.one, known);
  return known.result.map(({ changes, broken }, i) => {
    if (broken.length > 0) all.broke = true;
    const own = numberAfter(half, all.now, changes);
    return { own, crossing: crossings[i]! };
  });
};

/** Works something out for all pairs, once for those that agree in what it takes. */
const eachKnown = <Result>(
  all: Both,
  first: number,
  seconds: Bits,
  compute: () => Known<Result>,
  visit: (known: Known<Result>, seconds: Bits) => void,
): void => {
  const left = seconds.slice();
  const some = seconds.slice();
  for (let second = leastIn(left); second >= 0; second = leastIn(left)) {
    load(all, first, second);
    const known = compute();
    meet(left, holdsFor(outlookOf(all.one, all.two, known), all.two), some);
    for (let i = 0; i < left.length; i += 1) left[i]! &= ~some[i]!;
    visit(known, some);
  }
};

const planOf = (all: Both, first: number, second: number): Plan => {
  const { system, two, now } = all;
  load(all, first, second);
  const moves = two.actors.flatMap((actor) => movesIn(all, two, system.knownMovesOf(now, actor)));
  return {
    inner: moves.filter(({ crossing }) => crossing === null).map(({ own }) => own),
    crossing: moves.filter(({ crossing }) => crossing !== null),
  };
};

/** Who and what is in each half. */
const divide = (
  system: System,
):
  | readonly { readonly actors: readonly number[]; readonly places: readonly number[] }[]
  | undefined => {
  const { components } = system.layout;
  const { groups } = system;
  if (groups.length < 2) return undefined;
  const ownOf = (actor: number): number =>
    components.findIndex(({ name }) => name === system.actors[actor]);
  const written = system.actors.map(
    (_, actor) => new Set([...system.steps(actor)].flat().map(({ index }) => index)),
  );
  const weight = (actors: readonly number[]): number =>
    actors.reduce((sum, actor) => sum + Math.log(components[ownOf(actor)]!.tuples.length), 0);
  const sides: [number[], number[]] = [[], []];
  for (const group of groups.toSorted((a, b) => weight(b) - weight(a))) {
    sides[weight(sides[0]) <= weight(sides[1]) ? 0 : 1].push(...group);
  }
  // The second is what the bits of a row stand for: the one with fewer states.
  const [small, large] = sides.toSorted((a, b) => weight(a) - weight(b)) as [number[], number[]];
  return [large, small].map((actors, side) => {
    const others = side === 0 ? small : large;
    const changed = (by: readonly number[], index: number): boolean =>
      by.some((actor) => ownOf(actor) === index || written[actor]!.has(index));
    const places = components
      .map(({ index }) => index)
      .filter((index) => changed(actors, index) || (side === 0 && !changed(others, index)));
    return { actors: actors.toSorted((a, b) => a - b), places };
  });
};
