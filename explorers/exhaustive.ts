import type { Machine } from '../model/machine.ts';
import type { Suite } from '../properties/property.ts';
import { breadthFirst } from './breadth-first.ts';
import type { Exploration, Failure } from './exploration.ts';
import { NO_TRACES } from './trace-count.ts';

/**
 * Covers every interleaving of one scenario. Each failure comes with a shortest schedule, and the number of
 * its run is that of the state that showed it. Gives up, with `exhaustive: false`, past `limit` states or
 * `memory` bytes, or once it is `stopped`.
 */
export const exhaustive = <Scenario, State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  scenario: Scenario,
  limit: number,
  memory?: number,
  stopped?: () => boolean,
): Exploration<Scenario> => {
  const failures = new Map<string, Failure<Scenario>>();
  const seen: Record<string, number> = {};
  const { states, steps, complete, endless, full } = breadthFirst(machine, suite, {
    limit,
    memory,
    stopped,
    broke: (property, schedule, run) => {
      if (!failures.has(property))
        failures.set(property, { property, run, scenario, schedule: schedule() });
      return false;
    },
    saw: (id) => {
      seen[id] = (seen[id] ?? 0) + 1;
    },
  });
  return {
    runs: 0,
    steps,
    states,
    ...(full && memory !== undefined ? { memoryFull: memory } : {}),
    exhaustive: complete,
    unfinished: endless,
    failures: [...failures.values()],
    seen,
    traces: NO_TRACES,
  };
};
