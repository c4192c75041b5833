import { DEFAULT_BUDGET } from '../api/plan.ts';
import type { Budget, CheckResult } from '../properties/check-result.ts';
import { plantedText } from '../reports/text/planted.ts';
import type { PlantedResult } from '../properties/planted-result.ts';
import type { Minimum } from '../properties/minimum.ts';
import type { HuntedBug, Hunts } from './bugs.ts';
import type { Crew } from './crew.ts';
import { EXIT } from './exit-codes.ts';
import { print, printInterrupted, printJson } from './output.ts';
import { interruptedJson, unlessInterrupted } from './interruption.ts';
import type { Progress } from './progress.ts';

interface Options {
  readonly seed: string;
  readonly seeds: number;
  readonly budget: Partial<Budget>;
  readonly hunts: Hunts;
  readonly json: boolean;
}

/** What one seed made of one bug: the run that found it and the size of its counterexample. */
interface Catch {
  readonly run: number | null;
  readonly size: readonly number[] | null;
}

/** Hunts every planted bug from every seed, and checks the references. Gives the exit code back. */
export const checkPlanted = async (
  crew: Crew,
  options: Options,
  progress: Progress,
): Promise<number> => {
  const { seed, seeds, budget, hunts } = options;
  const { references, sizes } = hunts;
  const minima = hunts.minima();
  const jobs = hunts.bugs.length * seeds + references.length;
  let done = 0;
  const tick = <T>(value: T): T => {
    if (value !== undefined) done += 1;
    progress.tell(`${done} of ${jobs} checks`);
    return value;
  };
  const held = Promise.all(
    references.map(async (subject) =>
      tick(
        (await unlessInterrupted(crew.ask('hunt', subject, { options: { seed, budget } })))?.result
          .verdict,
      ),
    ),
  );
  const all = await Promise.all(
    hunts.bugs.map(async (bug) => {
      const catches = await Promise.all(
        Array.from({ length: seeds }, async (_, i) =>
          tick(await unlessInterrupted(hunt(crew, bug, `${seed}/${i + 1}`, budget))),
        ),
      );
      const whole = catches.filter((each) => each !== undefined);
      return whole.length < seeds ? [] : [summarise(bug, whole, minima)];
    }),
  );
  const bugs = all.flat();
  const result: PlantedResult = {
    format: 1,
    seed,
    budget: { ...DEFAULT_BUDGET, ...budget },
    sizes,
    reference: { verdict: worst(await held) },
    bugs,
  };
  progress.clear();
  if (options.json) printJson({ ...result, ...interruptedJson() });
  else {
    print(plantedText(result));
    printInterrupted(`${done} of ${jobs} checks`);
  }
  const allFound = bugs.every(({ found }) => !found.includes(null));
  if (result.reference.verdict === 'inconclusive' && allFound) return EXIT.inconclusive;
  return allFound && result.reference.verdict === 'held' ? EXIT.held : EXIT.violated;
};

const hunt = async (
  crew: Crew,
  bug: HuntedBug,
  seed: string,
  budget: Partial<Budget>,
): Promise<Catch> => {
  const { property, subject } = bug;
  const options = { seed, budget, properties: [property], until: property };
  const { result, replays } = await crew.ask('hunt', subject, { options });
  const caught = result.properties.find(({ id }) => id === property);
  const record = caught?.counterexample;
  return caught === undefined || record === undefined || !replays
    ? { run: null, size: null }
    : { run: caught.runs, size: record.size };
};

const summarise = (
  bug: HuntedBug,
  catches: readonly Catch[],
  minima: readonly Minimum[],
): PlantedResult['bugs'][number] => {
  const minimum = minima.find((each) => each.bug === bug.id);
  const runs = catches.flatMap(({ run }) => (run === null ? [] : [run])).toSorted((a, b) => a - b);
  const sizes = catches.flatMap(({ size }) => (size === null ? [] : [size])).toSorted(compareSizes);
  return {
    id: bug.id,
    rows: bug.rows,
    property: bug.property,
    found: catches.map(({ run }) => run),
    median: runs[Math.floor((runs.length - 1) / 2)] ?? null,
    worst: runs.at(-1) ?? null,
    size: sizes[0] ?? null,
    minimum: minimum === undefined ? null : { size: minimum.size, proved: minimum.proved },
  };
};

const compareSizes = (a: readonly number[], b: readonly number[]): number => {
  const i = a.findIndex((number, at) => number !== b[at]);
  return i < 0 ? 0 : a[i]! - b[i]!;
};

/** A reference whose check was interrupted has no verdict. */
const worst = (
  verdicts: readonly (CheckResult['verdict'] | undefined)[],
): CheckResult['verdict'] => {
  if (verdicts.includes('violated')) return 'violated';
  return verdicts.includes('inconclusive') || verdicts.includes(undefined)
    ? 'inconclusive'
    : 'held';
};
