import type { Changes, Counterexample, TraceRow } from '../../model/counterexample.ts';
import { WIDTH, grouped, table } from './layout.ts';

/** More lanes than this are folded into one. */
const LANES_MAX = 4;
const STEP_WIDTH = 6;
const GAP = 2;
const CHANGES_MIN = 26;

/** The trace as a table: a column for each actor, and what each step changed. */
export const interleaving = (record: Counterexample): readonly string[] => {
  const lanes = record.lanes.slice(0, LANES_MAX);
  const folded = record.lanes.length > LANES_MAX;
  const titles = [
    '  step',
    ...lanes.map(({ title }) => title),
    ...(folded ? ['others'] : []),
    'changes',
  ];
  const columns = titles.length - 2;
  const room = WIDTH - STEP_WIDTH - CHANGES_MIN - GAP * (columns + 1);
  const lane = Math.floor(room / columns);
  const rows = record.trace.map((row, i) => [
    `${marker(record, i)}${String(i + 1).padStart(STEP_WIDTH - 2)}`,
    ...lanes.map(({ id }) => laneCell(row, id)),
    ...(folded
      ? [lanes.some(({ id }) => id === row.actor) ? '' : `${row.actor}: ${row.does}`]
      : []),
    changeText(row.changes),
  ]);
  const widths = [STEP_WIDTH, ...Array.from({ length: columns }, () => lane), WIDTH];
  const end = endRow(record, titles.length);
  const used =
    STEP_WIDTH +
    GAP +
    columnWidths(titles, [...rows, end], lane).reduce((sum, width) => sum + width + GAP, 0);
  return table(titles, [...rows, end], [...widths.slice(0, -1), WIDTH - used]);
};

const columnWidths = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  max: number,
): readonly number[] =>
  titles
    .slice(1, -1)
    .map((title, i) =>
      Math.min(max, Math.max(title.length, ...rows.map((row) => row[i + 1]!.length))),
    );

/** `>` marks the step that decided. */
const marker = ({ explanation: { decided } }: Counterexample, index: number): string =>
  'step' in decided && decided.step === index + 1 ? '> ' : '  ';

/** What the lane does; `:` where it could have gone on. */
const laneCell = (row: TraceRow, lane: string): string => {
  if (row.actor !== lane) return row.ready.includes(lane) ? ':' : '';
  return row.does;
};

const endRow = ({ end }: Counterexample, columns: number): readonly string[] => [
  '',
  end === 'quiescent' ? 'nobody can move' : '',
  ...Array.from({ length: columns - 3 }, () => ''),
  '<- violated',
];

/** More changes than this are counted: a step that does without end changes thousands of facts. */
const CHANGES_MAX = 24;

/** Changed facts in words: `ws1 waiters t1`, `w1 event pending`. */
export const changeText = (changes: Changes): string => {
  const told = Object.entries(changes).flatMap(([object, facts]) =>
    Object.entries(facts).map(([fact, [, value]]) => `${object} ${fact}: ${value}`),
  );
  if (told.length <= CHANGES_MAX) return told.join(', ');
  const rest = grouped(told.length - CHANGES_MAX);
  return [...told.slice(0, CHANGES_MAX), `${rest} more`].join(', ');
};
