import type { Failure } from '../explorers/exploration.ts';
import {
  search,
  type Far,
  type Found,
  type Limits,
  type Part,
} from '../explorers/packed/search.ts';
import { systemOf, type System } from '../explorers/packed/system.ts';
import type { Beyond } from '../properties/check-result.ts';
import type { Suite } from '../properties/property.ts';
import { restrict } from '../properties/judge.ts';
import type { OpenInstance } from './domain.ts';
import { REDUCTIONS, type Reduction } from './reductions.ts';

/** What is proved of a suite: its invariants. A *sometimes* is there to doubt samples. */
export const invariantsOf = <Ledger, Setting>(
  suite: Suite<Ledger, Setting>,
): Suite<Ledger, Setting> => restrict(suite, ({ kind }) => kind !== 'sometimes');

/** What the search of one instance came to. */
export interface InstanceResult<Scenario> {
  /** Who is where, and what is in which set. */
  readonly says: string;
  /** The distinct states that were met. */
  readonly states: number;
  /** The steps between them. */
  readonly transitions: number;
  /** Every program, every interleaving. */
  readonly complete: boolean;
  /** The states from which nobody ever comes to rest. */
  readonly endless: number;
  /** The first break of each property that broke. */
  readonly failures: readonly Failure<Scenario>[];
  /** How the search went on where it took more memory than it may, if it did. */
  readonly beyond?: Beyond;
}

/** What the search of one instance may cost. */
export interface LimitsOfInstance {
  /** The most states. */
  readonly states: number;
  /** The bytes that states may take; no bound, if it is left out. */
  readonly memory?: number;
  /** What is left out; all that can be, if it is left out itself. */
  readonly reduce?: readonly Reduction[];
}

/** What becomes of a search while it is under way. */
export interface Watcher {
  /** Told now and then how far it has come; nothing depends on it. */
  readonly tell?: (far: Far) => void;
  /** Whether it is to end where it is. */
  readonly stopped?: () => boolean;
  /** Where it is saved, and what was saved of it before. */
  readonly save?: NonNullable<Limits['save']>;
  /** A search of the same instance that was stopped, to go on from. */
  readonly resume?: Part;
}

/** How much further an instance is searched once something broke: other properties may break a little later. */
const further = (states: number): number => 2 * states + 10_000;

/**
 * Searches one instance, of that number in its list: every program, every interleaving.
 *
 * Where something breaks, the instance is searched again with no interleaving left out, so that each failure has a
 * shortest schedule. What breaks soon after the first break is told, too; then the search ends. What breaks where the
 * memory is full already is told as it was found.
 */
export const searchInstance = <Scenario, State, Ledger, Setting>(
  instance: OpenInstance<Scenario, State>,
  invariants: Suite<Ledger, Setting>,
  number: number,
  { reduce = REDUCTIONS, ...limits }: LimitsOfInstance,
  watcher: Watcher = {},
): InstanceResult<Scenario> => {
  const machine = instance.machine(reduce.includes('frames'));
  const symmetry = reduce.includes('symmetry');
  const order = reduce.includes('order');
  const reduced = search(systemOf(machine, invariants, { symmetry, order }), {
    ...limits,
    ...watcher,
    enough: (broken) => broken.size > 0,
    goesBeyond: true,
  });
  const found =
    reduced.failures.length === 0 || reduced.beyond !== undefined
      ? reduced
      : shortest(
          () => systemOf(machine, invariants, { symmetry, order: false }),
          invariants.properties.length,
          limits,
          reduced,
        );
  return {
    says: instance.says,
    states: found.states,
    transitions: found.transitions,
    complete: found.complete,
    endless: found.endless,
    failures: found.failures.map(({ property, schedule }) => ({
      property,
      by: 'proof',
      run: number + 1,
      ...instance.close(schedule),
    })),
    ...(found.beyond === undefined ? {} : { beyond: found.beyond }),
  };
};

/** The failures of an instance in which something breaks, by shortest schedules; `reduced`, where those do not fit. */
const shortest = (
  system: () => System,
  properties: number,
  limits: LimitsOfInstance,
  reduced: Found,
): Found => {
  let end = limits.states;
  const found = search(system(), {
    ...limits,
    enough: (broken, met) => {
      if (broken.size > 0) end = Math.min(end, further(met));
      return broken.size === properties || met > end;
    },
  });
  return found.failures.length > 0 ? found : reduced;
};
