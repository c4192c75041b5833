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
  begin: (random) => {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const depth = pick(DEPTHS);
    const span = pick(SPANS);
    const changes = new Set(Array.from({ length: depth - 1 }, () => Math.floor(random() * span)));
    const priorities = new Map<string, number>();
    const priority = (actor: string): number => {
      const drawn = priorities.get(actor) ?? random();
      priorities.set(actor, drawn);
      return drawn;
    };
    return (enabled, schedule) => {
      const leader = (): string =>
        enabled.map(({ actor }) => actor).reduce((a, b) => (priority(b) > priority(a) ? b : a));
      // Behind all others, and behind those that fell earlier.
      if (changes.has(schedule.length)) priorities.set(leader(), -1 - schedule.length);
      const first = leader();
      return pick(enabled.filter(({ actor }) => actor === first));
    };
  },
};
