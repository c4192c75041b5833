import type { Json } from '../model/json.ts';

/** A search of every scenario of a size, and what came of it. */
export interface SearchedSize {
  readonly tasks: number;
  /** The most frames beyond one for each task; null: any number. */
  readonly calls: number | null;
  /** The most operations that are no calls, and signals of host threads, together; null: any number. */
  readonly work: number | null;
  /** The most host threads, one signal or cancel each. */
  readonly threads: number;
  /** The most frames of a task at a time. */
  readonly depth: number;
  readonly waitables: number;
  readonly sets: number;
  readonly locks: number;
  readonly states: number;
  /** Every state was visited, and nothing broke. */
  readonly complete: boolean;
}

/** The smallest scenario that breaks a property, as far as that is proved. */
export interface Minimum {
  readonly bug: string;
  readonly property: string;
  /** Tasks, frames, operations and signals; steps, preemptions. */
  readonly size: readonly number[];
  /** Whether every smaller size (by tasks, then frames, then operations and signals) was searched, in vain. */
  readonly proved: boolean;
  /** Whether every scenario of this size was searched for the shortest schedule. */
  readonly shortest: boolean;
  /** The digest of the rules of which this is true. */
  readonly digest: string;
  readonly scenario: Json;
  readonly schedule: readonly string[];
  readonly searched: readonly SearchedSize[];
}

/** The minima of the planted bugs: the file `docs/minimum.json`, format 1. */
export interface Minima {
  readonly format: 1;
  readonly bugs: readonly Minimum[];
}
