import { VERSION } from '../../model/version.ts';
import type { CheckResult, Proof } from '../../properties/check-result.ts';
import { withinText } from './bounds.ts';
import { grouped, labelled, plural, wrap, WIDTH } from './layout.ts';
import { verdictRows, type Word } from './summary.ts';

/** A proof, or what stands in its way: the bounds, what failed, the verdicts, and what was searched. */
export const proofText = (
  result: CheckResult,
  verbose: boolean,
  failures: readonly string[],
): string => {
  const { runtime, proof, verdict } = result;
  if (proof === undefined) return '';
  const { bounds, leftOut } = proof;
  const rows = verdictRows(result);
  const count = (word: Word): number => rows.filter(([own]) => own === word).length;
  return [
    ...wrap(`heddle ${VERSION}   prove ${runtime.id} (${runtime.digest})`, WIDTH),
    ...labelled('within', withinText(bounds), 0, 9),
    ...labelled('over', [...bounds.vocabulary, 'return'].join(', '), 0, 9),
    ...(leftOut === null ? [] : labelled('without', leftOut, 0, 9)),
    ...(verbose ? ['', ...instanceLines(proof)] : []),
    ...failures.map((text) => `\n${text}`),
    '',
    ...rows.flatMap(([word, id, text, where]) =>
      labelled(`${word.padEnd(6)}${id}`, `${text}${where}`, 0, 38),
    ),
    '',
    ...wrap(closingText(result, proof), WIDTH),
    `${count('ok')} proved, ${count('FAIL')} failed${verdict === 'held' ? '' : `, ${count('open')} open`}`,
  ].join('\n');
};

const instanceLines = ({ searched, instances }: Proof): readonly string[] => [
  ...searched.flatMap(({ says, states, transitions, complete }) =>
    labelled(
      complete ? 'all of' : 'part of',
      `${says}: ${plural(states, 'state')}, ${plural(transitions, 'transition')}`,
      0,
      9,
    ),
  ),
  ...(searched.length === instances
    ? []
    : labelled('none of', `the other ${plural(instances - searched.length, 'instance')}`, 0, 9)),
];

const closingText = ({ verdict, explored }: CheckResult, proof: Proof): string => {
  const { states, steps, unfinished, exhaustive } = explored;
  const { searched, instances } = proof;
  const last = searched.at(-1);
  const of = `${grouped(searched.length)} of ${plural(instances, 'instance')}`;
  const cost = `${of}, ${plural(states, 'state')}, ${plural(steps, 'transition')}`;
  switch (verdict) {
    case 'held':
      return `proved for every program within these bounds, under every interleaving: ${cost}`;
    case 'violated':
      return `no proof: instance ${grouped(searched.length)} of ${grouped(instances)} (${last?.says}) breaks ${searched.length === 1 ? 'it' : 'what the smaller ones hold'}; searched ${plural(states, 'state')}, ${plural(steps, 'transition')}`;
    case 'inconclusive':
      return exhaustive && unfinished > 0
        ? `no proof: what never ends proves nothing of what must come at last; searched ${cost}`
        : `no proof: ${unsearched(proof)} more states than the bound, and more (--states) may settle it; searched ${cost}`;
    default:
      return verdict satisfies never;
  }
};

const unsearched = ({ searched }: Proof): string => {
  const parts = searched.filter(({ complete }) => !complete).length;
  return parts === 1 ? '1 instance has' : `${grouped(parts)} instances have`;
};
