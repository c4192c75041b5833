import { canonical } from '../model/json.ts';
import type { Action, Machine, Step } from '../model/machine.ts';
import { QUIESCENT, type MachineEvent } from '../model/machine-event.ts';
import { judge } from '../properties/judge.ts';
import type { Suite } from '../properties/property.ts';
import { bytesOf } from './bytes-of.ts';
import { Full, rationOf, type Ration } from './ration.ts';
import { stateNumbers, type StateNumbers } from './state-numbers.ts';

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

/** A state whose continuations are being counted. */
interface Open<State, Ledger> {
  readonly id: number;
  readonly state: State;
  readonly ledger: Ledger;
  readonly enabled: readonly Action[];
  /** The number of the action to take next. */
  next: number;
  failing: bigint;
  all: bigint;
  readonly bytes: number;
}

interface Counting<State, Ledger, Setting> {
  readonly machine: Machine<State>;
  readonly suite: Suite<Ledger, Setting>;
  readonly limit: number;
  readonly ration: Ration;
  readonly numbers: StateNumbers;
  /** By state; null while it is open. */
  readonly counts: (Count | null)[];
  /** The way to the state at hand: runs may be far longer than a stack of calls is deep. */
  readonly open: Open<State, Ledger>[];
}

/**
 * Counts the continuations of every prefix of `schedule`: each maximal interleaving once, cut where a property
 * of `suite` (which has one) breaks. Needs a state graph without cycles, of at most `limit` states and `memory` bytes.
 */
export const continuations = <State, Ledger, Setting>(
  machine: Machine<State>,
  suite: Suite<Ledger, Setting>,
  schedule: readonly string[],
  limit: number,
  memory = Infinity,
): Continuations => {
  const ration = rationOf(memory);
  const numbers = stateNumbers(ration);
  const all = { machine, suite, limit, ration, numbers, counts: [], open: [] };
  try {
    const ledger = suite.observer.initial();
    const counts = [countAfter(all, machine.start, ledger)];
    let { state } = machine.start;
    judge(suite, ledger, machine.start.events);
    for (const name of schedule) {
      const action = machine.enabled(state).find((candidate) => candidate.name === name);
      if (action === undefined) return { kind: 'omitted', because: 'the schedule does not fit' };
      const step = machine.step(state, action);
      counts.push(countAfter(all, step, ledger));
      judge(suite, ledger, step.events);
      state = step.state;
    }
    return { kind: 'counted', counts };
  } catch (error) {
    if (error instanceof TooMany) return { kind: 'omitted', because: `more than ${limit} states` };
    if (error instanceof Full) return { kind: 'omitted', because: 'its states are too large' };
    if (error instanceof Cycle) return { kind: 'omitted', because: 'some continuations never end' };
    throw error;
  }
};

/** The continuations after a step: depth first. @throws TooMany, Full, Cycle. */
const countAfter = <State, Ledger, Setting>(
  all: Counting<State, Ledger, Setting>,
  first: Step<State>,
  before: Ledger,
): Count => {
  const { machine, open, counts, ration } = all;
  let count = begin(all, first, before);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (count !== undefined) {
      top.failing += count.failing;
      top.all += count.all;
    }
    const action = top.enabled[top.next];
    if (action === undefined) {
      const { id, failing, all: every, bytes } = top;
      count = counts[id] = { failing, all: every };
      open.pop();
      ration.take(bytes, 0);
    } else {
      top.next += 1;
      count = begin(all, machine.step(top.state, action), top.ledger);
    }
  }
  return count!;
};

/** The count of what a step leads to, if it is known or the run is over; else it is opened. */
const begin = <State, Ledger, Setting>(
  { machine, suite, limit, ration, numbers, counts, open }: Counting<State, Ledger, Setting>,
  { state, events }: Step<State>,
  before: Ledger,
): Count | undefined => {
  const ledger = suite.observer.copy(before);
  const breaks = (more: readonly MachineEvent[]): boolean =>
    judge(suite, ledger, more).broken.length > 0;
  if (breaks(events)) return ONE_FAILING;
  const key = `${machine.key(state)}\n${canonical(suite.observer.copy(ledger))}`;
  const known = numbers.find(key);
  if (known >= 0) {
    const count = counts[known]!;
    if (count === null) throw new Cycle();
    return count;
  }
  if (numbers.size() >= limit) throw new TooMany();
  const id = numbers.meet(key);
  const enabled = machine.enabled(state);
  if (enabled.length === 0) {
    return (counts[id] = breaks([QUIESCENT]) ? ONE_FAILING : { failing: 0n, all: 1n });
  }
  counts[id] = null;
  const bytes = BYTES_OF_OPEN + bytesOf(state) + bytesOf(ledger);
  ration.takeState(bytes);
  open.push({ id, state, ledger, enabled, next: 0, failing: 0n, all: 0n, bytes });
  return undefined;
};

/** What is kept of an open state besides: some actions, and two counts. */
const BYTES_OF_OPEN = 2_000;
