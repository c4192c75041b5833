import * as fc from 'fast-check';
import type { MachineEvent } from '../model/machine-event.ts';
import type { Machine } from '../model/machine.ts';
import type { Suite } from '../properties/property.ts';
import { run } from '../properties/run.ts';
import { mergeWaits, type WaitCounts } from '../properties/wait-coverage.ts';
import type { Exploration, Failure } from './exploration.ts';
import { fingerprinted } from './fingerprint.ts';
import { seed32, stream } from './random.ts';
import { choosing, type Strategy } from './strategy.ts';
import { countTraces } from './trace-count.ts';
import { drawVocabulary } from './vocabulary.ts';

/** What sampling runs: scenarios, each under several schedules. */
export interface Sampling<Scenario, State, Ledger, Setting> {
  readonly machine: (scenario: Scenario) => Machine<State>;
  readonly suite: Suite<Ledger, Setting>;
  /** The words for what scenarios may use; each batch draws some of them. */
  readonly vocabulary: readonly string[];
  /** Where scenarios of these words come from: drawn, or the one that is given. */
  readonly scenarios: (words: ReadonlySet<string>) => fc.Arbitrary<Scenario>;
  readonly strategy: Strategy;
  readonly seed: string;
  /** The number of runs in all. */
  readonly runs: number;
  /** The schedules that each scenario is run under. */
  readonly schedules: number;
  /** The most steps of a run. */
  readonly steps: number;
  /** Ends the batch with the run in which this property first breaks. */
  readonly until?: string | undefined;
  /** Counts the waits of a run by its events; left out: they are not counted. */
  readonly countWaits?: ((events: readonly MachineEvent[]) => WaitCounts) | undefined;
}

/** The scenarios of a batch: the unit of work, of drawing, and of stopping early. */
const BATCH_SCENARIOS = 50;

/** How many batches the runs of a sampling make. */
export const batchCount = ({ runs, schedules }: { runs: number; schedules: number }): number =>
  Math.ceil(runs / (schedules * BATCH_SCENARIOS));

/**
 * Runs batch number `batch`. Everything random in it is named by the root seed and the number of the batch
 * or run, so batches can be run in any order, anywhere.
 */
export const sampleBatch = <Scenario, State, Ledger, Setting>(
  sampling: Sampling<Scenario, State, Ledger, Setting>,
  batch: number,
): Exploration<Scenario> => {
  const { machine, suite, vocabulary, scenarios, strategy, seed, schedules, steps, until } =
    sampling;
  let waits: WaitCounts = {};
  const first = batch * BATCH_SCENARIOS * schedules;
  const last = Math.min(sampling.runs, first + BATCH_SCENARIOS * schedules);
  const failures = new Map<string, Failure<Scenario>>();
  const seen: Record<string, number> = {};
  const prints: number[] = [];
  let taken = 0;
  let unfinished = 0;
  let number = first;
  const explore = (scenario: Scenario): boolean => {
    // Scenarios are all drawn in one way, so equal ones have their fields in one order.
    const subject = fingerprinted(machine(scenario), JSON.stringify(scenario));
    const goesOn = (): boolean => number < last && !(until !== undefined && failures.has(until));
    for (let i = 0; i < schedules && goesOn(); i += 1) {
      number += 1;
      subject.begin();
      const choose = choosing(strategy, stream(`${seed}/run/${number}`));
      const result = run(subject.machine, suite, choose, { steps });
      prints.push(subject.print());
      taken += result.schedule.length;
      if (result.end === 'bound') unfinished += 1;
      if (sampling.countWaits !== undefined)
        waits = mergeWaits(waits, sampling.countWaits(result.events));
      for (const id of result.seen) seen[id] = (seen[id] ?? 0) + 1;
      for (const { property, steps: at } of result.broken) {
        if (failures.has(property)) continue;
        failures.set(property, {
          property,
          run: number,
          scenario,
          schedule: result.schedule.slice(0, at),
        });
      }
    }
    return goesOn();
  };
  const words = drawVocabulary(vocabulary, batch, stream(`${seed}/vocabulary/${batch}`));
  draw(scenarios(words), `${seed}/scenarios/${batch}`, explore);
  return {
    runs: number - first,
    steps: taken,
    states: 0,
    exhaustive: false,
    unfinished,
    failures: [...failures.values()],
    seen,
    traces: countTraces(prints),
    ...(sampling.countWaits === undefined ? {} : { waits }),
  };
};

/** Draws scenarios until `visit` wants no more. fast-check only draws here: shrinking is our own. */
const draw = <Scenario>(
  scenarios: fc.Arbitrary<Scenario>,
  path: string,
  visit: (scenario: Scenario) => boolean,
): void => {
  const faults: unknown[] = [];
  const goOn = (scenario: Scenario): boolean => {
    try {
      return visit(scenario);
    } catch (error) {
      faults.push(error);
      return false;
    }
  };
  fc.check(fc.property(scenarios, goOn), {
    seed: seed32(path),
    numRuns: BATCH_SCENARIOS,
    endOnFailure: true,
  });
  if (faults.length > 0) throw faults[0];
};
