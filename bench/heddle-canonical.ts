import * as fc from 'fast-check';
import { outcomes } from '../api/outcomes.ts';
import { drawWorld } from '../explorers/canonical/draw-world.ts';
import { ALL_WORDS } from '../explorers/canonical/vocabulary.ts';
import { worlds } from '../explorers/canonical/worlds.ts';
import { stream } from '../explorers/random.ts';
import { canonicalMachine } from '../model/canonical/canonical-machine.ts';
import { AMENDED } from '../model/canonical/profiles/amended.ts';
import { SPECIFICATION } from '../model/canonical/profiles/specification.ts';
import type { Scenario } from '../model/canonical/scenario.ts';
import type { State } from '../model/canonical/state.ts';
import type { Machine } from '../model/machine.ts';
import { shapedWorlds } from './canonical-worlds.ts';

/*
 * Heddle's side of the rows of the Canonical ABI machine: the machine and the search behind `check` and `outcomes`.
 */

/** Longer runs end here, as they do in a check. */
const STEPS = 400;

const drawn = (from: fc.Arbitrary<Scenario>, numRuns: number): readonly Scenario[] =>
  fc.sample(from, { seed: 1, numRuns });

/** The worlds of just the shape that is asked for. */
export const worldsOfShape = (count: number): readonly Scenario[] => drawn(shapedWorlds, count);

/** Two components that call one another: what the reference can go through. */
export const smallWorlds = (count: number): readonly Scenario[] => drawn(worlds(ALL_WORDS), count);

/** The machines of worlds as `check` draws them. */
export const drawnMachines = (count: number): readonly Machine<State>[] =>
  drawn(drawWorld(ALL_WORDS), count).map((world) => canonicalMachine(world, AMENDED));

/** The machines of worlds by the rules of the reference. */
export const specified = (of: readonly Scenario[]): readonly Machine<State>[] =>
  of.map((world) => canonicalMachine(world, SPECIFICATION));

/** Whether all outcomes of a world were found. */
export const coversOutcomes = (world: Scenario): boolean => outcomes(world, AMENDED).complete;

/** One run: which place each choice takes, of how many; undefined where it goes on and on. */
const runBy = (
  machine: Machine<State>,
  place: (choices: number, taken: number) => number,
): readonly number[] | undefined => {
  const inPlace = machine.inPlace!;
  const state = inPlace.copy(machine.start.state);
  const widths: number[] = [];
  for (;;) {
    const enabled = machine.enabled(state);
    if (enabled.length === 0) return widths;
    if (widths.length === STEPS) return undefined;
    inPlace.step(state, enabled[place(enabled.length, widths.length)]!);
    widths.push(enabled.length);
  }
};

/** Runs each machine so many times, each choice equally likely; how many runs that were. */
export const randomRuns = (machines: readonly Machine<State>[], times: number): number => {
  const random = stream('bench/random-runs');
  for (const machine of machines) {
    for (let i = 0; i < times; i += 1) {
      runBy(machine, (choices) => Math.floor(random() * choices));
    }
  }
  return machines.length * times;
};

/** Runs a machine under every schedule, each from the start; how many there are, undefined where some run does not end. */
export const everySchedule = (machine: Machine<State>, most: number): number | undefined => {
  let places: readonly number[] = [];
  for (let runs = 1; runs <= most; runs += 1) {
    const before = places;
    const widths = runBy(machine, (_, taken) => before[taken] ?? 0);
    if (widths === undefined) return undefined;
    const last = widths.findLastIndex((width, at) => (before[at] ?? 0) + 1 < width);
    if (last < 0) return runs;
    places = widths.slice(0, last + 1).map((_, at) => (before[at] ?? 0) + (at === last ? 1 : 0));
  }
  return undefined;
};
