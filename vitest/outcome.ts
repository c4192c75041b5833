import type { Counterexample } from '../model/counterexample.ts';
import type { CheckResult } from '../properties/check-result.ts';
import { counterexampleText } from '../reports/text/counterexample.ts';
import { labelled, wrap, WIDTH } from '../reports/text/layout.ts';
import { replayCommand } from '../reports/text/replay-command.ts';
import { openText, settledBy } from '../reports/text/summary.ts';
import { readableTokens, tokenOf } from '../reports/token.ts';

/** What a test is to say. `beside`: nothing of its own, for the reason given. */
export type Outcome =
  | { readonly kind: 'held' }
  | { readonly kind: 'violated'; readonly why: string; readonly record: Counterexample }
  | { readonly kind: 'open' | 'beside'; readonly why: string };

/**
 * What became of one invariant. `rules`: where `heddle replay` finds the rules; empty for those that are built in,
 * null where nobody said.
 */
export const invariantOutcome = (
  { properties, explored, runtime }: CheckResult,
  id: string,
  rules: string | null,
): Outcome => {
  const property = properties.find((candidate) => candidate.id === id)!;
  switch (property.verdict) {
    case 'held':
      return { kind: 'held' };
    case 'violated': {
      const record = property.counterexample!;
      const commands = readableTokens(tokenOf(record)).map((token) => replayCommand(token, rules));
      const report = counterexampleText(record, { commands });
      return { kind: 'violated', why: `${runtime.id} breaks ${id}.\n\n${report}`, record };
    }
    case 'inconclusive': {
      const reason = `${id} is open: ${openText(explored)}.`;
      return { kind: 'open', why: [reason, adviceText(explored)].join('\n') };
    }
    case 'not-judged':
      return { kind: 'beside', why: 'not judged: the trace lacks events that it needs' };
    default:
      return property.verdict satisfies never;
  }
};

/** Whether everything was seen that must be. A failure cuts a search short, so beside one this says nothing. */
export const seenOutcome = ({ verdict, witnesses, explored }: CheckResult): Outcome => {
  const gaps = witnesses.filter(
    ({ count, inapplicable }) => count === 0 && inapplicable === undefined,
  );
  if (gaps.length === 0) return { kind: 'held' };
  const count = `${gaps.length} of ${witnesses.length} situations`;
  if (verdict === 'violated') {
    return { kind: 'beside', why: `${count} were not seen; the violations come first` };
  }
  const lines = gaps.flatMap(({ id, says }) => labelled('gap', `${id}: ${says}`, 2, 7));
  const why = [
    `${count} were never seen, so a pass says nothing about them.`,
    '',
    ...lines,
    '',
    ...wrap(adviceText(explored), WIDTH),
  ];
  return { kind: 'open', why: why.join('\n') };
};

const adviceText = (explored: CheckResult['explored']): string => {
  const bound = settledBy(explored);
  return bound === null
    ? 'A run that never ends proves nothing.'
    : `A larger \`${bound === 'memory' ? bound : `budget.${bound}`}\` may settle it; \`inconclusive: 'skip'\` skips what is open.`;
};
