import { callOptions, optionsOf, takeOption, type Option } from './actions.ts';
import { compileProgram } from './compile.ts';
import type { CanonicalEvent } from './events.ts';
import { keyOf } from './key.ts';
import type { Action, Machine, Step } from '../machine.ts';
import { initialState, type Program } from './program.ts';
import type { Profile } from './profile.ts';
import { run } from './run.ts';
import type { Scenario } from './scenario.ts';
import { copyState, type State } from './state.ts';
import { viewOf } from './view.ts';
import type { World } from './world.ts';

/** The Canonical ABI machine: what can happen in a world of components, under the rules of a profile. */
export const canonicalMachine = (scenario: Scenario, profile: Profile): Machine<State> => {
  const program = compileProgram(scenario);
  const calls = callOptions(program);
  const worldOf = (state: State): World => ({ program, profile, state, events: [] });
  /** An action of this machine knows what it does; one that comes from a record is found by its name. */
  const find = (world: World, action: Action): Option =>
    'take' in action
      ? (action as Option)
      : optionsOf(world, calls).find(({ name }) => name === action.name)!;
  const stepInPlace = (state: State, action: Action): Omit<Step<State>, 'state'> => {
    const world = worldOf(state);
    takeOption(world, find(world, action), calls);
    return { events: world.events, visible: state.over !== '' };
  };
  return {
    start: start(program, profile),
    enabled: (state) => optionsOf(worldOf(state), calls),
    step: (before, action) => {
      const state = copyState(before);
      return { state, ...stepInPlace(state, action) };
    },
    inPlace: { copy: copyState, step: stepInPlace },
    key: keyOf,
    label: (state, action) => find(worldOf(state), action).label(),
    view: (state) => viewOf(worldOf(state)),
  };
};

const start = (program: Program, profile: Profile): Step<State> => {
  const declared: CanonicalEvent = {
    kind: 'declared',
    profile: profile.id,
    blocking: profile.blockRule,
    parents: Object.fromEntries(
      program.instances.flatMap(({ id, parent }) =>
        parent < 0 ? [] : [[id, program.instances[parent]!.id]],
      ),
    ),
    instances: program.instances.map(({ id }) => id),
  };
  const world: World = { program, profile, state: initialState(program), events: [declared] };
  run(world);
  return { state: world.state, events: world.events };
};
