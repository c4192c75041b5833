import { canonical } from '../model/json.ts';
import type { Machine, Step } from '../model/machine.ts';
import { QUIESCENT, type MachineEvent } from '../model/machine-event.ts';
import { judge } from '../properties/judge.ts';
import type { Suite } from '../properties/property.ts';

/** How many ways there are to go on from a state, and how many of them break the property. */
export interface Count {
  readonly failing: bigint;
  readonly all: bigint;
}

/** The counts before the first step of a schedule and after each one; or why they could not be had. */
export type Continuations =
  | { readonly kind: 'counted'; readonly counts: readonly Count[] }
  | { readonly kind: 'omitted'; readonly because: string };

const ONE_FAILING: Count = { failing: 1n, all: 1n };

class TooMany extends Error {}
class Cycle extends Error {}

/**
 * Counts the continuations of every prefix of `schedule`: each maximal interleaving once, cut where a property
 * of `suite` (which has one) breaks. Needs a state graph without cycles and of at most `limit` states.
 */
export const continuations = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  schedule: readonly string[],
  limit: number,
): Continuations => {
  const known = new Map<string, Count | 'open'>();
  const breaks = (ledger: Ledger, events: readonly MachineEvent[]): boolean =>
    judge(suite, ledger, events).broken.length > 0;
  const after = ({ state, events }: Step<State>, before: Ledger): Count => {
    const ledger = suite.observer.copy(before);
    return breaks(ledger, events) ? ONE_FAILING : count(state, ledger);
  };
  const count = (state: State, ledger: Ledger): Count => {
    const key = `${machine.key(state)}\n${canonical(suite.observer.copy(ledger))}`;
    const before = known.get(key);
    if (before === 'open') throw new Cycle();
    if (before !== undefined) return before;
    if (known.size >= limit) throw new TooMany();
    known.set(key, 'open');
    const enabled = machine.enabled(state);
    let total: Count = { failing: 0n, all: 0n };
    if (enabled.length === 0) {
      total = breaks(ledger, [QUIESCENT]) ? ONE_FAILING : { failing: 0n, all: 1n };
    }
    for (const action of enabled) {
      const { failing, all } = after(machine.step(state, action), ledger);
      total = { failing: total.failing + failing, all: total.all + all };
    }
    known.set(key, total);
    return total;
  };
  try {
    const ledger = suite.observer.initial();
    const counts = [after(machine.start, ledger)];
    let { state } = machine.start;
    judge(suite, ledger, machine.start.events);
    for (const name of schedule) {
      const action = machine.enabled(state).find((candidate) => candidate.name === name);
      if (action === undefined) return { kind: 'omitted', because: 'the schedule does not fit' };
      const step = machine.step(state, action);
      counts.push(after(step, ledger));
      judge(suite, ledger, step.events);
      state = step.state;
    }
    return { kind: 'counted', counts };
  } catch (error) {
    if (error instanceof TooMany) return { kind: 'omitted', because: `more than ${limit} states` };
    if (error instanceof Cycle) return { kind: 'omitted', because: 'some continuations never end' };
    throw error;
  }
};
