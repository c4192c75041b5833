import { canonical } from '../model/json.ts';
import type { Machine } from '../model/machine.ts';
import { restrict } from '../properties/judge.ts';
import type { Finding, Suite } from '../properties/property.ts';
import { findingIn, follow, moversOf, run, type Choose, type Run } from '../properties/run.ts';
import { compareSizes, type Case, type Pass, type Size } from './pass.ts';
import { schedulePasses } from './schedule-passes.ts';

/** What shrinking needs to know of a kind of scenario. */
export interface Shrinkable<Scenario, State, Ledger, Setting> {
  readonly machine: (scenario: Scenario) => Machine<State>;
  readonly suite: Suite<Ledger, Setting>;
  readonly passes: readonly Pass<Scenario>[];
  /** What a person counts first: tasks, frames, operations and signals, or the like. */
  readonly measure: (scenario: Scenario) => readonly number[];
  /** What breaks ties between scenarios of equal measure: plainer is smaller. */
  readonly plainness: (scenario: Scenario) => readonly number[];
  /** All actors, those that should move first being first. */
  readonly actors: (scenario: Scenario) => readonly string[];
  /**
   * A shortest schedule of a scenario that breaks `suite`'s only property and is wanted, if a search that is
   * not too long meets one. A smaller scenario often fails under another schedule than the one at hand.
   */
  readonly search: (
    scenario: Scenario,
    suite: Suite<Ledger, Setting>,
    wanted: (schedule: readonly string[]) => boolean,
  ) => readonly string[] | undefined;
  /** The most steps of a run. */
  readonly steps: number;
}

/** A failure: a case, the property that it breaks, and the finding. */
export interface Failing<Scenario> extends Case<Scenario> {
  readonly finding: Finding;
  /** Who takes each action of the schedule. */
  readonly movers: readonly string[];
  readonly preemptions: number;
  /** Whether the property broke only when nobody could move any more. */
  readonly atRest: boolean;
}

export interface Shrunk<Scenario> extends Failing<Scenario> {
  /** How many candidates were run. */
  readonly candidates: number;
}

/** The passes in the order in which they are tried: what drops most comes first. */
export const allPasses = <Scenario, State, Ledger, Setting>(
  shrinkable: Shrinkable<Scenario, State, Ledger, Setting>,
): readonly Pass<Scenario>[] => [...shrinkable.passes, ...passesOfSchedules(shrinkable)];

const passesOfSchedules = <Scenario, State, Ledger, Setting>({
  machine,
  actors,
}: Shrinkable<Scenario, State, Ledger, Setting>): readonly Pass<Scenario>[] =>
  schedulePasses<Scenario>(actors, ({ scenario, schedule }) =>
    moversOf(machine(scenario), schedule),
  );

/**
 * Runs a case: its schedule, then on without preemption. The result has the schedule that was really taken,
 * up to the break; undefined if `property` did not break.
 */
export const failingCase = <Scenario, State, Ledger, Setting>(
  shrinkable: Shrinkable<Scenario, State, Ledger, Setting>,
  property: string,
  { scenario, schedule }: Case<Scenario>,
): Failing<Scenario> | undefined => {
  const { suite, steps } = shrinkable;
  const only = restrict(suite, ({ id }) => id === property);
  const machine = shrinkable.machine(scenario);
  const movers: string[] = [];
  const following = follow(schedule, true);
  const choose: Choose = (enabled, taken) => {
    const action = following(enabled, taken);
    if (action !== undefined) movers.push(action.actor);
    return action;
  };
  const result: Run = run(machine, only, choose, { steps, until: property });
  const finding = findingIn(only, result, property);
  if (finding === undefined) return undefined;
  const { preemptions, end } = result;
  const atRest = end === 'quiescent';
  return { scenario, schedule: result.schedule, movers, finding, preemptions, atRest };
};

/** The size of a failure: (what `measure` says, steps, preemptions), then plainness, then the text. */
export const sizeOf = <Scenario, State, Ledger, Setting>(
  { measure, plainness, actors }: Shrinkable<Scenario, State, Ledger, Setting>,
  { scenario, schedule, movers, preemptions }: Failing<Scenario>,
): Size => {
  const order = actors(scenario);
  return {
    numbers: [
      ...measure(scenario),
      schedule.length,
      preemptions,
      ...plainness(scenario),
      ...movers.map((actor) => order.indexOf(actor)),
    ],
    text: canonical([scenario, schedule]),
  };
};

