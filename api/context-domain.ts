import { DEFAULT_BOUNDS, drawScenario, type Bounds } from '../explorers/draw-scenario.ts';
import { openScenario, shapeText, type Shape } from '../explorers/open-scenario.ts';
import { shapesWithin } from '../explorers/open-shapes.ts';
import { sizedShapes } from '../explorers/sized-shapes.ts';
import { smallShapes } from '../explorers/small-shapes.ts';
import { lacks, misfit } from '../model/context/abilities.ts';
import { contextMachine, openMachine } from '../model/context/context-machine.ts';
import { runtimeDigest } from '../model/context/digest.ts';
import { EVENT_KINDS } from '../model/context/events.ts';
import { closeScenario } from '../model/context/open.ts';
import { parseRuntime, parseScenario } from '../model/context/parse.ts';
import type { Watch } from '../model/context/hook-calls.ts';
import { compileRules, type Rules } from '../model/context/rules.ts';
import { DEFAULT_STORE, type Scenario } from '../model/context/scenario.ts';
import type { State } from '../model/context/state.ts';
import { VOCABULARY } from '../model/context/vocabulary.ts';
import { HeddleError } from '../model/errors.ts';
import type { ContextSetting } from '../properties/context-property.ts';
import { contextSuite } from '../properties/context-suite.ts';
import { countWaits, waitRows } from '../properties/wait-coverage.ts';
import type { Ledger } from '../properties/ledger.ts';
import { measure, plainness } from '../shrinkers/context/measure.ts';
import { contextPasses } from '../shrinkers/context/passes.ts';
import type { Domain, OpenInstance, SmallInstance } from './domain.ts';
import { checkBounds } from './open-words.ts';
import { checkArgument } from './options.ts';

/** The async-context machine under the rules of one runtime: what `check`, `assertHolds` and `replay` work on. */
export type ContextDomain = Domain<Scenario, State, Ledger, ContextSetting>;

/**
 * The async-context machine under the rules of `runtime`, which may be any value: most often the default export of a
 * runtime module. Make it once for a runtime, for it asks the runtime's functions hundreds of questions.
 *
 * `watch` hears of every call of a function of the runtime; `bounds` says how large the scenarios are that are drawn.
 *
 * @throws HeddleError HD201 to HD203, HD210 to HD212 and HD216 for what is wrong with the runtime.
 */
export const contextDomain = (
  runtime: unknown,
  watch?: Watch,
  bounds: Bounds = DEFAULT_BOUNDS,
): ContextDomain => {
  checkArgument('watch', watch);
  checkArgument('bounds', bounds);
  const rules = readRules(runtime, watch);
  const { id, says = '', bookkeeping } = rules.runtime;
  const missing = lacks(rules.runtime);
  const vocabulary = VOCABULARY.filter((word) => !missing.has(word));
  const oneExecutor = bookkeeping.per === 'store';
  const fits = ({ tasks }: Shape): boolean => !oneExecutor || !isSpread(tasks);
  return {
    machineId: 'async-context',
    runtime: { id, says, digest: runtimeDigest(rules) },
    suite: contextSuite,
    emits: new Set(Object.keys(EVENT_KINDS)),
    vocabulary,
    scenarios: (words) => drawScenario(oneExecutor ? { ...bounds, executors: 1 } : bounds, words),
    setting: (scenario) => ({ runtime: rules.runtime, scenario }),
    parseScenario: (value) => {
      const scenario = parseScenario(value);
      const unfit = misfit(rules.runtime, scenario);
      if (unfit !== undefined) {
        throw new HeddleError(
          'HD104',
          'The scenario does not fit the runtime.',
          [unfit],
          'Leave it out of the scenario, or describe it in the runtime: docs/runtimes.md says how.',
        );
      }
      if (oneExecutor && isScattered(scenario)) {
        throw new HeddleError(
          'HD103',
          'The scenario does not fit the runtime.',
          [`\`${id}\` keeps its books per store, and a store has tasks on more than one executor`],
          'Put all tasks of a store on one executor, or keep the books per task.',
        );
      }
      return scenario;
    },
    machine: (scenario) => contextMachine(scenario, rules),
    open: (within) => {
      checkBounds(within, rules.runtime);
      const shapes = shapesWithin(within);
      const fit = shapes.filter(fits);
      return {
        instances: fit.map((shape) => openInstance(shape, rules)),
        leftOut: fit.length === shapes.length ? null : spreadText(shapes.length - fit.length),
      };
    },
    sized: (within) =>
      sizedShapes({ ...within, vocabulary: within.vocabulary.filter((word) => !missing.has(word)) })
        .filter(fits)
        .map((shape) => openInstance(shape, rules)),
    small: () =>
      smallShapes(vocabulary)
        .filter(fits)
        .map((shape) => smallInstance(shape, rules)),
    waits: {
      count: countWaits,
      rows: (counts) => waitRows(counts, new Set(['wait', ...vocabulary])),
    },
    passes: contextPasses,
    measure,
    plainness,
    lanes: lanesOf,
  };
};

const readRules = (runtime: unknown, watch: Watch | undefined): Rules => {
  // Its fields may be getters, and those may loop.
  watch?.enter('module');
  const parsed = parseRuntime(runtime);
  watch?.leave();
  return compileRules(parsed, watch);
};

const lanesOf: ContextDomain['lanes'] = ({ tasks, signallers }) => [
  ...tasks.map(({ id, frame, executor }) => ({ id, title: `${id} (${frame}, ${executor})` })),
  ...signallers.map(({ id }) => ({ id, title: `${id} (host thread)` })),
];

/** The open scenario of a shape, in a few words and as a machine. */
const openInstance = (shape: Shape, rules: Rules): OpenInstance<Scenario, State> => {
  const open = openScenario(shape);
  return {
    says: shapeText(shape),
    machine: (frames = true) => openMachine(open, rules, { plainFrames: frames }),
    close: (schedule) => closeScenario(open, schedule),
  };
};

/** The same for an audit: whether plain frames are told apart is asked each time. */
const smallInstance = (shape: Shape, rules: Rules): SmallInstance<State> => ({
  says: `${shapeText(shape)}; ${[...shape.words].join(', ')}`,
  machine: (frames) => openMachine(openScenario(shape), rules, { plainFrames: frames }),
});

const spreadText = (count: number): string =>
  `${count} ${count === 1 ? 'instance' : 'instances'} with tasks of one store on several executors, for the runtime keeps its books per store`;

const isSpread = (tasks: Shape['tasks']): boolean =>
  tasks.some(({ store, executor }) =>
    tasks.some((other) => other.store === store && other.executor !== executor),
  );

/** Whether some store has tasks on more than one executor. */
const isScattered = ({ tasks }: Scenario): boolean => {
  const homes = new Map<string, string>();
  return tasks.some(({ store = DEFAULT_STORE, executor }) => {
    const home = homes.get(store) ?? executor;
    homes.set(store, home);
    return home !== executor;
  });
};
