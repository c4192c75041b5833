import type { Strategy } from './strategy.ts';

/**
 * Partial order sampling: every enabled action has a random priority, the highest goes first, and the
 * actions that it races with draw again. Local actions go at once: their order changes nothing.
 *
 * Yuan, Yang and Gu, "Partial Order Aware Concurrency Sampling", CAV 2018.
 */
export const partialOrderSampling: Strategy = {
  id: 'pos',
  says: 'partial order sampling, with local steps at once',
  begin: (random, { names, locals, race }) => {
    /** By name; below zero, or none at all: to be drawn. */
    const priorities: number[] = [];
    return (words, first, end) => {
      for (let i = first; i < end; i += 1) {
        const option = words[i]!;
        if (locals[option] === true) {
          priorities[names[option]!] = -1;
          return i;
        }
      }
      let best = first;
      let highest = -1;
      for (let i = first; i < end; i += 1) {
        const name = names[words[i]!]!;
        let drawn = priorities[name];
        if (drawn === undefined || drawn < 0) drawn = priorities[name] = random();
        if (drawn > highest) {
          best = i;
          highest = drawn;
        }
      }
      const taken = words[best]!;
      for (let i = first; i < end; i += 1) {
        const option = words[i]!;
        if (race(option, taken)) priorities[names[option]!] = -1;
      }
      return best;
    };
  },
};
