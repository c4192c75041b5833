import type { Ending, Entry } from '../model/canonical/outcome.ts';

/** One of the outcomes that a profile allows, over all interleavings. */
export interface AllowedOutcome extends Ending {
  /** What is seen on the way, in order. */
  readonly history: readonly Entry[];
  /** The fewest actions that lead to it. */
  readonly witness: readonly string[];
}

/** Every outcome of a scenario under a profile. */
export interface OutcomesResult {
  readonly profile: { readonly id: string; readonly says: string };
  /** Every interleaving was covered. */
  readonly complete: boolean;
  /** The number of interleavings; null where it has none, for a run may go on for ever, or not all were covered. */
  readonly interleavings: bigint | null;
  /** The states that were met, each with what was seen before it. */
  readonly states: number;
  /** The bytes that the search was bounded to, where they were what ended it. */
  readonly memoryFull?: number;
  /** By the length of their witnesses. */
  readonly outcomes: readonly AllowedOutcome[];
}
