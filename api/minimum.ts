import { VOCABULARY } from '../model/context/vocabulary.ts';
import type { SizeBounds } from '../explorers/sized-shapes.ts';
import { search, type Limits } from '../explorers/packed/search.ts';
import { systemOf } from '../explorers/packed/system.ts';
import type { Json } from '../model/json.ts';
import { restrict } from '../properties/judge.ts';
import type { Minimum, SearchedSize } from '../properties/minimum.ts';
import { compareSizes, type Case, type Size } from '../shrinkers/pass.ts';
import { failingCase, shrink } from '../shrinkers/shrink.ts';
import { check } from './check.ts';
import { shrinkable, type Domain, type OpenInstance } from './domain.ts';

/** Whose smallest counterexample is looked for, and at what cost. */
export interface MinimumOptions {
  /** The id of the planted bug. */
  readonly bug: string;
  /** The property that it breaks. */
  readonly property: string;
  /** The root of the seeds from which counterexamples are sampled, to begin with. */
  readonly seed: string;
  /** The most states of one instance. */
  readonly states: number;
}

/** Tasks, frames, operations and signals. */
type Measure = readonly [tasks: number, frames: number, work: number];

/** The most states of an instance, where nobody says otherwise. */
export const STATES_OF_MINIMUM = 2_000_000;

/** How many counterexamples are sampled where the shortest schedule cannot be searched for. */
const SEEDS = 10;

/** The most steps of a run that is shrunk. */
const STEPS = 400;

/**
 * The smallest scenario of all that breaks a property: by tasks, then frames, then operations and signals. It takes what
 * the shrinker makes of a sampled failure, and searches every size below that, and so on from whatever is found there.
 * Null where no run breaks the property.
 */
export const findMinimum = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  { bug, property, seed, states }: MinimumOptions,
): Minimum | null => {
  const first = sampled(domain, property, `${seed}/1`);
  if (first === undefined) return null;
  const shape = shrinkable(domain, STEPS);
  let smallest = isCheap(measureOf(domain, first))
    ? first
    : smallestSampled(domain, property, seed, first);
  const adopt = (failing: Case<Scenario>): void => {
    smallest = shrink(shape, property, failing);
  };
  const below = (): readonly SearchedSize[] => {
    const searched: SearchedSize[] = [];
    for (const bounds of smallerThan(measureOf(domain, smallest))) {
      const { size, failing } = searchSize(domain, property, bounds, states, 'first');
      if (failing !== undefined) {
        adopt(failing);
        return below();
      }
      searched.push(size);
    }
    return searched;
  };
  const searched = below();
  const proved = searched.every(({ complete }) => complete);
  /** Whether it was possible to make it the one with the shortest schedule of all of its size. */
  const shorten = (): boolean => {
    const bounds = sizeOf(measureOf(domain, smallest));
    const { size, failing } = searchSize(domain, property, bounds, states, 'shortest');
    if (failing !== undefined && failing.schedule.length < smallest.schedule.length) adopt(failing);
    return size.complete;
  };
  const shortest = isCheap(measureOf(domain, smallest)) && shorten();
  const { scenario, schedule } = smallest;
  const { preemptions } = failingCase(shape, property, smallest)!;
  return {
    bug,
    property,
    size: [...measureOf(domain, smallest), schedule.length, preemptions],
    proved,
    shortest,
    digest: domain.runtime.digest,
    scenario: scenario as Json,
    schedule,
    searched,
  };
};

/** What the shrinker makes of the first run that breaks the property. */
const sampled = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  property: string,
  seed: string,
): Case<Scenario> | undefined => {
  const found = check(domain, { seed, properties: [property], until: property });
  const record = found.properties.find(({ id }) => id === property)?.counterexample;
  return record && { scenario: domain.parseScenario(record.scenario), schedule: record.schedule };
};

