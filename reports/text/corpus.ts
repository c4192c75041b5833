import type { Counterexample } from '../../model/counterexample.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import { VERSION } from '../../model/version.ts';
import { visible } from '../../model/visible.ts';
import type { CorpusRecord, CorpusResult } from '../../properties/corpus-result.ts';
import { grouped, labelled, plural, table, WIDTH, wrap } from './layout.ts';

const WORDS = {
  held: 'ok',
  violated: 'FAIL',
  inconclusive: 'open',
  'not-judged': 'skip',
  unreadable: 'FAIL',
} as const satisfies Readonly<Record<CorpusRecord['verdict'], string>>;

/** The row of a corpus among the verdicts: one word for all of its records. */
export const corpusCells = (
  corpus: CorpusResult,
): readonly ['ok' | 'FAIL' | 'open' | 'skip', string, string] => {
  const { records } = corpus;
  const words = new Set<string>(records.map(({ verdict }) => WORDS[verdict]));
  const word =
    (['FAIL', 'open', 'ok'] as const).find((candidate) => words.has(candidate)) ?? 'skip';
  return [word, 'corpus', countsText(corpus)];
};

/** The line of a check that replayed a corpus first. */
export const corpusLine = (corpus: CorpusResult): string =>
  wrap(`${corpus.folder}: ${countsText(corpus)}`, WIDTH).join('\n');

/** `3 records replayed: 2 hold, 1 breaks again; 8 of other rules do not apply`. */
const countsText = ({ records, others }: CorpusResult): string => {
  const rest =
    others === 0
      ? []
      : [`${plural(others, 'record')} of other rules ${others === 1 ? 'does' : 'do'} not apply`];
  const parts = [...(records.length === 0 ? [] : [replayedText(records)]), ...rest];
  return parts.length === 0 ? 'no record of these invariants' : parts.join('; ');
};

const replayedText = (records: readonly CorpusRecord[]): string => {
  const part = (verdict: CorpusRecord['verdict'], one: string, many: string): readonly string[] => {
    const { length } = records.filter((record) => record.verdict === verdict);
    return length === 0 ? [] : [`${grouped(length)} ${length === 1 ? one : many}`];
  };
  const parts = [
    ...part('held', 'holds', 'hold'),
    ...part('violated', 'breaks again', 'break again'),
    ...part('inconclusive', 'is open', 'are open'),
    ...part('not-judged', 'does not fit the runtime', 'do not fit the runtime'),
    ...part('unreadable', 'cannot be replayed', 'cannot be replayed'),
  ];
  return `${plural(records.length, 'record')} replayed: ${parts.join(', ')}`;
};

/** A line for each record, and the count of those that passed and failed. */
export const corpusText = ({ records }: CorpusResult): string => {
  const count = (word: string): number =>
    records.filter(({ verdict }) => WORDS[verdict] === word).length;
  const rest = (['open', 'skip'] as const).flatMap((word) =>
    count(word) === 0 ? [] : [`, ${count(word)} ${word === 'skip' ? 'skipped' : word}`],
  );
  return [
    ...records.flatMap(({ name, verdict, note }) => [
      `${WORDS[verdict].padEnd(6)}${visible(name)}`,
      ...(note === '' ? [] : labelled('', note, 6, 8)),
    ]),
    '',
    `${count('ok')} passed, ${count('FAIL')} failed${rest.join('')}`,
  ].join('\n');
};

/** The first line: under which rules what was replayed. */
export const corpusHeading = (
  { id, digest }: CheckResult['runtime'],
  corpus: CorpusResult,
): string =>
  [
    ...wrap(`heddle ${VERSION}   runtime ${id} (${digest})   corpus ${corpus.folder}`, WIDTH),
    ...wrap(countsText(corpus), WIDTH),
  ].join('\n');

/** What a folder of records holds: a row a record. */
export const corpusListText = (
  folder: string,
  records: readonly { readonly name: string; readonly record: Counterexample }[],
): string => {
  const rows = records.map(({ name, record }) => [
    name,
    record.runtime.id,
    grouped(record.schedule.length),
    record.explanation.sentence,
  ]);
  return [
    `${visible(folder)}: ${plural(records.length, 'record')}`,
    ...(rows.length === 0
      ? []
      : ['', ...table(['record', 'found in', 'steps', 'says'], rows, [42, 20, 5, 27])]),
  ].join('\n');
};
