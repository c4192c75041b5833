import type { AuditOptions } from '../api/audit.ts';
import type { Recheck } from '../api/corpus.ts';
import type { MinimumOptions } from '../api/minimum.ts';
import type { CheckOptions } from '../api/plan.ts';
import type { Climb } from '../api/ladder.ts';
import type { Extent, Results } from '../api/levels.ts';
import type { InstanceResult } from '../api/open-search.ts';
import type { OutcomesOptions } from '../api/outcomes.ts';
import type { ProveOptions } from '../api/prove.ts';
import type { ReplayRequest, ReplayResult } from '../api/replay.ts';
import type { Exploration } from '../explorers/exploration.ts';
import type { AuditedInstance, AuditResult } from '../properties/audit-result.ts';
import type { CheckResult } from '../properties/check-result.ts';
import type { CorpusRecord } from '../properties/corpus-result.ts';
import type { Minimum } from '../properties/minimum.ts';
import type { OutcomesResult } from '../properties/outcome-result.ts';

/**
 * The rules under test. A runtime: a built-in one by its id, or a module by its path, and the digest that its rules
 * must have where another worker has loaded it before. Or a profile of the Canonical ABI machine, by its id.
 */
export type Subject =
  | { readonly builtIn: string }
  | { readonly profile: string }
  | { readonly file: string; readonly digest?: string };

/** What a worker is asked for, and what it answers. All of it survives a structured clone. */
export interface Tasks {
  readonly describe: { ask: Record<never, never>; answer: CheckResult['runtime'] };
  /** Covers the scenario of the options, or says null where that is not asked for or does not fit. */
  readonly cover: { ask: { options: CheckOptions }; answer: Exploration<unknown> | null };
  readonly batch: { ask: { options: CheckOptions; batch: number }; answer: Exploration<unknown> };
  /** Proves what the budget is enough for, or says null where that is not asked for after what was found. */
  readonly climb: {
    ask: { options: CheckOptions; found: Exploration<unknown> };
    answer: Climb<unknown> | null;
  };
  readonly conclude: {
    ask: {
      options: CheckOptions;
      found: Exploration<unknown>;
      climbed: Climb<unknown> | null;
    };
    answer: CheckResult;
  };
  /** The whole of a check, and whether each of its records replays. */
  readonly hunt: {
    ask: { options: CheckOptions };
    answer: { result: CheckResult; replays: boolean };
  };
  /** The first run that breaks the property, and nothing about it; or null. */
  readonly find: { ask: { options: CheckOptions; property: string }; answer: number | null };
  /** What there is to prove. */
  readonly bounds: { ask: { options: ProveOptions }; answer: Extent };
  readonly prove: {
    ask: { options: ProveOptions; number: number; part: PartFile | null };
    /** `ignored`: why what was saved of it is of no use, if it is not. */
    answer: { result: InstanceResult<unknown>; ignored: string | null };
  };
  readonly proved: {
    ask: { options: ProveOptions; results: Results<InstanceResult<unknown>> };
    answer: CheckResult;
  };
  /** What there is to audit: the number of instances. */
  readonly small: { ask: { options: AuditOptions }; answer: number };
  /** Audits the instances of these numbers. */
  readonly audit: {
    ask: { options: AuditOptions; numbers: readonly number[] };
    answer: readonly AuditedInstance[];
  };
  readonly audited: {
    ask: { options: AuditOptions; results: readonly AuditedInstance[] };
    answer: AuditResult;
  };
  /** The smallest counterexample of all; null where none was found to begin with. */
  readonly minimum: { ask: { options: MinimumOptions }; answer: Minimum | null };
  /** Every outcome of a scenario under the profile that is the subject. */
  readonly outcomes: {
    ask: { scenario: unknown; options: OutcomesOptions };
    answer: OutcomesResult;
  };
  readonly replay: { ask: { request: ReplayRequest }; answer: ReplayResult };
  readonly recheck: { ask: Recheck; answer: CorpusRecord };
}

/** Where a search under way is saved, of what, and from how many states on. */
export interface PartFile {
  readonly path: string;
  readonly key: string;
  readonly from: number;
}

export type TaskKind = keyof Tasks;

export type Request = {
  readonly [Kind in TaskKind]: {
    readonly kind: Kind;
    readonly subject: Subject;
  } & Tasks[Kind]['ask'];
}[TaskKind];

/** What a runtime module has written to the console, which is not shown. */
export interface Printed {
  /** The lines while it was loaded and its rules were read, which is the same in every worker. */
  readonly lines: number;
  /** The first of them; empty where there was none. */
  readonly first: string;
}

/** A HeddleError as plain data: classes do not survive the way between threads. */
export interface ErrorData {
  readonly code: string;
  readonly fact: string;
  readonly evidence: readonly string[];
  readonly next: string;
}

export type Response = ({ readonly answer: unknown } | { readonly error: ErrorData }) & {
  readonly printed: Printed | null;
};