/** The same from some more seeds, if one of them leads to something smaller. */
const smallestSampled = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  property: string,
  seed: string,
  first: Case<Scenario>,
): Case<Scenario> => {
  const sizeIn = (each: Case<Scenario>): Size => ({
    numbers: [...domain.measure(each.scenario), each.schedule.length],
    text: '',
  });
  return Array.from({ length: SEEDS - 1 }, (_, i) => `${seed}/${i + 2}`)
    .flatMap((each) => sampled(domain, property, each) ?? [])
    .reduce((a, b) => (compareSizes(sizeIn(b), sizeIn(a)) < 0 ? b : a), first);
};

const measureOf = <Scenario>(
  { measure }: { readonly measure: (scenario: Scenario) => readonly number[] },
  { scenario }: Case<Scenario>,
): Measure => {
  const [tasks = 0, frames = 0, work = 0] = measure(scenario);
  return [tasks, frames, work];
};

/** What need not be in a size: nothing that does less needs more of it. */
const ROOM = { depth: 3, waitables: 2, sets: 1, locks: 1 };
const MORE_ROOM = { ...ROOM, waitables: 3, sets: 2 };

/** Whether all scenarios of a size are few enough to look for the shortest schedule among them. */
const isCheap = ([tasks, , work]: Measure): boolean => tasks === 1 || work <= 3;

const sizeOf = ([tasks, frames, work]: Measure): Omit<SizeBounds, 'vocabulary'> => ({
  ...(tasks * work <= 2 ? MORE_ROOM : ROOM),
  tasks,
  calls: frames - tasks,
  work,
  threads: work,
});

/**
 * The sizes that cover all below one. Fewer tasks, and as many with fewer frames, count as smaller however much they do:
 * any number of operations beside one signal, and as many signals as operations up to what the larger one has.
 */
export const smallerThan = ([tasks, frames, work]: Measure): readonly Omit<
  SizeBounds,
  'vocabulary'
>[] => {
  const calls = frames - tasks;
  const any = { ...ROOM, work: null, threads: 1 };
  const few = Array.from({ length: tasks - 1 }, (_, i) => [
    { ...any, tasks: i + 1, calls: null, depth: 2 },
    { ...sizeOf([i + 1, i + 2, work]), depth: 2 },
  ]).flat();
  const plain =
    calls === 0 ? [] : [{ ...any, tasks, calls: calls - 1 }, sizeOf([tasks, frames - 1, work + 1])];
  const idle = work === 0 ? [] : [sizeOf([tasks, frames, work - 1])];
  return [...few, ...plain, ...idle];
};

/** Every operation that there is; what a runtime has nothing of its domain leaves out. */
const EVERYTHING: readonly string[] = ['wait', ...VOCABULARY];

/** Searches all scenarios of a size for a failure: the first that comes, or one with the shortest schedule. */
export const searchSize = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  property: string,
  bounds: Omit<SizeBounds, 'vocabulary'>,
  states: number,
  wanted: 'first' | 'shortest',
): { readonly size: SearchedSize; readonly failing: Case<Scenario> | undefined } => {
  const suite = restrict(domain.suite, ({ id }) => id === property);
  const instances: readonly OpenInstance<Scenario, State>[] =
    domain.sized?.({ ...bounds, vocabulary: EVERYTHING }) ?? [];
  let failing: Case<Scenario> | undefined;
  let visited = 0;
  let complete = true;
  for (const instance of instances) {
    const limits: Limits = { states, enough: (broken) => broken.size > 0 };
    // Every order of steps: what leaves some out does not know that tasks share what they may do, nor finds the shortest.
    const found = search(systemOf(instance.machine(), suite, { order: false }), limits);
    visited += found.states;
    complete &&= found.complete || found.failures.length > 0;
    const steps = found.failures[0]?.schedule.length ?? Infinity;
    if (steps >= (failing?.schedule.length ?? Infinity)) continue;
    // Where symmetric states are one, the last action may be told of another actor than the one who takes it.
    const plain = search(systemOf(instance.machine(), suite, { order: false, symmetry: false }), {
      ...limits,
      states: Infinity,
    });
    failing = instance.close(plain.failures[0]!.schedule);
    if (wanted === 'first') break;
  }
  return { size: { ...bounds, states: visited, complete }, failing };
};
