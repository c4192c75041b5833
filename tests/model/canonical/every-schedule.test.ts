import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../api/outcomes.ts';
import { drawWorld } from '../../../explorers/canonical/draw-world.ts';
import { ALL_WORDS } from '../../../explorers/canonical/vocabulary.ts';
import { canonicalMachine } from '../../../model/canonical/canonical-machine.ts';
import { endingOf, entriesOf, type Entry } from '../../../model/canonical/outcome.ts';
import { PROFILES } from '../../../model/canonical/profiles/index.ts';
import type { Profile } from '../../../model/canonical/profile.ts';
import type { Scenario } from '../../../model/canonical/scenario.ts';
import type { State } from '../../../model/canonical/state.ts';
import type { Machine } from '../../../model/machine.ts';

/** How many worlds are drawn, and which. */
const COUNT = Number(process.env['HEDDLE_SCHEDULES_COUNT'] ?? 2000);
const SEED = Number(process.env['HEDDLE_SCHEDULES_SEED'] ?? 1);

/** Worlds with more schedules than this, or with longer ones, are left out. */
const SCHEDULES_MAX = 100;
const STEPS_MAX = 60;

/** A run from the start to its end. */
interface Whole {
  readonly schedule: readonly string[];
  /** What was seen, and how it ended. */
  readonly text: string;
  /** Of how many each choice was. */
  readonly widths: readonly number[];
}

const outcomeText = (history: readonly Entry[], ending: object): string =>
  JSON.stringify({ ...ending, history });

/** The run that takes the options of these places, and the first ones after them; undefined where it does not end. */
const runBy = (
  scenario: Scenario,
  machine: Machine<State>,
  places: readonly number[],
): Whole | undefined => {
  const history = [...entriesOf(machine.start.events)];
  const schedule: string[] = [];
  const widths: number[] = [];
  const state = machine.inPlace!.copy(machine.start.state);
  for (;;) {
    const enabled = machine.enabled(state);
    if (enabled.length === 0) break;
    if (schedule.length === STEPS_MAX) return undefined;
    const action = enabled[places[schedule.length] ?? 0]!;
    history.push(...entriesOf(machine.inPlace!.step(state, action).events));
    schedule.push(action.name);
    widths.push(enabled.length);
  }
  return { schedule, text: outcomeText(history, endingOf(scenario, state)), widths };
};

/** Every run there is, each from the start, without any memory of states; undefined where there are too many. */
const everyRun = (scenario: Scenario, profile: Profile): readonly Whole[] | undefined => {
  const machine = canonicalMachine(scenario, profile);
  const runs: Whole[] = [];
  let places: readonly number[] | undefined = [];
  while (places !== undefined) {
    const run = runBy(scenario, machine, places);
    if (run === undefined || runs.length === SCHEDULES_MAX) return undefined;
    runs.push(run);
    places = placesAfter(places, run.widths);
  }
  return runs;
};

/** The choices that come after these, as numbers of several digits are counted; undefined after the last. */
const placesAfter = (
  places: readonly number[],
  widths: readonly number[],
): readonly number[] | undefined => {
  const taken = widths.map((_, at) => places[at] ?? 0);
  const last = taken.findLastIndex((place, at) => place + 1 < widths[at]!);
  return last < 0 ? undefined : [...taken.slice(0, last), taken[last]! + 1];
};

/** The outcomes, each with the fewest steps that lead to it. */
const fewest = (runs: readonly Whole[]): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const { text, schedule } of runs) {
    found.set(text, Math.min(found.get(text) ?? schedule.length, schedule.length));
  }
  return found;
};

const inOrder = <T extends { readonly text: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((a, b) => (a.text < b.text ? -1 : 1));

describe('all outcomes of drawn worlds', () => {
  it('are those of every schedule, each run from the start', () => {
    const profiles = Object.values(PROFILES);
    const drawn = fc.sample(drawWorld(ALL_WORDS), { seed: SEED, numRuns: COUNT });
    let compared = 0;
    let several = 0;
    for (const [at, scenario] of drawn.entries()) {
      const profile = profiles[at % profiles.length]!;
      const runs = everyRun(scenario, profile);
      if (runs === undefined) continue;
      const found = outcomes(scenario, profile);
      const ways = new Map(runs.map(({ schedule, text }) => [schedule.join(), text]));
      const told = found.outcomes.map(({ history, witness, ...ending }) => ({
        text: outcomeText(history, ending),
        steps: witness.length,
        shown: ways.get(witness.join()),
      }));
      const expected = [...fewest(runs)].map(([text, steps]) => ({ text, steps, shown: text }));
      const { complete, interleavings } = found;
      expect({ world: at, complete, interleavings, told: inOrder(told) }).toEqual({
        world: at,
        complete: true,
        interleavings: BigInt(runs.length),
        told: inOrder(expected),
      });
      compared += 1;
      if (told.length > 1) several += 1;
    }
    // What is left out may not be most of it, nor what is compared be trivial.
    expect(compared).toBeGreaterThan(COUNT * 0.6);
    expect(several).toBeGreaterThan(COUNT * 0.2);
  });
});
