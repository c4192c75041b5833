import { VERSION } from '../model/version.ts';
import { canonicalRows } from './canonical.ts';
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

interface Group {
  readonly id: string;
  readonly says: string;
  readonly rows: () => Promise<readonly Row[]>;
}

/** In the order in which they are measured: the short ones first. */
const GROUPS: readonly Group[] = [
  { id: 'startup', says: 'start-up', rows: async () => [await startupRow()] },
  { id: 'rates', says: 'schedules a second', rows: rateRows },
  { id: 'canonical', says: 'the Canonical ABI machine', rows: canonicalRows },
  { id: 'hunts', says: 'runs until a bug', rows: huntRows },
  { id: 'plain', says: 'plain search', rows: async () => [await plainRow()] },
  { id: 'searches', says: 'searches: minutes', rows: searchRows },
];

/** In the order of the table. */
const TABLE = ['searches', 'rates', 'hunts', 'canonical', 'startup', 'plain'];

/** Measures the groups that are named; all, if none is. */
const measure = async (wanted: readonly string[]): Promise<readonly Row[]> => {
  const unknown = wanted.find((id) => !TABLE.includes(id));
  if (unknown !== undefined) throw new Error(`no group ${unknown}: ${TABLE.join(', ')}`);
  const found = new Map<string, readonly Row[]>();
  for (const { id, says, rows } of GROUPS) {
    if (wanted.length > 0 && !wanted.includes(id)) continue;
    tell(says);
    found.set(id, await rows());
  }
  return TABLE.flatMap((id) => found.get(id) ?? []);
};

tell('counts');
const agreement = countsAgree();
const rows = await measure(process.argv.slice(2).filter((word) => !word.startsWith('--')));
const json = process.argv.includes('--json');
process.stdout.write(
  `${json ? tableJson(rows) : `heddle ${VERSION}\n\n${tableText(rows, [...NOTES, agreement])}`}\n`,
);
process.exitCode = rows.some((row) => outcomeOf(row) === 'short') ? 1 : 0;
