import * as fc from 'fast-check';
import { contextDomain, type ContextDomain } from '../../api/context-domain.ts';
import { DEFAULT_BOUNDS, drawScenario, type Bounds } from '../../explorers/draw-scenario.ts';
import { stream, type Random } from '../../explorers/random.ts';
import type { ContextEvent } from '../../model/context/events.ts';
import { parseScenario } from '../../model/context/parse.ts';
import type { Operation, Scenario, Signal, Task } from '../../model/context/scenario.ts';
import type { Action, Machine } from '../../model/machine.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import type { PlantedBug } from '../../model/runtimes/planted-bug.ts';
import { references } from '../../model/runtimes/reference.ts';

/** Domains are made once: each asks its runtime for hundreds of answers. */
const made = new Map<unknown, ContextDomain>();

export const domainOf = (runtime: unknown): ContextDomain => {
  const known = made.get(runtime) ?? contextDomain(runtime);
  made.set(runtime, known);
  return known;
};

export const bug = (id: string): PlantedBug => {
  const found = plantedBugs.find((candidate) => candidate.id === id);
  if (found === undefined) throw new RangeError(`no planted bug ${id}`);
  return found;
};

export const rightRuntimes = references;

/** Scenarios small enough to be covered exhaustively in a blink. */
export const SMALL: Bounds = {
  ...DEFAULT_BOUNDS,
  tasks: 2,
  operations: 3,
  waitables: 2,
  sets: 1,
  signals: 2,
};

export const scenarios = (bounds: Bounds = DEFAULT_BOUNDS): fc.Arbitrary<Scenario> =>
  drawScenario(bounds);

/** A scenario from what is special about it. Names that are not declared are: `w…` waitables, `ws…` sets. */
export const scenario = (
  tasks: readonly (Partial<Task> & { readonly body: readonly Operation[] })[],
  rest: Partial<Scenario> = {},
): Scenario =>
  parseScenario({
    format: 1,
    machine: 'async-context',
    executors: ['e1', 'e2'],
    waitables: ['w1', 'w2'],
    sets: [{ id: 'ws1', members: ['w1'] }],
    tasks: tasks.map((task, i) => ({ id: `t${i + 1}`, executor: 'e1', frame: 'guest', ...task })),
    signallers: [],
    ...rest,
  });

export const signals = (...list: readonly Signal[]): Scenario['signallers'] => [
  { id: 's1', signals: list },
];

/** Each of `count` tasks waits, on an executor of its own, for one of as many events as there are waitables. */
export const waiters = (count: number, waitables: number): Scenario => {
  const numbered = (prefix: string, length: number): readonly string[] =>
    Array.from({ length }, (_, i) => `${prefix}${i + 1}`);
  const all = numbered('w', waitables);
  return scenario(
    numbered('e', count).map((executor) => ({ executor, body: [{ op: 'wait', set: 'ws1' }] })),
    {
      executors: numbered('e', count),
      waitables: all,
      sets: [{ id: 'ws1', members: all }],
      signallers: all.map((waitable, i) => ({ id: `s${i + 1}`, signals: [waitable] })),
    },
  );
};

/** Takes the named actions and gives back the state and all events. Throws where one is not enabled. */
export const perform = <State>(
  machine: Machine<State>,
  schedule: readonly string[],
): { state: State; events: readonly ContextEvent[] } => {
  let { state } = machine.start;
  const events = [...machine.start.events] as ContextEvent[];
  for (const name of schedule) {
    const action = machine.enabled(state).find((candidate) => candidate.name === name);
    if (action === undefined) {
      throw new Error(
        `${name} is not enabled: ${machine
          .enabled(state)
          .map((a) => a.name)
          .join(' ')}`,
      );
    }
    const step = machine.step(state, action);
    state = step.state;
    events.push(...(step.events as ContextEvent[]));
  }
  return { state, events };
};

/** Visits the states of one random run. */
export const walkStates = <State>(
  machine: Machine<State>,
  seed: string,
  visit: (state: State, enabled: readonly Action[]) => void,
  steps = 60,
): void => {
  const random: Random = stream(seed);
  let { state } = machine.start;
  for (let i = 0; i < steps; i += 1) {
    const enabled = machine.enabled(state);
    visit(state, enabled);
    const action = enabled[Math.floor(random() * enabled.length)];
    if (action === undefined) return;
    state = machine.step(state, action).state;
  }
};
