import type { Strategy } from './strategy.ts';

/** The uniform walk over actors: each actor that can move is as likely as any other. */
export const walk: Strategy = {
  id: 'walk',
  says: 'uniform: every actor that can move is equally likely, then each of its choices',
  begin:
    (random, { actors }) =>
    (words, first, end) => {
      let able = 1;
      for (let i = first + 1; i < end; i += 1) {
        if (actors[words[i]!] !== actors[words[i - 1]!]) able += 1;
      }
      // Each has one choice.
      let from = first + Math.floor(random() * able);
      let to = from + 1;
      if (able < end - first) {
        let left = from - first;
        for (from = first; left > 0; from += 1) {
          if (actors[words[from + 1]!] !== actors[words[from]!]) left -= 1;
        }
        for (to = from + 1; to < end && actors[words[to]!] === actors[words[from]!];) to += 1;
      }
      return from + Math.floor(random() * (to - from));
    },
};
