import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { contextDomain } from '../api/context-domain.ts';
import { breadthFirst } from '../explorers/breadth-first.ts';
import { everyTrace, type Execution } from '../explorers/every-trace.ts';
import { fingerprinted } from '../explorers/fingerprint.ts';
import { search as packedSearch } from '../explorers/packed/search.ts';
import { systemOf, type Reductions } from '../explorers/packed/system.ts';
import { batchCount, sampleBatch } from '../explorers/sample.ts';
import { defaultStrategy } from '../explorers/strategies.ts';
import type { Strategy } from '../explorers/strategy.ts';
import { walk } from '../explorers/walk.ts';
import { contextMachine, openMachine } from '../model/context/context-machine.ts';
import { compileRules } from '../model/context/rules.ts';
import type { State } from '../model/context/state.ts';
import { contextSuite } from '../properties/context-suite.ts';
import { restrict } from '../properties/judge.ts';
import { follow, run } from '../properties/run.ts';
import type { Counts } from './count.ts';
import { BOUNDS_OF_WORKERS } from './measures.ts';
import { timed } from './statistics.ts';
import {
  closedInstance,
  openInstance,
  runtimeOf,
  VARIANTS,
  type Size,
  type Variant,
} from './instance.ts';

/*
 * Heddle's side of the table, and the only place where it comes from: each of these does its work once and says what
 * came of it.
 */

export interface Search extends Counts {
  /** The search alone, without what comes before it. */
  readonly seconds: number;
  /** Everything, from the scenario to the verdict. */
  readonly wall: number;
  /** The visited set and the stored states, over the number of states. */
  readonly bytesPerState: number;
  readonly held: boolean;
}

/** How the open instance is searched: unreduced, in two ways of knowing what was visited; or with every reduction. */
export type SearchMode = 'direct' | 'hash' | 'reduced';

type Prove = (size: Size) => Search;

/**
 * Proves the instance under the reference runtime. The properties are in the states, and what makes no difference is
 * not: so there are not as many as of the machine alone.
 */
const proveBy =
  (reductions: Reductions, direct = false): Prove =>
  (size) => {
    const begun = performance.now();
    const rules = compileRules(runtimeOf('reference'));
    const suite = restrict(contextSuite, ({ kind }) => kind !== 'sometimes');
    const system = systemOf(openMachine(openInstance(size), rules), suite, reductions);
    const searched = performance.now();
    const { states, transitions, complete, endless, failures, bytes } = packedSearch(system, {
      states: 40_000_000,
      enough: (broken) => broken.size > 0,
      direct,
    });
    const ended = performance.now();
    return {
      states,
      transitions,
      seconds: (ended - searched) / 1000,
      wall: (ended - begun) / 1000,
      bytesPerState: bytes / states,
      held: complete && endless === 0 && failures.length === 0,
    };
  };

export const provers: Readonly<Record<SearchMode, Prove>> = {
  direct: proveBy({ symmetry: false, order: false }, true),
  hash: proveBy({ symmetry: false, order: false }),
  reduced: proveBy({}),
};

/** Proves the instance that is beyond what can be stored unreduced. */
export const proveBeyond: Prove = proveBy({});

/** Explores the closed instance without storing states: complete executions, blocked ones, and equivalence classes. */
export const stateless = (
  size: Size,
): { readonly executions: number; readonly blocked: number; readonly traces: number } => {
  const watched = fingerprinted(
    contextMachine(closedInstance(size), compileRules(runtimeOf('reference'))),
    '',
  );
  const prints = new Set<number>();
  const visit = ({ names }: Execution<State>): boolean => {
    watched.begin();
    run(watched.machine, contextSuite, follow(names, false), { steps: STEPS });
    prints.add(watched.print());
    return false;
  };
  const { executions, blocked } = everyTrace(watched.machine, { steps: STEPS, visit });
  return { executions, blocked, traces: prints.size };
};

/** States a second: of one proof with two workers, and of two such proofs that run beside each other, together. */
export const twoWorkers = async (): Promise<{
  readonly workers: number;
  readonly copies: number;
}> => {
  const shared = await timed(() => proveAll(2));
  const apart = await timed(() => Promise.all([proveAll(1), proveAll(1)]));
  return {
    workers: shared.value / shared.seconds,
    copies: (apart.value[0] + apart.value[1]) / apart.seconds,
  };
};

const execFileAsync = promisify(execFile);

/** A proof of many instances by the command line, as its users start it; how many states it had. */
const proveAll = async (workers: number): Promise<number> => {
  const words = ['prove', ...BOUNDS_OF_WORKERS, '--workers', String(workers), '--json'];
  const { stdout } = await execFileAsync(
    process.execPath,
    [resolve('dist/cli/main.js'), ...words],
    {
      maxBuffer: 2 ** 26,
    },
  );
  const { searched } = JSON.parse(stdout) as {
    readonly searched: readonly { readonly states: number }[];
  };
  return searched.reduce((sum, { states }) => sum + states, 0);
};

/** Searches the open instance through the machine and the properties as `check` does today. */
export const search = (size: Size): Counts => {
  const machine = openMachine(openInstance(size), compileRules(runtimeOf('reference')));
  const { states, steps, complete } = breadthFirst(machine, contextSuite, {
    limit: Number.POSITIVE_INFINITY,
    broke: (property) => {
      throw new Error(`the reference runtime broke ${property}`);
    },
    saw: () => undefined,
  });
  if (!complete) throw new Error('the search ended before its end');
  return { states, transitions: steps };
};

/** The ways to sample schedules that are measured: what `check` does by default, and the uniform walk over actors. */
export const samplers: Readonly<Record<'default' | 'uniform', Strategy>> = {
  default: defaultStrategy,
  uniform: walk,
};

/** Made once for a variant: it asks the runtime hundreds of questions. */
const domains = new Map(VARIANTS.map((variant) => [variant, contextDomain(runtimeOf(variant))]));

const SCHEDULES = 100;
const STEPS = 1_000;

/** Runs the closed instance under up to `most` schedules; ends with the first that loses a wakeup, and says its number. */
export const sample = (
  size: Size,
  variant: Variant,
  sampler: keyof typeof samplers,
  seed: string,
  most: number,
): { readonly runs: number; readonly found: boolean } => {
  const { machine, suite, parseScenario } = domains.get(variant)!;
  const scenario = parseScenario(closedInstance(size));
  const until = 'no-lost-wakeup';
  const sampling = {
    machine,
    suite,
    vocabulary: [],
    scenarios: () => fc.constant(scenario),
    strategy: samplers[sampler],
    seed,
    runs: most,
    schedules: SCHEDULES,
    steps: STEPS,
    until,
  };
  for (let batch = 0; batch < batchCount(sampling); batch += 1) {
    const found = sampleBatch(sampling, batch).failures.find(({ property }) => property === until);
    if (found !== undefined) return { runs: found.run, found: true };
  }
  return { runs: most, found: false };
};
