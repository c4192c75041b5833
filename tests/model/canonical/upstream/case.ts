import type { Scenario } from '../../../../model/canonical/scenario.ts';

/** What a test of the specification says, restated: a world, and all that may come of it. */
export interface UpstreamCase {
  readonly name: string;
  readonly scenario: Scenario;
  /** The profile that it is true of; the specification's own if left out. */
  readonly profile?: 'amended' | 'wasmtime' | 'jco';
  /** Every outcome over all interleavings, as `outcomeText` tells it. */
  readonly outcomes: readonly string[];
}
