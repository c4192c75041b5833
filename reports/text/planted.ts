import { VERSION } from '../../model/version.ts';
import type { PlantedResult } from '../../properties/planted-result.ts';
import { grouped, plural, table } from './layout.ts';

/** One row a bug: what catches it, from how many seeds, how fast, how small. */
export const plantedText = ({ seed, budget, reference, bugs }: PlantedResult): string => {
  const seeds = bugs[0]?.found.length ?? 0;
  const rows = bugs.map(({ id, property, found, median, worst, size }) => [
    id,
    property,
    `${found.filter((run) => run !== null).length} of ${seeds}`,
    median === null ? '-' : grouped(median),
    worst === null ? '-' : grouped(worst),
    size === null ? '-' : size.join(' '),
  ]);
  const missed = bugs.filter(({ found }) => found.includes(null)).length;
  const held = reference.verdict === 'held';
  return [
    `heddle ${VERSION}   planted bugs   seed ${seed}   ${plural(seeds, 'seed')} of at most ${plural(budget.runs, 'run')} each`,
    '',
    ...table(['bug', 'caught by', 'found', 'median', 'worst', 'size'], rows, [24, 32, 9, 8, 8, 16]),
    '',
    'size: tasks, frames, operations and signals, steps, preemptions of the smallest counterexample',
    `${held ? 'ok  ' : 'FAIL'}  the references: ${reference.verdict}`,
    `${bugs.length - missed + (held ? 1 : 0)} passed, ${missed + (held ? 0 : 1)} failed`,
  ].join('\n');
};
