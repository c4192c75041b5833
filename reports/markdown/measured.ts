import type { MeasuredResult } from '../../properties/measured-result.ts';
import { grouped, plural } from '../text/layout.ts';

/**
 * The tables of `docs/strategies.md`. The last column has the hunts of the default from the first seed alone, so that
 * a test can hold the table to the code without measuring all of it anew.
 */
export const measuredMarkdown = (result: MeasuredResult): string => {
  const { seed, seeds, budget, strategies, bugs } = result;
  const first = strategies.some(({ id }) => id === result.default)
    ? result.default
    : strategies[0]!.id;
  return [
    `Runs until found, ${plural(seeds, 'seed')} (\`${seed}/1\` and on) of at most ${plural(budget.runs, 'run')} each, ${plural(budget.schedules, 'schedule')} a scenario.`,
    '',
    ...table(
      ['strategy', 'worst', 'at', 'mean of medians', 'missed'],
      strategies.map(({ id, worst, hardest, mean, missed }) => [
        code(id),
        runs(worst),
        code(hardest),
        runs(mean),
        grouped(missed),
      ]),
    ),
    '',
    ...table(
      ['bug', ...strategies.map(({ id }) => code(id)), `${code(first)}, seed ${code(`${seed}/1`)}`],
      bugs.map(({ id, cells }) => [
        code(id),
        ...cells.map(({ median, worst }) => `${runs(median)} / ${runs(worst)}`),
        runs(cells.find(({ strategy }) => strategy === first)!.found[0] ?? null),
      ]),
    ),
  ].join('\n');
};

const table = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => [
  row(titles),
  `|${['---', ...titles.slice(1).map(() => '--:')].join('|')}|`,
  ...rows.map(row),
];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const code = (text: string): string => `\`${text}\``;

const runs = (count: number | null): string => (count === null ? '–' : grouped(count));
