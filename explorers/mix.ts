import type { Strategy } from './strategy.ts';

/**
 * A strategy of several: each run is given to one of them, drawn from the run's own stream, all equally likely. A
 * bug that one of them hardly ever meets is then met about as soon as by the best of them, times their number.
 */
export const mix = (parts: readonly Strategy[]): Strategy => ({
  id: parts.map(({ id }) => id).join('+'),
  says: `a mix: each run is given to one of ${parts.map(({ id }) => id).join(', ')}`,
  begin: (random, options) => parts[Math.floor(random() * parts.length)]!.begin(random, options),
});
