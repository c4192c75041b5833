import type { Machine } from '../model/machine.ts';
import type { MachineEvent } from '../model/machine-event.ts';
import type { Suite } from '../properties/property.ts';
import { run, type Break, type Run } from '../properties/run.ts';
import { fingerprinted } from './fingerprint.ts';
import { canBeTabled, tabledRuns } from './packed/tabled-runs.ts';
import type { Random } from './random.ts';
import { choosing, type Strategy } from './strategy.ts';

/** A property that broke in a run, and after how many actions. */
export type FirstBreak = Pick<Break, 'property' | 'steps'>;

/** What sampling wants to know of a run. */
export interface Sampled {
  /** How many actions were taken. */
  readonly steps: number;
  readonly end: Run['end'];
  /** The properties that broke, in that order, each with the first time that it did. */
  readonly broken: readonly FirstBreak[];
  /** In that order. */
  readonly seen: readonly string[];
  /** The fingerprint of its trace. */
  readonly print: number;
  /** The names of its first actions; until the next run of the subject. */
  readonly schedule: (length: number) => readonly string[];
}

/** Something that schedules are run of: a scenario under the rules of a runtime, judged by a suite. */
export interface Subject {
  /** Runs it once, by a strategy that draws from `random`, for at most that many steps. */
  readonly run: (strategy: Strategy, random: Random, steps: number) => Sampled;
}

/** The runs that go without tables: filling them pays only later. */
const MACHINE_RUNS = 20;

/** A subject; `text` tells it from all others. */
export const subjectOf = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  text: string,
): Subject => {
  let subject = machineRuns(machine, suite, text);
  let runs = 0;
  return {
    run: (strategy, random, steps) => {
      // Not before: a machine may work out its parts when it is asked for them.
      if (runs === MACHINE_RUNS && canBeTabled(machine)) subject = tabledRuns(machine, suite, text);
      runs += 1;
      return subject.run(strategy, random, steps);
    },
  };
};

/** Runs of the machine itself, whose events `tell` is told. */
export const machineRuns = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  text: string,
  tell?: (events: readonly MachineEvent[]) => void,
): Subject => {
  const watched = fingerprinted(machine, text);
  return {
    run: (strategy, random, steps) => {
      watched.begin();
      const choose = choosing(strategy, random);
      const { end, broken, seen, schedule, events } = run(watched.machine, suite, choose, {
        steps,
      });
      tell?.(events);
      return {
        steps: schedule.length,
        end,
        broken,
        seen: [...seen],
        print: watched.print(),
        schedule: (length) => schedule.slice(0, length),
      };
    },
  };
};
