import type { Counterexample } from '../model/counterexample.ts';

/** What became of one counterexample that a user keeps. */
export interface CorpusRecord {
  /** The name of its file, without `.json`. */
  readonly name: string;
  /** The invariant that it broke when it was found; empty where the file cannot be read. */
  readonly property: string;
  /**
   * `violated`: it breaks again. `inconclusive`: the run did not end. `not-judged`: its scenario does not fit the
   * runtime. `unreadable`: the file is no record, or not one for this Heddle.
   */
  readonly verdict: 'held' | 'violated' | 'inconclusive' | 'not-judged' | 'unreadable';
  /** Why it was not judged or read, or how the replay differs from the record; may be empty. */
  readonly note: string;
  /** The failure under the rules at hand, where it breaks. */
  readonly counterexample?: Counterexample;
}

/** What became of a folder of them: each must hold now. */
export interface CorpusResult {
  readonly folder: string;
  readonly records: readonly CorpusRecord[];
}
