import type { Counterexample } from '../../model/counterexample.ts';
import type { CorpusRecord, CorpusResult } from '../../properties/corpus-result.ts';
import { grouped, labelled, plural, table } from './layout.ts';

const WORDS = {
  held: 'ok',
  violated: 'FAIL',
  inconclusive: 'open',
  'not-judged': 'skip',
  unreadable: 'FAIL',
} as const satisfies Readonly<Record<CorpusRecord['verdict'], string>>;

/** The row of a corpus among the verdicts: one word for all of its records. */
export const corpusCells = ({
  folder,
  records,
}: CorpusResult): readonly ['ok' | 'FAIL' | 'open', string, string] => {
  const words = new Set<string>(records.map(({ verdict }) => WORDS[verdict]));
  const word = words.has('FAIL') ? 'FAIL' : words.has('open') ? 'open' : 'ok';
  return [word, folder, countsText(records)];
};

/** `3 records replayed: 2 hold, 1 breaks again`. */
export const countsText = (records: readonly CorpusRecord[]): string => {
  const part = (verdict: CorpusRecord['verdict'], one: string, many: string): readonly string[] => {
    const { length } = records.filter((record) => record.verdict === verdict);
    return length === 0 ? [] : [`${grouped(length)} ${length === 1 ? one : many}`];
  };
  const parts = [
    ...part('held', 'holds', 'hold'),
    ...part('violated', 'breaks again', 'break again'),
    ...part('inconclusive', 'does not end', 'do not end'),
    ...part('not-judged', 'does not fit the runtime', 'do not fit the runtime'),
    ...part('unreadable', 'cannot be replayed', 'cannot be replayed'),
  ];
  return `${plural(records.length, 'record')} replayed: ${parts.join(', ')}`;
};

/** A line for each record, and the count of those that passed and failed. */
export const corpusText = ({ records }: CorpusResult): string => {
  const count = (word: string): number =>
    records.filter(({ verdict }) => WORDS[verdict] === word).length;
  const open = count('open');
  return [
    ...records.flatMap(({ name, verdict, note }) => [
      `${WORDS[verdict].padEnd(6)}${name}`,
      ...(note === '' ? [] : labelled('', note, 6, 8)),
    ]),
    '',
    `${count('ok')} passed, ${count('FAIL')} failed${open > 0 ? `, ${open} open` : ''}`,
  ].join('\n');
};

/** What a folder of records holds: a row a record. */
export const corpusListText = (
  records: readonly { readonly name: string; readonly record: Counterexample }[],
): string =>
  table(
    ['record', 'found in', 'steps', 'says'],
    records.map(({ name, record }) => [
      name,
      record.runtime.id,
      grouped(record.schedule.length),
      record.explanation.sentence,
    ]),
    [36, 16, 5, 37],
  ).join('\n');
