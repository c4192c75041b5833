import type { Strategy } from './strategy.ts';

/** The uniform walk over actors: each actor that can move is as likely as any other. */
export const walk: Strategy = {
  id: 'walk',
  says: 'uniform: every actor that can move is equally likely, then each of its choices',
  begin: (random) => (enabled) => {
    const actors = [...new Set(enabled.map(({ actor }) => actor))];
    const actor = actors[Math.floor(random() * actors.length)];
    const choices = enabled.filter((action) => action.actor === actor);
    return choices[Math.floor(random() * choices.length)];
  },
};
