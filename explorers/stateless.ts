import type { Machine, Step } from '../model/machine.ts';
import { QUIESCENT } from '../model/machine-event.ts';
import { judge } from '../properties/judge.ts';
import type { Suite } from '../properties/property.ts';
import { everyTrace, type Execution } from './every-trace.ts';
import type { Exploration, Failure } from './exploration.ts';
import { NO_TRACES } from './trace-count.ts';

/** How far a stateless search goes: the most executions, and the most steps of one. */
interface Limits {
  readonly runs: number;
  readonly steps: number;
  /** Whether the search is to end where it is. */
  readonly stopped?: (() => boolean) | undefined;
}

/**
 * Covers every interleaving of one scenario by one execution of each trace, and remembers no states: what is left out
 * differs from what is run only in the order of steps that have nothing to do with each other. Gives up, with
 * `exhaustive: false`, past `runs` executions.
 */
export const stateless = <Scenario, State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  scenario: Scenario,
  { runs, steps, stopped }: Limits,
): Exploration<Scenario> => {
  const failures = new Map<string, Failure<Scenario>>();
  const seen: Record<string, number> = {};
  let unfinished = 0;
  let complete = true;
  let run = 0;
  const visit = (execution: Execution<State>): boolean => {
    complete = run < runs && stopped?.() !== true;
    if (!complete) return true;
    run += 1;
    if (execution.cutOff) unfinished += 1;
    const { broken, shown } = judgeAll(suite, execution);
    for (const id of shown) seen[id] = (seen[id] ?? 0) + 1;
    for (const [property, at] of broken) {
      if (failures.has(property)) continue;
      failures.set(property, {
        property,
        run,
        scenario,
        schedule: execution.names.slice(0, at),
      });
    }
    return false;
  };
  const { steps: taken, blocked } = everyTrace(machine, { steps, visit });
  return {
    runs: run,
    steps: taken,
    states: 0,
    blocked,
    exhaustive: complete && unfinished === 0,
    unfinished,
    failures: [...failures.values()],
    seen,
    traces: NO_TRACES,
  };
};

/** What an execution broke, each with the number of steps that took, and what it showed. */
const judgeAll = <State, Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
  { steps, cutOff }: Execution<State>,
): { readonly broken: ReadonlyMap<string, number>; readonly shown: ReadonlySet<string> } => {
  const broken = new Map<string, number>();
  const shown = new Set<string>();
  const ledger = suite.observer.initial();
  const take = ({ events }: Pick<Step<State>, 'events'>, at: number): void => {
    const judgement = judge(suite, ledger, events);
    for (const id of judgement.seen) shown.add(id);
    for (const { property } of judgement.broken) {
      if (!broken.has(property)) broken.set(property, at);
    }
  };
  for (const [at, step] of steps.entries()) take(step, at);
  if (!cutOff) take({ events: [QUIESCENT] }, steps.length - 1);
  return { broken, shown };
};