/** Runs a candidate; gives it back as it failed, if it fails for `reason`. */
type Attempt<Scenario> = (
  candidate: Case<Scenario>,
  reason: string,
) => Failing<Scenario> | undefined;

/** Follows the schedule that the candidate came with. */
const following =
  <Scenario, State, Ledger, Setting>(
    shrinkable: Shrinkable<Scenario, State, Ledger, Setting>,
    property: string,
  ): Attempt<Scenario> =>
  (candidate, reason) => {
    const failing = failingCase(shrinkable, property, candidate);
    return failing?.finding.reason === reason ? failing : undefined;
  };

/** Looks for a schedule of the candidate's scenario, and makes that one as small as schedules alone can be. */
const searching =
  <Scenario, State, Ledger, Setting>(
    shrinkable: Shrinkable<Scenario, State, Ledger, Setting>,
    property: string,
  ): Attempt<Scenario> =>
  ({ scenario }, reason) => {
    const only = restrict(shrinkable.suite, ({ id }) => id === property);
    const follows = following(shrinkable, property);
    const schedule = shrinkable.search(
      scenario,
      only,
      (names) => follows({ scenario, schedule: names }, reason) !== undefined,
    );
    let best = schedule && follows({ scenario, schedule }, reason);
    for (let tried = best; tried !== undefined; best = tried ?? best) {
      const passes = passesOfSchedules(shrinkable);
      tried = firstSmaller(shrinkable, tried, proposals(passes, tried), follows).smaller;
    }
    return best;
  };

interface Tried<Scenario> {
  readonly smaller: Failing<Scenario> | undefined;
  readonly candidates: number;
}

const firstSmaller = <Scenario, State, Ledger, Setting>(
  shrinkable: Shrinkable<Scenario, State, Ledger, Setting>,
  current: Failing<Scenario>,
  proposals: Iterable<Case<Scenario>>,
  attempt: Attempt<Scenario>,
): Tried<Scenario> => {
  const size = sizeOf(shrinkable, current);
  let candidates = 0;
  for (const proposed of proposals) {
    candidates += 1;
    const failing = attempt(proposed, current.finding.reason);
    if (failing !== undefined && compareSizes(sizeOf(shrinkable, failing), size) < 0) {
      return { smaller: failing, candidates };
    }
  }
  return { smaller: undefined, candidates };
};

function* proposals<Scenario>(
  passes: readonly Pass<Scenario>[],
  current: Case<Scenario>,
): Iterable<Case<Scenario>> {
  for (const pass of passes) yield* pass.propose(current);
}

/**
 * The first candidate of any pass that still fails for the same reason and is smaller. Candidates follow the
 * schedule at hand; where none of them fails, the scenarios of each pass, and the scenario itself, are
 * searched for a schedule of their own.
 */
export const smallerCase = <Scenario, State, Ledger, Setting>(
  shrinkable: Shrinkable<Scenario, State, Ledger, Setting>,
  property: string,
  current: Failing<Scenario>,
): Tried<Scenario> => {
  const all = proposals(allPasses(shrinkable), current);
  const followed = firstSmaller(shrinkable, current, all, following(shrinkable, property));
  if (followed.smaller !== undefined) return followed;
  const scenarios = [current, ...proposals(shrinkable.passes, current)];
  const searched = firstSmaller(shrinkable, current, scenarios, searching(shrinkable, property));
  return { ...searched, candidates: followed.candidates + searched.candidates };
};

/**
 * The smallest failure that the passes lead to: no candidate of any pass still fails for the same reason and
 * is smaller. Each accepted candidate is strictly smaller, so this ends.
 *
 * @throws RangeError if `start` does not break `property`.
 */
export const shrink = <Scenario, State, Ledger, Setting>(
  shrinkable: Shrinkable<Scenario, State, Ledger, Setting>,
  property: string,
  start: Case<Scenario>,
): Shrunk<Scenario> => {
  const failing = failingCase(shrinkable, property, start);
  if (failing === undefined) throw new RangeError(`the case to shrink does not break ${property}`);
  let current = failing;
  let candidates = 0;
  for (;;) {
    const tried: Tried<Scenario> = smallerCase(shrinkable, property, current);
    candidates += tried.candidates;
    if (tried.smaller === undefined) return { ...current, candidates };
    current = tried.smaller;
  }
};
