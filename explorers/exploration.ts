import { mergeWaits, type WaitCounts } from '../properties/wait-coverage.ts';
import { mergeTraces, NO_TRACES, type TraceCount } from './trace-count.ts';

/** The first failure of a property: the run that showed it, and what replays it. */
export interface Failure<Scenario> {
  readonly property: string;
  /**
   * The number of the run, from 1; in an exhaustive search, of the state; in a stateless one, of the execution; in a
   * proof, of the instance.
   */
  readonly run: number;
  /** Where a proof found it. */
  readonly by?: 'proof';
  readonly scenario: Scenario;
  readonly schedule: readonly string[];
}

/** What a search found. Counts only: no clock, and nothing that depends on how the work was divided. */
export interface Exploration<Scenario> {
  readonly runs: number;
  readonly steps: number;
  /** Distinct states, where they were counted. */
  readonly states: number;
  /** Of a stateless search, whose runs are executions: how many more were given up, for they came to nothing new. */
  readonly blocked?: number;
  /** The bytes that an exhaustive search was bounded to, where they were what ended it. */
  readonly memoryFull?: number;
  /** Every interleaving of the scenario was covered. */
  readonly exhaustive: boolean;
  /** The runs that reached the bound of steps; exhaustive: the states from which nobody ever comes to rest. */
  readonly unfinished: number;
  readonly failures: readonly Failure<Scenario>[];
  /** In how many runs (exhaustive: steps) each *sometimes* was seen. */
  readonly seen: Readonly<Record<string, number>>;
  /** The traces that sampled runs were of. */
  readonly traces: TraceCount;
  /** Where signals fell in the waits of sampled runs, if that was counted. */
  readonly waits?: WaitCounts;
}

export const NOTHING_EXPLORED: Exploration<never> = {
  runs: 0,
  steps: 0,
  states: 0,
  exhaustive: false,
  unfinished: 0,
  failures: [],
  seen: {},
  traces: NO_TRACES,
};

/** Two explorations as one; of two failures of a property the one of the lower run stays. */
export const mergeExplorations = <Scenario>(
  a: Exploration<Scenario>,
  b: Exploration<Scenario>,
): Exploration<Scenario> => {
  const failures = new Map(a.failures.map((failure) => [failure.property, failure]));
  for (const failure of b.failures) {
    const known = failures.get(failure.property);
    if (known === undefined || failure.run < known.run) failures.set(failure.property, failure);
  }
  const seen = { ...a.seen };
  for (const [id, count] of Object.entries(b.seen)) seen[id] = (seen[id] ?? 0) + count;
  return {
    runs: a.runs + b.runs,
    steps: a.steps + b.steps,
    states: a.states + b.states,
    exhaustive: a.exhaustive || b.exhaustive,
    unfinished: a.unfinished + b.unfinished,
    failures: [...failures.values()],
    seen,
    traces: mergeTraces(a.traces, b.traces),
    ...(a.waits === undefined && b.waits === undefined
      ? {}
      : { waits: mergeWaits(a.waits ?? {}, b.waits ?? {}) }),
  };
};
