import { independent, isLocal, type Action } from '../model/machine.ts';
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
  begin: (random) => {
    const priorities = new Map<string, number>();
    const priority = ({ name }: Action): number => {
      const drawn = priorities.get(name) ?? random();
      priorities.set(name, drawn);
      return drawn;
    };
    return (enabled) => {
      const local = enabled.find(isLocal);
      if (local !== undefined) {
        priorities.delete(local.name);
        return local;
      }
      const first = enabled[0]!;
      let best = first;
      let highest = priority(first);
      for (const action of enabled.slice(1)) {
        const drawn = priority(action);
        if (drawn > highest) [best, highest] = [action, drawn];
      }
      for (const action of enabled) {
        if (!independent(action, best)) priorities.delete(action.name);
      }
      return best;
    };
  },
};
