import type { Budget, CheckResult } from './check-result.ts';

/** Whether a checker finds the bugs that were planted for it: format 1. */
export interface PlantedResult {
  readonly format: 1;
  readonly seed: string;
  readonly budget: Budget;
  /** The worst verdict over the references. */
  readonly reference: { readonly verdict: CheckResult['verdict'] };
  readonly bugs: readonly {
    readonly id: string;
    /** The bugs of `docs/planted-bugs.md` that have this shape. */
    readonly rows: readonly string[];
    readonly property: string;
    /** By seed: the number of the run that found it, or null. */
    readonly found: readonly (number | null)[];
    readonly median: number | null;
    readonly worst: number | null;
    /** The smallest counterexample: tasks, frames, operations and signals, steps, preemptions. */
    readonly size: readonly number[] | null;
    /** The smallest of all, as far as it is known; and whether that is proved. */
    readonly minimum: { readonly size: readonly number[]; readonly proved: boolean } | null;
  }[];
}
