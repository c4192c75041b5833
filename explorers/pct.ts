import type { Strategy } from './strategy.ts';

/** The depths that runs are drawn for: a bug of depth d needs d - 1 changes of priority, and too few find nothing. */
const DEPTHS = [1, 2, 3, 4, 5, 6, 7, 8];

/** How many steps the changes are spread over, for a run whose length nobody knows: drawn anew for each run. */
const SPANS = [6, 12, 24, 48];

/**
 * Probabilistic concurrency testing: every actor has a random priority and the highest that can move goes first;
 * at a few random steps the one that would move falls behind all others. The depth is swept, not fixed.
 *
 * Burckhardt, Kothari, Musuvathi and Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of
 * Finding Bugs", ASPLOS 2010.
 */
export const pct: Strategy = {
  id: 'pct',
  says: 'probabilistic concurrency testing, swept over depths 1 to 8',
  begin: (random, { actors }) => {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const depth = pick(DEPTHS);
    const span = pick(SPANS);
    const changes: number[] = [];
    for (let i = 1; i < depth; i += 1) changes.push(Math.floor(random() * span));
    /** By actor. */
    const priorities: number[] = [];
    const priority = (actor: number): number => {
      const drawn = priorities[actor];
      return drawn === undefined ? (priorities[actor] = random()) : drawn;
    };
    /** The place of the first option of the actor that goes first. */
    const leading = (words: Int32Array, first: number, end: number): number => {
      let leader = first;
      for (let i = first + 1; i < end; i += 1) {
        // The order in which they are asked is that in which their priorities are drawn.
        if (priority(actors[words[i]!]!) > priority(actors[words[leader]!]!)) leader = i;
      }
      return leader;
    };
    return (words, first, end, taken) => {
      // Behind all others, and behind those that fell earlier.
      if (taken < span && changes.includes(taken)) {
        priorities[actors[words[leading(words, first, end)]!]!] = -1 - taken;
      }
      const from = leading(words, first, end);
      let to = from + 1;
      while (to < end && actors[words[to]!] === actors[words[from]!]) to += 1;
      return from + Math.floor(random() * (to - from));
    };
  },
};
