import type { MachineEvent } from '../model/machine-event.ts';

/** What a property found wrong (or, for a *sometimes*, what it saw): why, and the ids that it is about. */
export interface Finding {
  /** A stable word: a shrunk run must fail for the same reason. */
  readonly reason: string;
  readonly about: Readonly<Record<string, string>>;
}

/** A finding in the words of a report, each a line without a full stop but the sentence. */
export interface Telling {
  readonly sentence: string;
  readonly expected: string;
  readonly got: string;
  /** Where the rule stands in `docs/`. */
  readonly rule: string;
}

/**
 * One invariant, judged over events by a fold that all properties of a suite share.
 *
 * `always`: no event may break it. `eventually`: judged when nobody can move any more. `sometimes`: some
 * run must show it, or the other verdicts say nothing.
 */
export type Property<Ledger, Setting> = Invariant<Ledger> | Sometimes<Ledger, Setting>;

interface Named {
  readonly id: string;
  /** What holds, in one line. */
  readonly says: string;
  /** The kinds of event without which it cannot be judged. */
  readonly needs: readonly string[];
}

export interface Invariant<Ledger> extends Named {
  readonly kind: 'always' | 'eventually';
  /** Another property that sees the same faults where an outsider can observe them, and is told first. */
  readonly diagnosis?: true;
  /** What is wrong with an event that comes when this is known; asked before the event is folded in. */
  judge(before: Ledger, event: MachineEvent): Finding | undefined;
  /** The finding with its reason told apart by what led to it. `events` is the whole trace. */
  refine?(finding: Finding, events: readonly MachineEvent[]): Finding;
  tell(finding: Finding): Telling;
}

export interface Sometimes<Ledger, Setting> extends Named {
  readonly kind: 'sometimes';
  /** Why this cannot happen here, whatever the schedule; undefined where it can. */
  inapplicable(setting: Setting): string | undefined;
  saw(before: Ledger, event: MachineEvent): boolean;
}

/** The fold that a suite's properties judge by. Its size is bounded by the scenario, not by the run. */
export interface Observer<Ledger> {
  /** The ledger before the first event: a new one each time. */
  initial(): Ledger;
  /**
   * A ledger that shares nothing that `observe` may write, without what says nothing: copies of equal knowledge have
   * equal `canonical` texts, by which a search tells states apart.
   */
  copy(ledger: Ledger): Ledger;
  /** Makes room for objects that events will speak of, by group: a ledger may also do that when they come. */
  expect?(ledger: Ledger, objects: Readonly<Record<string, readonly string[]>>): void;
  /** Folds an event in: writes to `ledger`. */
  observe(ledger: Ledger, event: MachineEvent): void;
}

/** Everything that is checked of one kind of machine. `Setting`: what decides whether a *sometimes* applies. */
export interface Suite<Ledger, Setting> {
  readonly observer: Observer<Ledger>;
  readonly properties: readonly Property<Ledger, Setting>[];
}
