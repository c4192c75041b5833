import type { Budget } from './check-result.ts';

/** How many runs each strategy takes to find each planted bug: format 1. */
export interface MeasuredResult {
  readonly format: 1;
  readonly seed: string;
  readonly seeds: number;
  readonly budget: Budget;
  /** The one with the lowest worst case. */
  readonly best: string;
  /** The strategy that a check takes where none is named. */
  readonly default: string;
  readonly strategies: readonly StrategyResult[];
  readonly bugs: readonly MeasuredBug[];
}

/** One strategy over all bugs. */
export interface StrategyResult {
  readonly id: string;
  /** The hunts that did not find their bug within the budget. */
  readonly missed: number;
  /** The most runs that any hunt took; null if one missed. */
  readonly worst: number | null;
  /** The bug that took them. */
  readonly hardest: string;
  /** The geometric mean of the medians over the bugs, to the nearest run; null if some median is. */
  readonly mean: number | null;
}

export interface MeasuredBug {
  readonly id: string;
  readonly property: string;
  /** In the order of the strategies. */
  readonly cells: readonly MeasuredCell[];
}

/** One strategy on one bug. */
export interface MeasuredCell {
  readonly strategy: string;
  /** By seed: the number of the run that found it, or null. */
  readonly found: readonly (number | null)[];
  /** The lower one of two; null if that seed found nothing. */
  readonly median: number | null;
  readonly worst: number | null;
}
