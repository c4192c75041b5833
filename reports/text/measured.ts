import { VERSION } from '../../model/version.ts';
import type { MeasuredCell, MeasuredResult } from '../../properties/measured-result.ts';
import { grouped, plural, table } from './layout.ts';

/** As many strategies as fit beside each other. */
const COLUMNS = 5;

/** What each strategy comes to, then its median and worst for each bug. */
export const measuredText = (result: MeasuredResult): string => {
  const { seed, seeds, budget, strategies, bugs, best } = result;
  const ids = strategies.map(({ id }) => id);
  const blocks = Array.from({ length: Math.ceil(ids.length / COLUMNS) }, (_, i) => {
    const [from, to] = [i * COLUMNS, (i + 1) * COLUMNS];
    const shown = ids.slice(from, to);
    const rows = bugs.map(({ id, cells }) => [id, ...cells.slice(from, to).map(cellText)]);
    return ['', ...table(['bug', ...shown], rows, [24, ...shown.map(() => 13)])];
  });
  const summary = strategies.map(({ id, missed, worst, hardest, mean }) => [
    id,
    runs(worst),
    hardest,
    runs(mean),
    grouped(missed),
  ]);
  return [
    `heddle ${VERSION}   strategies   seed ${seed}   ${plural(seeds, 'seed')} of at most ${plural(budget.runs, 'run')} each`,
    '',
    ...table(['strategy', 'worst', 'at', 'mean', 'missed'], summary, [36, 7, 24, 7, 7]),
    ...blocks.flat(),
    '',
    'runs until found: median/worst over the seeds; -: not found within the runs',
    'mean: the geometric mean of the medians   missed: hunts that found nothing',
    `lowest worst case: ${best}   default: ${result.default}`,
  ].join('\n');
};

const cellText = ({ median, worst }: MeasuredCell): string => `${runs(median)}/${runs(worst)}`;

const runs = (count: number | null): string => (count === null ? '-' : grouped(count));
