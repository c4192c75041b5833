import type { CheckResult } from '../properties/check-result.ts';
import type { CorpusRecord, CorpusResult } from '../properties/corpus-result.ts';
import { invariantOf } from '../properties/judge.ts';
import { plural } from '../reports/text/layout.ts';
import type { Domain } from './domain.ts';
import { explain } from './explain.ts';
import { exploreExhaustively, planCheck } from './plan.ts';
import { replay, type ReplayRequest } from './replay.ts';

/** A record of a corpus, by the name of its file, and the most states of a search of its scenario. */
export interface Recheck {
  /** The name of its file, without the ending. */
  readonly name: string;
  /** What to run again. */
  readonly request: ReplayRequest;
  /** The most states of a search of its scenario. */
  readonly states: number;
}

/**
 * Whether a record holds now. Its schedule is tried first. Where that breaks nothing, every schedule of its scenario
 * is searched: the rules have changed, so the schedule may no longer mean the interleaving that it was recorded for.
 *
 * @throws HeddleError HD1xx, HD402 for what does not exist, HD303 for a schedule that does not fit.
 */
export const recheck = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
  { name, request, states }: Recheck,
): CorpusRecord => {
  const { property } = request;
  // A scenario outside the scope of the rules is refused here, and replayed otherwise.
  const plan = planCheck(domain, {
    seed: '-',
    properties: [property],
    scenario: request.scenario,
    strategy: 'exhaustive',
    budget: { states },
  });
  const { counterexample, note } = replay(domain, request);
  if (counterexample !== null)
    return { name, property, verdict: 'violated', note: '', counterexample };
  const { failures, exhaustive, unfinished, ...searched } = exploreExhaustively(plan)!;
  const said = (verdict: CorpusRecord['verdict'], more: string): CorpusRecord => ({
    name,
    property,
    verdict,
    note: [note, more].filter((part) => part !== '').join('; '),
  });
  const failure = failures.find((candidate) => candidate.property === property);
  const broken = failure && explain(domain, property, failure, null);
  if (broken !== undefined) {
    const other = said('violated', 'it breaks under another schedule');
    return { ...other, otherSchedule: true, counterexample: broken };
  }
  if (!exhaustive) {
    return said(
      'inconclusive',
      `its scenario has more than ${plural(states, 'state')}, so another schedule may break it`,
    );
  }
  if (unfinished > 0 && invariantOf(domain.suite, property).kind === 'eventually') {
    return said('inconclusive', 'some runs of its scenario never come to rest');
  }
  return said(
    'held',
    `no schedule of its scenario breaks it (${plural(searched.states, 'state')})`,
  );
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
