import type { Budget, CheckResult } from './check-result.ts';

/** Whether a checker finds the bugs that were planted for it: format 1. */
export interface PlantedResult {
  readonly format: 1;
  readonly seed: string;
  readonly budget: Budget;
  /** What the numbers of a size count, before steps and preemptions. */
  readonly sizes: readonly string[];
  /** The worst verdict over the references. */
  readonly reference: { readonly verdict: CheckResult['verdict'] };
  readonly bugs: readonly {
    readonly id: string;
    /** The bugs of the documents that have this shape. */
    readonly rows: readonly string[];
    readonly property: string;
    /** By seed: the number of the run that found it, or null. */
    readonly found: readonly (number | null)[];
    readonly median: number | null;
    readonly worst: number | null;
    /** The smallest counterexample, by `sizes`, steps and preemptions. */
    readonly size: readonly number[] | null;
    /** The smallest of all, as far as it is known; and whether that is proved. */
    readonly minimum: { readonly size: readonly number[]; readonly proved: boolean } | null;
  }[];
}
