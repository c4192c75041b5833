import { follow } from './change.ts';
import { NewlyAsked } from './draft.ts';
import type { System } from './system.ts';

/** Does a piece of work, again and again, until nothing in it asks for a field for the first time. */
export const withAllAsked = <Result>(system: System, work: () => Result): Result => {
  for (;;) {
    try {
      return work();
    } catch (error) {
      // States that were one until now are several: begin again.
      if (!(error instanceof NewlyAsked)) throw error;
      system.reset();
    }
  }
};

/** The runs, and the steps that each takes at most. */
const SCOUTS = 40;
const SCOUT_STEPS = 200;

/**
 * Follows some runs to their ends. Most that is ever asked for has been asked for then, and a search need not begin
 * again; and tables show who changes what.
 */
export const scout = (system: System): void => {
  const vector = system.initial.slice();
  const target = vector.slice();
  let state = 1;
  for (let run = 0; run < SCOUTS; run += 1) {
    vector.set(system.initial);
    for (let step = 0; step < SCOUT_STEPS; step += 1) {
      const moves = system.actors.flatMap((_, actor) => system.movesOf(vector, actor));
      if (moves.length === 0) {
        system.atRest(vector);
        break;
      }
      // Any way to pick them does, as long as it is always the same.
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      follow(vector, moves[(state >>> 8) % moves.length]!.changes, target);
      vector.set(target);
    }
  }
};
