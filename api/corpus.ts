import type { CheckResult } from '../properties/check-result.ts';
import type { CorpusRecord, CorpusResult } from '../properties/corpus-result.ts';
import type { ReplayResult } from './replay.ts';

/** What a replay says of a record that must hold now. */
export const recordAfter = (
  name: string,
  property: string,
  { outcome, note, counterexample }: ReplayResult,
): CorpusRecord => {
  switch (outcome) {
    case 'same':
    case 'differs': {
      const failed = { name, property, verdict: 'violated', note: '' } as const;
      return counterexample === null ? failed : { ...failed, counterexample };
    }
    case 'holds':
      return { name, property, verdict: 'held', note };
    case 'cut-off':
      return { name, property, verdict: 'inconclusive', note: 'the run goes on and on' };
    default:
      return outcome satisfies never;
  }
};

/** The verdict of records alone: one that breaks again is a violation like any other. */
export const verdictOfRecords = (records: readonly CorpusRecord[]): CheckResult['verdict'] => {
  const verdicts = new Set(records.map(({ verdict }) => verdict));
  if (verdicts.has('violated')) return 'violated';
  return verdicts.has('inconclusive') ? 'inconclusive' : 'held';
};

/** A check and the replay of a corpus before it, under one verdict. */
export const withCorpus = (result: CheckResult, corpus: CorpusResult): CheckResult => {
  const verdicts = new Set([result.verdict, verdictOfRecords(corpus.records)]);
  const verdict = verdicts.has('violated')
    ? 'violated'
    : verdicts.has('inconclusive')
      ? 'inconclusive'
      : 'held';
  return { ...result, verdict, corpus };
};
