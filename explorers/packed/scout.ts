import { follow } from './change.ts';
import { NewlyAsked } from './draft.ts';
import type { Move, System } from './system.ts';

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
 * Follows some runs to their ends, in which all that there is is told apart, and forgets what nobody asked for. Most that
 * is ever asked for has been asked for then, and a search need not begin again.
 */
export const scout = (system: System): void => {
  const { fields } = system.layout;
  const before = fields.filter(({ asked }) => asked);
  for (const field of fields) field.asked = true;
  followSome(system);
  for (const field of fields) field.asked = field.read;
  for (const field of before) field.asked = true;
  system.reset();
};

/** Follows some runs to their ends: the tables then show most of who changes what. */
export const followSome = (system: System): void => {
  const vector = system.initial.slice();
  const target = vector.slice();
  const able: (readonly Move[])[] = [];
  let state = 1;
  for (let run = 0; run < SCOUTS; run += 1) {
    vector.set(system.initial);
    for (let step = 0; step < SCOUT_STEPS; step += 1) {
      system.persistent(vector, true, able);
      const moves = able.flat();
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
