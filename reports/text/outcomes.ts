import type { Entry } from '../../model/canonical/outcome.ts';
import { visible } from '../../model/visible.ts';
import { VERSION } from '../../model/version.ts';
import type { AllowedOutcome, OutcomesResult } from '../../properties/outcome-result.ts';
import { scheduleTokenOf } from '../token.ts';
import { grouped, labelled, plural, sizeText, wrap, WIDTH } from './layout.ts';

const COLUMN = 12;

/** Every outcome with what is seen on the way and the word that explains it; then what was covered. */
export const outcomesText = (result: OutcomesResult, scenario: string): string =>
  [
    visible(`heddle ${VERSION}   outcomes of ${scenario}`),
    ...labelled('under', `${result.profile.id}: ${result.profile.says}`, 0, 9),
    ...result.outcomes.flatMap((outcome, i) => ['', ...outcomeLines(outcome, i + 1)]),
    '',
    ...wrap(coverage(result), WIDTH),
  ].join('\n');

const outcomeLines = (outcome: AllowedOutcome, number: number): readonly string[] => [
  ...labelled(`${number}  ${outcome.result}`, resultText(outcome), 0, COLUMN + 2),
  ...outcome.history.flatMap((entry, i) =>
    labelled(i === 0 ? 'seen' : '', entryText(entry), 3, COLUMN + 2),
  ),
  `   --schedule ${scheduleTokenOf(outcome.witness)}`,
];

const resultText = ({ result, value, trap, fault }: AllowedOutcome): string => {
  const calls = Object.entries(value).map(([id, got]) => `${id} ${got}`);
  switch (result) {
    case 'trap':
      return `${trap!.reason}: ${trap!.wording} (${trap!.rule})`;
    case 'fault':
      return `${fault}: the rules of this profile are at a loss`;
    case 'deadlock':
    case 'value':
      return calls.join(', ') || 'nothing was called';
    default:
      return result satisfies never;
  }
};

/** Something seen, in words: who, what, and with which results. */
export const entryText = ([who, operation, ...results]: Entry): string =>
  [who, operation, ...results.map(String)].join(' ');

const coverage = ({
  outcomes,
  complete,
  interleavings,
  states,
  memoryFull,
}: OutcomesResult): string => {
  const found = `${plural(outcomes.length, 'outcome')}, ${plural(states, 'state')}`;
  if (memoryFull !== undefined)
    return `at least ${found}: not every interleaving is covered, for the states outgrow the memory of ${sizeText(memoryFull)}; more (\`--memory\`) may settle it`;
  if (!complete)
    return `at least ${found}: not every interleaving is covered; more \`--states\` may settle it`;
  return interleavings === null
    ? `${found}: every interleaving is covered; some go on for ever`
    : `${found}: all of ${grouped(String(interleavings))} ${interleavings === 1n ? 'interleaving' : 'interleavings'}`;
};
