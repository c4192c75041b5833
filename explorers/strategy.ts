import type { Choose } from '../properties/run.ts';
import { numberAsMet, type Options } from './options.ts';
import type { Random } from './random.ts';

/**
 * Picks one of the options that are enabled: their numbers, at least one, stand in `words` from `first` to before `end`, in
 * canonical order, those of an actor side by side. The pick is told by its place there. `taken`: how many were before.
 */
export type PickOne = (words: Int32Array, first: number, end: number, taken: number) => number;

/** A way to pick schedules. `begin` is called once a run, with a stream that is that run's alone. */
export interface Strategy {
  readonly id: string;
  readonly says: string;
  begin(random: Random, options: Options): PickOne;
}

/** A strategy for one run of a machine. */
export const choosing = (strategy: Strategy, random: Random): Choose => {
  const options = numberAsMet();
  const pick = strategy.begin(random, options);
  let words = new Int32Array(0);
  return (enabled, schedule) => {
    if (words.length < enabled.length) words = new Int32Array(2 * enabled.length);
    for (let i = 0; i < enabled.length; i += 1) words[i] = options.number(enabled[i]!);
    return enabled[pick(words, 0, enabled.length, schedule.length)];
  };
};
