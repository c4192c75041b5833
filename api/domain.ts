import type * as fc from 'fast-check';
import type { OpenBounds } from '../explorers/open-shapes.ts';
import type { SizeBounds } from '../explorers/sized-shapes.ts';
import { findSchedule } from '../explorers/find-schedule.ts';
import type { GivenBounds } from './proof-bounds.ts';
import type { Scope } from '../model/context/scope.ts';
import type { Machine } from '../model/machine.ts';
import type { MachineEvent } from '../model/machine-event.ts';
import type { WaitCounts, WaitRow } from '../properties/wait-coverage.ts';
import type { Suite } from '../properties/property.ts';
import { passesFor, type Case, type Pass, type Shrinking } from '../shrinkers/pass.ts';
import type { Shrinkable } from '../shrinkers/shrink.ts';

/**
 * One kind of machine with all that it takes to check it: what is drawn, run, judged and shrunk. Everything
 * that composes explorers, shrinkers and reports works on this, and knows no machine by name.
 */
export interface Domain<Scenario, State, Ledger, Setting> {
  /** The name of the machine, which records carry. */
  readonly machineId: string;
  /** The rules under test. Equal digests answer alike, however they are written. */
  readonly runtime: { readonly id: string; readonly says: string; readonly digest: string };
  /** All that is checked of it. */
  readonly suite: Suite<Ledger, Setting>;
  /** The kinds of event in its traces; a property that needs another kind is not judged. */
  readonly emits: ReadonlySet<string>;
  /** The words for what its scenarios may use and also do without: operations, say. */
  readonly vocabulary: readonly string[];
  /** Draws scenarios that use no word of the vocabulary but these. */
  readonly scenarios: (words: ReadonlySet<string>) => fc.Arbitrary<Scenario>;
  /** What decides which *sometimes* apply: to one scenario, or to all that can be drawn (null). */
  readonly setting: (scenario: Scenario | null) => Setting;
  /** Which programs the rules are for; left out where a machine has no scopes. */
  readonly scoping?: Scoping<Scenario, State, Ledger, Setting>;
  /** @throws HeddleError for a value that is no scenario of this machine. */
  readonly parseScenario: (value: unknown) => Scenario;
  /** What can happen in a scenario, under the rules. */
  readonly machine: (scenario: Scenario) => Machine<State>;
  /** How programs are left open for a proof; left out where they cannot be. */
  readonly openings?: Openings<Scenario, State>;
  /** Everything of a size that can be programmed. */
  readonly sized?: (bounds: SizeBounds) => readonly OpenInstance<Scenario, State>[];
  /** Many small machines that between them do everything that the rules describe. */
  readonly small?: () => readonly SmallInstance<State>[];
  /** Counts where signals fall in the waits of a run, and tells of a count row by row; left out where nobody waits. */
  readonly waits?: {
    readonly count: (events: readonly MachineEvent[]) => WaitCounts;
    readonly rows: (counts: WaitCounts) => readonly WaitRow[];
  };
  /**
   * Faults that the rules are known to have: for each, the machine without it. A failure that is gone there is told by
   * its name. Left out: none is known.
   */
  readonly known?: readonly KnownFault<Scenario, State>[];
  /** How a scenario that fails can get smaller. */
  readonly passes: readonly Pass<Scenario>[];
  /** How large a scenario is: what is to be smallest first. */
  readonly measure: (scenario: Scenario) => readonly number[];
  /** Of two scenarios of one size, which is the plainer: smaller numbers first. */
  readonly plainness: (scenario: Scenario) => readonly number[];
  /** All who move, in the order of a report's columns. */
  readonly lanes: (
    scenario: Scenario,
  ) => readonly { readonly id: string; readonly title: string }[];
}

/** A fault that rules are known to have. */
export interface KnownFault<Scenario, State> {
  /** Its name, which a report gives. */
  readonly id: string;
  /** What goes wrong where it is, in one sentence. */
  readonly says: string;
  /** What can happen in a scenario, under the rules without this fault. */
  readonly machine: (scenario: Scenario) => Machine<State>;
}

/** A scope, and what can be done with it. */
export interface Scoping<Scenario, State, Ledger, Setting> {
  /** Which programs the rules are for. */
  readonly scope: Scope;
  /** The same rules within a narrower scope; `beyond`: what is given replaces the scope's own. @throws HeddleError HD207, HD209. */
  readonly narrow: (to: Scope, beyond: boolean) => Domain<Scenario, State, Ledger, Setting>;
  /** Why a scenario is not among the programs of the scope; undefined where it is. */
  readonly outside: (scenario: Scenario) => string | undefined;
}

/** The open programs of a machine. */
export interface Openings<Scenario, State> {
  /** The bounds that a proof goes through, smallest first: those that are given, and what goes with them. */
  readonly bounds: (given: GivenBounds) => readonly OpenBounds[];
  /** Everything that can be programmed within bounds. @throws HeddleError HD421 to HD425. */
  readonly within: (bounds: OpenBounds) => Opened<Scenario, State>;
}

/** All that there is within bounds. */
export interface Opened<Scenario, State> {
  /** Smallest first. */
  readonly instances: readonly OpenInstance<Scenario, State>[];
  /** What the rules have no place for, in words; null where that is nothing. */
  readonly leftOut: string | null;
  /** What the rules describe and their scope has, but no program within the bounds does, in words. */
  readonly notCovered: readonly string[];
}

/** A machine that leaves open what its tasks do. */
export interface OpenInstance<Scenario, State> {
  /** What there is, in a few words. */
  readonly says: string;
  /**
   * Makes the machine, which is only worth it for who searches it. `frames`: of frames that behave alike it enters one
   * alone, as it does where nobody says otherwise.
   */
  readonly machine: (frames?: boolean) => Machine<State>;
  /** A run as one of a scenario in which nothing is open. */
  readonly close: (schedule: readonly string[]) => Case<Scenario>;
}

/** A machine with few states that leaves open what its tasks do. */
export interface SmallInstance<State> {
  /** What there is, and what its tasks may do, in a few words. */
  readonly says: string;
  /** Makes the machine; `frames`: of frames that behave alike it enters one alone, as one that is searched does. */
  readonly machine: (frames: boolean) => Machine<State>;
}

/** What the shrinker needs of a domain. `steps`: the most steps of a run. */
export const shrinkable = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  steps: number,
  shrinking: Shrinking = 'all',
): Shrinkable<Scenario, State, Ledger, Setting> => ({
  ...domain,
  passes: passesFor(shrinking, domain.passes),
  actors: (scenario) => domain.lanes(scenario).map(({ id }) => id),
  search: (scenario, suite, wanted) => findSchedule(domain.machine(scenario), suite, wanted, steps),
  steps,
});
