import { cellOf, measuredResult } from '../api/measure.ts';
import type { PlantedBug } from '../model/runtimes/planted-bug.ts';
import type { Budget } from '../properties/check-result.ts';
import type { MeasuredResult } from '../properties/measured-result.ts';
import { grouped } from '../reports/text/layout.ts';
import type { Crew } from './crew.ts';
import { interruption, unlessInterrupted } from './interruption.ts';
import type { Progress } from './progress.ts';

interface Options {
  readonly seed: string;
  readonly seeds: number;
  readonly budget: Partial<Budget>;
  readonly strategies: readonly string[];
  readonly bugs: readonly PlantedBug[];
}

/**
 * Hunts each bug by each strategy from each seed. A hunt is the work of one worker from its first run to its last,
 * so the result does not depend on how the hunts are shared out. Where a signal ended it, it is of the bugs that all hunts
 * of were made; null where there are none.
 */
export const measureWith = async (
  crew: Crew,
  { seed, seeds, budget, strategies, bugs }: Options,
  progress: Progress,
): Promise<{ readonly result: MeasuredResult | null; readonly hunts: string }> => {
  const cells = bugs.map((bug) => ({
    bug,
    cells: strategies.map((strategy) => ({ strategy, found: [] as (number | null)[] })),
  }));
  const hunts = cells.flatMap(({ bug, cells: row }) =>
    row.flatMap(({ strategy, found }) =>
      Array.from({ length: seeds }, (_, i) => ({ bug, strategy, found, i })),
    ),
  );
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < hunts.length && !interruption.aborted) {
      const { bug, strategy, found, i } = hunts[next]!;
      next += 1;
      const options = { seed: `${seed}/${i + 1}`, budget, strategy };
      const ask = { options, property: bug.property };
      const run = await unlessInterrupted(crew.ask('find', { builtIn: bug.id }, ask));
      if (run === undefined) return;
      found[i] = run;
      done += 1;
      progress.tell(`${grouped(done)} of ${grouped(hunts.length)} hunts`);
    }
  };
  await Promise.all(Array.from({ length: crew.size }, work));
  const whole = cells.filter(({ cells: row }) =>
    row.every(({ found }) => found.filter((run) => run !== undefined).length === seeds),
  );
  const measured = whole.map(({ bug: { id, property }, cells: row }) => ({
    id,
    property,
    cells: row.map(({ strategy, found }) => cellOf(strategy, found)),
  }));
  return {
    result:
      measured.length === 0 ? null : measuredResult({ seed, seeds, budget }, strategies, measured),
    hunts: `${grouped(done)} of ${grouped(hunts.length)} hunts`,
  };
};
