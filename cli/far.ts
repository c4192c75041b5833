import { aboutStates } from '../explorers/packed/estimate.ts';
import type { Far } from '../explorers/packed/search.ts';

/** How far a worker has come with an instance: what it writes into memory that is shared, and others read. */
export interface FarNow {
  readonly states: number;
  /** Those of them that are not visited. */
  readonly waiting: number;
  /** About how many there are; 0: not known yet. */
  readonly about: number;
}

const NUMBERS = 3;

/** The bytes that it takes. */
export const BYTES_OF_FAR: number = NUMBERS * Float64Array.BYTES_PER_ELEMENT;

export const writeFar = (numbers: Float64Array, { states, waiting, levels }: Far): void => {
  numbers.set([states, waiting, aboutStates(levels) ?? 0]);
};

/** Undefined where nothing was written yet. */
export const readFar = (numbers: Float64Array): FarNow | undefined => {
  const [states = 0, waiting = 0, about = 0] = numbers;
  return states === 0 ? undefined : { states, waiting, about };
};
