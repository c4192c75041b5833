import { VERSION } from '../../model/version.ts';
import type { PlantedResult } from '../../properties/planted-result.ts';
import { grouped, plural, table } from './layout.ts';

type Bug = PlantedResult['bugs'][number];

/** One row a bug: from how many seeds it is found, how fast, how small, and how small it could be. */
export const plantedText = ({ seed, budget, sizes, reference, bugs }: PlantedResult): string => {
  const seeds = bugs[0]?.found.length ?? 0;
  const rows = bugs.map(({ id, found, median, worst, size, minimum }) => [
    id,
    `${found.filter((run) => run !== null).length} of ${seeds}`,
    median === null ? '-' : grouped(median),
    worst === null ? '-' : grouped(worst),
    size === null ? '-' : size.join(' '),
    minimum === null ? '-' : `${minimum.size.join(' ')}${minimum.proved ? '' : '?'}`,
    ratioText(size, minimum),
  ]);
  const missed = bugs.filter(({ found }) => found.includes(null)).length;
  const held = reference.verdict === 'held';
  const known = bugs.some(({ minimum }) => minimum !== null);
  return [
    `heddle ${VERSION}   planted bugs   seed ${seed}   ${plural(seeds, 'seed')} of at most ${plural(budget.runs, 'run')} each`,
    '',
    ...(known
      ? table(
          ['bug', 'found', 'median', 'worst', 'size', 'minimum', 'ratio'],
          rows,
          [24, 12, 8, 8, 16, 16, 6],
        )
      : table(
          ['bug', 'found', 'median', 'worst', 'size'],
          rows.map((cells) => cells.slice(0, 5)),
          [32, 12, 8, 8, 16],
        )),
    '',
    `size: ${sizes.join(', ')}, steps, preemptions of the smallest counterexample`,
    ...(known ? [MINIMUM] : []),
    ...minimalText(bugs),
    `${held ? 'ok  ' : 'FAIL'}  the references: ${reference.verdict}`,
    `${bugs.length - missed + (held ? 1 : 0)} passed, ${missed + (held ? 0 : 1)} failed`,
  ].join('\n');
};

const MINIMUM =
  'minimum: of the smallest that there is   ratio: of all but tasks and preemptions   ?: not proved';

/** Frames, operations and signals, and steps. */
const weight = ([, frames = 0, work = 0, steps = 0]: readonly number[]): number =>
  frames + work + steps;

const ratioOf = ({ size, minimum }: Pick<Bug, 'size' | 'minimum'>): number | null =>
  size === null || minimum === null ? null : weight(size) / weight(minimum.size);

const ratioText = (size: Bug['size'], minimum: Bug['minimum']): string =>
  ratioOf({ size, minimum })?.toFixed(2) ?? '-';

const minimalText = (bugs: readonly Bug[]): readonly string[] => {
  const ratios = bugs.map(ratioOf).filter((ratio) => ratio !== null);
  if (ratios.length === 0) return [];
  const minimal = ratios.filter((ratio) => ratio <= 1).length;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return [
    `${minimal} of ${plural(ratios.length, 'bug')} at the minimum   ratio: ${mean.toFixed(2)} on the mean, ${Math.max(...ratios).toFixed(2)} at worst`,
  ];
};
