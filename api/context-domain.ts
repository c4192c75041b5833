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
import { parseScope, type Scope } from '../model/context/scope.ts';
import type { State } from '../model/context/state.ts';
import { VOCABULARY } from '../model/context/vocabulary.ts';
import { beyondScope, narrowed, outsideScope, wordsWithin } from '../model/context/within-scope.ts';
import { HeddleError } from '../model/errors.ts';
import type { ContextSetting } from '../properties/context-property.ts';
import { contextSuite } from '../properties/context-suite.ts';
import { countWaits, waitRows } from '../properties/wait-coverage.ts';
import type { Ledger } from '../properties/ledger.ts';
import { measure, plainness } from '../shrinkers/context/measure.ts';
import { contextPasses } from '../shrinkers/context/passes.ts';
import type { Pass } from '../shrinkers/pass.ts';
import type { Domain, OpenInstance, SmallInstance } from './domain.ts';
import { checkArgument } from './options.ts';
import { boundsOfProof, checkBounds, notCovered } from './proof-bounds.ts';

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
  return domainWithin(rules, runtimeDigest(rules), bounds, rules.runtime.scope ?? {});
};

/** The machine under these rules, within a scope. */
const domainWithin = (
  rules: Rules,
  digest: string,
  bounds: Bounds,
  scope: Scope,
): ContextDomain => {
  const { id, says = '', bookkeeping } = rules.runtime;
  const missing = lacks(rules.runtime);
  const vocabulary = wordsWithin(
    scope,
    VOCABULARY.filter((word) => !missing.has(word)),
  );
  const oneExecutor = bookkeeping.per === 'store';
  return {
    machineId: 'async-context',
    runtime: { id, says, digest },
    suite: contextSuite,
    emits: new Set(Object.keys(EVENT_KINDS)),
    vocabulary,
    scenarios: (words) =>
      drawScenario(drawnWithin(oneExecutor ? { ...bounds, executors: 1 } : bounds, scope), words)
        // What drawing keeps within by itself needs no filter.
        .filter((scenario) => outsideScope(scope, scenario) === undefined),
    setting: (scenario) => ({ runtime: rules.runtime, scope, scenario }),
    scoping: {
      scope,
      narrow: (to, beyond) =>
        domainWithin(rules, digest, largerOf(bounds, to), scopeOf(scope, to, beyond)),
      outside: (scenario) => outsideScope(scope, scenario),
    },
    parseScenario: (value) => scenarioUnder(rules, value),
    machine: (scenario) => contextMachine(scenario, rules),
    openings: openingsOf(rules, scope, vocabulary),
    sized: (within) =>
      sizedShapes(
        { ...within, vocabulary: within.vocabulary.filter((word) => !missing.has(word)) },
        scope,
      )
        .filter((shape) => fits(rules, shape))
        .map((shape) => openInstance(shape, rules)),
    small: () =>
      smallShapes(vocabulary)
        .filter((shape) => fits(rules, shape))
        .map((shape) => smallInstance(shape, rules)),
    waits: {
      count: countWaits,
      rows: (counts) => waitRows(counts, new Set(['wait', ...vocabulary])),
    },
    passes: contextPasses.map((pass) => passWithin(scope, pass)),
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

/** A scenario that the rules have a place for. @throws HeddleError HD101, HD102, HD103, HD104. */
const scenarioUnder = ({ runtime }: Rules, value: unknown): Scenario => {
  const scenario = parseScenario(value);
  const unfit = misfit(runtime, scenario);
  if (unfit !== undefined) {
    throw new HeddleError(
      'HD104',
      'The scenario does not fit the runtime.',
      [unfit],
      'Leave it out of the scenario, or describe it in the runtime: docs/runtimes.md says how.',
    );
  }
  if (runtime.bookkeeping.per === 'store' && isScattered(scenario)) {
    throw new HeddleError(
      'HD103',
      'The scenario does not fit the runtime.',
      [
        `\`${runtime.id}\` keeps its books per store, and a store has tasks on more than one executor`,
      ],
      'Put all tasks of a store on one executor, or keep the books per task.',
    );
  }
  return scenario;
};

/** Whether the rules have a place for who is where in a shape. */
const fits = ({ runtime }: Rules, { tasks }: Shape): boolean =>
  runtime.bookkeeping.per === 'task' || !isSpread(tasks);

/** The open programs of rules within a scope. */
const openingsOf = (
  rules: Rules,
  scope: Scope,
  vocabulary: readonly string[],
): NonNullable<ContextDomain['openings']> => {
  const severalExecutors =
    rules.runtime.bookkeeping.per === 'task' || vocabulary.includes('stores');
  const place: Scope = severalExecutors ? scope : narrowed(scope, { executors: 1 });
  return {
    bounds: (given) => {
      const beyond = [
        ...beyondScope(scope, { ...given, ops: given.operations }),
        ...(given.vocabulary ?? [])
          .filter((word) => wordsWithin(scope, [word]).length === 0)
          .map((word) => `\`${word}\` is no word of the scope`),
      ];
      if (beyond.length > 0) throw beyondError(beyond);
      return boundsOfProof(given, place, vocabulary);
    },
    within: (bounds) => {
      checkBounds(bounds, rules.runtime);
      const shapes = shapesWithin(bounds, scope);
      const fit = shapes.filter((shape) => fits(rules, shape));
      return {
        instances: fit.map((shape) => openInstance(shape, rules)),
        leftOut: fit.length === shapes.length ? null : spreadText(shapes.length - fit.length),
        notCovered: notCovered(bounds, place, vocabulary),
      };
    },
  };
};

/** A scope as it is narrowed, or with other bounds in place of its own. @throws HeddleError HD207, HD209. */
const scopeOf = (scope: Scope, given: Scope, beyond: boolean): Scope => {
  const to = parseScope(given);
  if (beyond) return { ...scope, ...to };
  const further = beyondScope(scope, to);
  if (further.length > 0) throw beyondError(further);
  return narrowed(scope, to);
};

const beyondError = (further: readonly string[]): HeddleError =>
  new HeddleError(
    'HD207',
    'That goes beyond the scope of the rules.',
    further,
    'A verdict would be about programs that they are not for: narrow it, or add `--beyond-scope`.',
  );

/** Where a user names a size, scenarios are drawn up to it, and not up to the default. */
const largerOf = (bounds: Bounds, { ops, ...to }: Scope): Bounds => ({
  ...bounds,
  ...Object.fromEntries(
    Object.entries({ ...to, operations: ops }).filter(
      ([name, bound]) => name in bounds && bound !== undefined,
    ),
  ),
});

/** The bounds of drawing, each no larger than the scope has it. */
const drawnWithin = (bounds: Bounds, scope: Scope): Bounds => ({
  tasks: Math.min(bounds.tasks, scope.tasks ?? Infinity),
  executors: Math.min(bounds.executors, scope.executors ?? Infinity),
  depth: Math.min(bounds.depth, scope.depth ?? Infinity),
  operations: Math.min(bounds.operations, scope.ops ?? Infinity),
  waitables: Math.min(bounds.waitables, scope.waitables ?? Infinity),
  sets: Math.min(bounds.sets, scope.sets ?? Infinity),
  signals: Math.min(bounds.signals, scope.signals ?? Infinity),
});

/** A pass that does not leave a scope: what it makes of a scenario within is within. */
const passWithin = (scope: Scope, pass: Pass<Scenario>): Pass<Scenario> => ({
  ...pass,
  *propose(current) {
    const free = outsideScope(scope, current.scenario) !== undefined;
    for (const candidate of pass.propose(current)) {
      if (free || outsideScope(scope, candidate.scenario) === undefined) yield candidate;
    }
  },
});

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
