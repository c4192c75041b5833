import * as fc from 'fast-check';
import type { MachineEvent } from '../model/machine-event.ts';
import type { Machine } from '../model/machine.ts';
import type { Suite } from '../properties/property.ts';
import { mergeWaits, type WaitCounts } from '../properties/wait-coverage.ts';
import type { Exploration, Failure } from './exploration.ts';
import { seed32, stream } from './random.ts';
import type { Strategy } from './strategy.ts';
import { machineRuns, subjectOf, type Subject } from './subject.ts';
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
  const { vocabulary, scenarios, strategy, seed, schedules, steps, until, countWaits } = sampling;
  let waits: WaitCounts = {};
  const subjectIn = (scenario: Scenario): Subject =>
    countWaits === undefined
      ? keptSubject(sampling, scenario)
      : machineRuns(sampling.machine(scenario), sampling.suite, textOf(scenario), (events) => {
          waits = mergeWaits(waits, countWaits(events));
        });
  const first = batch * BATCH_SCENARIOS * schedules;
  const last = Math.min(sampling.runs, first + BATCH_SCENARIOS * schedules);
  const failures = new Map<string, Failure<Scenario>>();
  /** How many runs saw what. */
  const sights = new Map<readonly string[], number>();
  const prints: number[] = [];
  let taken = 0;
  let unfinished = 0;
  let number = first;
  const explore = (scenario: Scenario): boolean => {
    const subject = subjectIn(scenario);
    const goesOn = (): boolean => number < last && !(until !== undefined && failures.has(until));
    for (let i = 0; i < schedules && goesOn(); i += 1) {
      number += 1;
      const result = subject.run(strategy, stream(`${seed}/run/${number}`), steps);
      prints.push(result.print);
      taken += result.steps;
      if (result.end === 'bound') unfinished += 1;
      sights.set(result.seen, (sights.get(result.seen) ?? 0) + 1);
      for (const { property, steps: at } of result.broken) {
        if (failures.has(property)) continue;
        failures.set(property, {
          property,
          run: number,
          scenario,
          schedule: result.schedule(at),
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
    seen: countEach(sights),
    traces: countTraces(prints),
    ...(countWaits === undefined ? {} : { waits }),
  };
};

/** How often there is each id in lists that there are so often. */
const countEach = (
  lists: ReadonlyMap<readonly string[], number>,
): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const [ids, times] of lists) {
    for (const id of ids) counts[id] = (counts[id] ?? 0) + times;
  }
  return counts;
};

/** Scenarios are all drawn in one way, so equal ones have their fields in one order. */
const textOf = (scenario: unknown): string => JSON.stringify(scenario);

/** The last subject of each way to make machines, and all that it was made of but that. */
const kept = new WeakMap<object, { readonly of: readonly unknown[]; readonly subject: Subject }>();

/** The scenario to run: as the one before where it is the same, for what that one has learnt is good for more runs. */
const keptSubject = <Scenario, State, Ledger, Setting>(
  { machine, suite }: Sampling<Scenario, State, Ledger, Setting>,
  scenario: Scenario,
): Subject => {
  const text = textOf(scenario);
  const of = [text, suite.observer, ...suite.properties];
  const last = kept.get(machine);
  if (last?.of.length === of.length && of.every((each, i) => each === last.of[i])) {
    return last.subject;
  }
  const subject = subjectOf(machine(scenario), suite, text);
  kept.set(machine, { of, subject });
  return subject;
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
