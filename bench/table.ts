import { grouped, table, wrap, WIDTH } from '../reports/text/layout.ts';
import { outcomeOf, ratioOf, type Row, type Side } from './row.ts';

const COLUMNS = ['measure', 'mark', 'Heddle', 'peer', 'ratio', 'ok?'] as const;
const WIDTHS = [29, 9, 18, 20, 7, 8];

const WORDS = { ok: 'ok', short: 'SHORT', skipped: 'skipped', told: '' } as const;

/** The table, 100 columns wide, and below it what is to be known of it. */
export const tableText = (rows: readonly Row[], notes: readonly string[]): string =>
  [
    ...table(COLUMNS, rows.map(cells), WIDTHS),
    '',
    ...notes.flatMap((note) => wrap(note, WIDTH)),
    closing(rows),
  ].join('\n');

const cells = (row: Row): readonly string[] => [
  row.measure,
  markText(row),
  sideText(row.heddle),
  sideText(row.peer),
  ratioText(row),
  WORDS[outcomeOf(row)],
];

const sideText = (side: Side): string => (side.kind === 'measured' ? side.text : side.reason);

const markText = ({ mark, unit }: Row): string => {
  switch (mark.kind) {
    case 'faster':
    case 'more':
      return `≥ ${mark.value}x`;
    case 'at most':
      return `≤ ${mark.value}${unit}`;
    case 'at least':
      return `≥ ${grouped(mark.value)}${unit}`;
    case 'exactly':
      return `${mark.value}${unit}`;
    case 'none':
      return '-';
    default:
      return mark satisfies never;
  }
};

const ratioText = (row: Row): string => {
  const ratio = ratioOf(row);
  if (ratio === undefined) return '-';
  // Three digits, so that what is just short of its mark does not look like it.
  return ratio < 1000 ? `${Number(ratio.toPrecision(3))}x` : `${grouped(Math.round(ratio))}x`;
};

const closing = (rows: readonly Row[]): string => {
  const count = (outcome: string): number =>
    rows.filter((row) => outcomeOf(row) === outcome).length;
  return `${count('ok')} met, ${count('short')} short, ${count('skipped')} skipped for want of a peer`;
};

/** The same for programs. */
export const tableJson = (rows: readonly Row[]): string =>
  JSON.stringify(
    rows.map((row) => ({ ...row, ratio: ratioOf(row) ?? null, outcome: outcomeOf(row) })),
    null,
    2,
  );
