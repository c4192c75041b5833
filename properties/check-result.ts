import type { Counterexample } from '../model/counterexample.ts';
import type { WaitRow } from './wait-coverage.ts';
import type { CorpusResult } from './corpus-result.ts';

/** What a search may cost. Never time: the same budget gives the same result on any machine. */
export interface Budget {
  readonly runs: number;
  /** The schedules under which each drawn scenario is run. */
  readonly schedules: number;
  /** The most steps of a run. */
  readonly steps: number;
  /** The most states of an exhaustive search. */
  readonly states: number;
}

/** What became of one invariant. */
export interface PropertyResult {
  readonly id: string;
  readonly says: string;
  /** `inconclusive`: runs were cut off before everybody came to rest. `not-judged`: events are missing. */
  readonly verdict: 'held' | 'violated' | 'inconclusive' | 'not-judged';
  /** The runs in which it held; of a violated one, the number of the run that broke it. */
  readonly runs: number;
  readonly exhaustive: boolean;
  /** It tells why other properties broke, and is told beside them. */
  readonly diagnosis: boolean;
  readonly counterexample?: Counterexample;
}

/** How often a *sometimes* was seen. */
export interface WitnessResult {
  readonly id: string;
  readonly says: string;
  readonly count: number;
  /** Why it cannot happen here, if it cannot. */
  readonly inapplicable?: string;
}

/** Within which bounds every program is meant. */
export interface ProofBounds {
  readonly tasks: number;
  /** The most executors; the tasks are spread over them in every way. */
  readonly executors: number;
  readonly waitables: number;
  readonly sets: number;
  readonly locks: number;
  readonly stores: number;
  /** Signals and cancels of host threads. */
  readonly signals: number;
  /** Frames of a task. */
  readonly depth: number;
  /** Operations of a task, calls among them. */
  readonly operations: number;
  /** Operations of all tasks and signals of all host threads together; null: as many as the other bounds allow. */
  readonly work: number | null;
  /** The operations, by their words. */
  readonly vocabulary: readonly string[];
}

/** What a check proved besides what it sampled: every program within bounds, under every interleaving. */
export interface Proved {
  readonly bounds: ProofBounds;
  /** What the rules describe, but no program within the bounds does, in words. */
  readonly notCovered: readonly string[];
  readonly instances: number;
  readonly states: number;
  readonly transitions: number;
}

/** How a search went on where its memory was full: what it met then is told by a few bits, and may be mistaken for known. */
export interface Beyond {
  /** The states that are stored: those are not mistaken. */
  readonly exact: number;
  /** The states that were met besides, each told by its bits alone. */
  readonly more: number;
  /** The bits of the table, and how many a state sets. */
  readonly bits: number;
  readonly hashes: number;
  /** The chance, at the end, that a new state is taken for a known one. */
  readonly chance: number;
  /** How many states are expected to have been taken so in all; what only those lead to is not counted. */
  readonly missed: number;
  /** Met, and not gone on from: the way to them was too long to be kept. */
  readonly dropped: number;
  /** Everything else that was met was gone on from. */
  readonly ended: boolean;
}

/** Bounds of a proof, and what was searched within them. */
export interface Proof {
  readonly bounds: ProofBounds;
  /** What is within the bounds, but has no place in the runtime, in words; null where that is nothing. */
  readonly leftOut: string | null;
  /** What the rules describe and their scope has, but what was searched has not, in words: it comes first. */
  readonly notCovered: readonly string[];
  /** The bytes that the states of one instance may take, if they are bounded. */
  readonly memory?: number;
  /** What was left out by words for it, where that is not all that can be. */
  readonly reduce?: readonly string[];
  /** How many instances there are within the bounds: who is where, and what is in which set. */
  readonly instances: number;
  /** Those that were searched, in order. */
  readonly searched: readonly {
    readonly says: string;
    readonly states: number;
    readonly transitions: number;
    readonly complete: boolean;
    readonly beyond?: Beyond;
  }[];
}

/** The traces that sampled runs were of: runs that differ only in the order of independent steps are of one. */
export interface SampledTraces {
  readonly distinct: number;
  /** Those that only one run was of. */
  readonly once: number;
  /** They were counted; else estimated from a part of them. */
  readonly exact: boolean;
  /** The estimated chance that one more run is of a trace that none was of. */
  readonly chance: number;
  /** The chance at which sampling was to end, if it was, and whether it did. */
  readonly goal?: { readonly below: number; readonly reached: boolean };
}

export interface CheckResult {
  readonly runtime: { readonly id: string; readonly says: string; readonly digest: string };
  readonly seed: string;
  /** The scope of the rules, in words; left out: all programs. */
  readonly scope?: string;
  readonly strategy: string;
  readonly budget: Budget;
  readonly verdict: 'held' | 'violated' | 'inconclusive';
  readonly properties: readonly PropertyResult[];
  readonly witnesses: readonly WitnessResult[];
  readonly explored: {
    readonly runs: number;
    /** The scenarios that were run: those drawn, or the one that was given. */
    readonly scenarios: number;
    readonly steps: number;
    readonly states: number;
    readonly exhaustive: boolean;
    readonly unfinished: number;
    /** The bytes that an exhaustive search was bounded to, where they were what ended it. */
    readonly memoryFull?: number;
    /** Of a stateless search, whose runs are executions: how many more were given up, for they came to nothing new. */
    readonly blocked?: number;
    /** Of sampling: how much of what there is to see was seen. */
    readonly traces?: SampledTraces;
    /** Of sampling: where signals fell in waits, if that was asked for. */
    readonly waits?: readonly WaitRow[];
  };
  /** The signal that ended the search, if one did: what was found until then. */
  readonly interrupted?: string;
  /** The counterexamples that were replayed first, where a folder of them was given. */
  readonly corpus?: CorpusResult;
  /** Where every program within bounds was searched. */
  readonly proof?: Proof;
  /** What a check that sampled could prove besides, within its budget of states. */
  readonly proved?: Proved;
}
