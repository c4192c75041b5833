import type { Machine } from '../model/machine.ts';
import type { Suite } from '../properties/property.ts';
import { run } from '../properties/run.ts';
import { breadthFirst } from './breadth-first.ts';
import { partialOrderSampling } from './partial-order-sampling.ts';
import { stream } from './random.ts';
import { choosing } from './strategy.ts';

/** How far to look: a few milliseconds' worth, for a shrinker asks often. */
const STATES_MAX = 2_000;
/** The longest schedule that the search continues: where a run goes on for ever, each state may be larger than the one before. */
const LENGTH_MAX = 100;
/** What the search may take, in bytes: 128 MiB. */
const MEMORY_MAX = 2 ** 27;
const SAMPLES = 100;

/**
 * A schedule that breaks a property of `suite` and is `wanted`: a shortest one where the state space is
 * small, else one of a hundred samples; undefined if neither meets one.
 */
export const findSchedule = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  wanted: (schedule: readonly string[]) => boolean,
  steps: number,
): readonly string[] | undefined => {
  let found: readonly string[] | undefined;
  const { complete } = breadthFirst(machine, suite, {
    limit: STATES_MAX,
    memory: MEMORY_MAX,
    depth: LENGTH_MAX,
    broke: (_, schedule) => {
      const names = schedule();
      if (found === undefined && wanted(names)) found = names;
      return found !== undefined;
    },
    saw: () => undefined,
  });
  if (found !== undefined || complete) return found;
  for (let i = 0; i < SAMPLES; i += 1) {
    const choose = choosing(partialOrderSampling, stream(`find/${i}`));
    const { broken, schedule } = run(machine, suite, choose, { steps });
    const first = broken[0] && schedule.slice(0, broken[0].steps);
    if (first !== undefined && wanted(first)) return first;
  }
  return undefined;
};
