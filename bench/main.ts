import { VERSION } from '../model/version.ts';
import { countsAgree } from './counts.ts';
import { outcomeOf, type Row } from './row.ts';
import { huntRows, rateRows } from './samplings.ts';
import { plainRow, searchRows } from './searches.ts';
import { startupRow } from './startup.ts';
import { tableJson, tableText } from './table.ts';

const NOTES = [
  'bench/README.md says how to read this. ratio: how many times better Heddle is than the peer, in this run, on this machine',
];

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** The groups of rows, in the order of the table; the short ones are measured first. */
const measure = async (): Promise<readonly Row[]> => {
  tell('start-up');
  const startup = await startupRow();
  tell('schedules a second');
  const rates = await rateRows();
  tell('runs until a bug');
  const hunts = await huntRows();
  tell('plain search');
  const plain = await plainRow();
  tell('searches: minutes');
  return [...(await searchRows()), ...rates, ...hunts, startup, plain];
};

tell('counts');
const agreement = countsAgree();
const rows = await measure();
const json = process.argv.includes('--json');
process.stdout.write(
  `${json ? tableJson(rows) : `heddle ${VERSION}\n\n${tableText(rows, [...NOTES, agreement])}`}\n`,
);
process.exitCode = rows.some((row) => outcomeOf(row) === 'short') ? 1 : 0;
