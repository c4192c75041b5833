import type { Counterexample } from '../model/counterexample.ts';

/** What became of one counterexample that a user keeps. */
export interface CorpusRecord {
  /** The name of its file, without `.json`. */
  readonly name: string;
  /** The invariant that it broke when it was found; empty where the file cannot be read. */
  readonly property: string;
  /**
   * `held`: no schedule of its scenario breaks it. `violated`: it breaks again, under its own schedule or another.
   * `inconclusive`: not every schedule could be searched. `not-judged`: its scenario does not fit the runtime.
   * `unreadable`: the file is no record, or not one for this Heddle.
   */
  readonly verdict: 'held' | 'violated' | 'inconclusive' | 'not-judged' | 'unreadable';
  /** What the verdict rests on, or why there is none; may be empty. */
  readonly note: string;
  /** It breaks, but not under the schedule in its file. */
  readonly otherSchedule?: true;
  /** The failure under the rules at hand, where it breaks. */
  readonly counterexample?: Counterexample;
}

/** What became of a folder of them: each must hold now. */
export interface CorpusResult {
  readonly folder: string;
  /** The records of these rules, and the files that are none. */
  readonly records: readonly CorpusRecord[];
  /** How many more records there are, found under rules of another id: they do not apply. */
  readonly others: number;
}
