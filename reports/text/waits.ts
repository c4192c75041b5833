import { SIGNAL_POSITIONS, type WaitRow } from '../../properties/wait-coverage.ts';
import { grouped, table } from './layout.ts';

const WIDTHS = [14, 14, 8, 15, 12, 11, 9, 9] as const;

/** Where signals fell, one row a kind of wait. `-`: that was not met; nothing: that cannot be. */
export const waitsText = (rows: readonly WaitRow[]): string => {
  const cells = rows.map(({ frame, operation, maySuspend, counts }) => [
    frame,
    operation,
    maySuspend ? 'yes' : 'no',
    ...counts.map((count) => (count === null ? '' : count === 0 ? '-' : grouped(count))),
  ]);
  const all = rows.flatMap(({ counts }) => counts).filter((count) => count !== null);
  const met = all.filter((count) => count > 0).length;
  return [
    `where signals fell in the waits of all runs: ${met} of ${all.length} combinations were met`,
    '',
    ...table(['top frame', 'operation', 'suspends', ...SIGNAL_POSITIONS], cells, WIDTHS),
  ].join('\n');
};
