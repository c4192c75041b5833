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
  const { bounds, leftOut, notCovered } = proof;
  const rows = verdictRows(result);
  const count = (word: Word): number => rows.filter(([own]) => own === word).length;
  return [
    ...wrap(`heddle ${VERSION}   prove ${runtime.id} (${runtime.digest})`, WIDTH),
    ...(result.scope === undefined ? [] : labelled('scope', result.scope, 0, 9)),
    ...labelled('within', withinText(bounds), 0, 9),
    ...labelled('over', [...bounds.vocabulary, 'return'].join(', '), 0, 9),
    ...(proof.reduce === undefined
      ? []
      : labelled('reduce', proof.reduce.join(', ') || 'none: every state by every step', 0, 9)),
    ...(leftOut === null ? [] : labelled('without', leftOut, 0, 9)),
    ...(verbose ? ['', ...instanceLines(proof)] : []),
    ...failures.map((text) => `\n${text}`),
    '',
    ...rows.flatMap(([word, id, text, where]) =>
      labelled(`${word.padEnd(6)}${id}`, `${text}${where}`, 0, 38),
    ),
    '',
    ...(notCovered.length === 0 ? [] : wrap(`not covered: ${notCovered.join(', ')}`, WIDTH)),
    ...wrap(closingText(result, proof), WIDTH),
    ...beyondTexts(proof).flatMap((line) => wrap(line, WIDTH)),
    `${count('ok')} proved, ${count('FAIL')} failed${verdict === 'held' ? '' : `, ${count('open')} open`}`,
  ].join('\n');
};

const instanceLines = ({ searched, instances }: Proof): readonly string[] => [
  ...searched.flatMap(({ says, states, transitions, complete, beyond }) =>
    labelled(
      complete ? 'all of' : 'part of',
      `${says}: ${plural(states, 'state')}, ${plural(transitions, 'transition')}${beyond === undefined ? '' : `; ${grouped(beyond.exact)} exact, ${grouped(beyond.more)} by their bits`}`,
      0,
      9,
    ),
  ),
  ...(searched.length === instances
    ? []
    : labelled('none of', `the other ${plural(instances - searched.length, 'instance')}`, 0, 9)),
];

const closingText = (result: CheckResult, proof: Proof): string => {
  const { verdict, explored } = result;
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
      if (result.interrupted !== undefined)
        return `no proof: interrupted by ${result.interrupted}; searched ${cost}`;
      return exhaustive && unfinished > 0
        ? `no proof: what never ends proves nothing of what must come at last; searched ${cost}`
        : `no proof: ${unsearched(proof, result.budget.states)}; searched ${cost}`;
    default:
      return verdict satisfies never;
  }
};

/** What did not fit, and what may settle it. */
const unsearched = ({ searched }: Proof, bound: number): string => {
  const parts = searched.filter(({ complete }) => !complete);
  const large = parts.filter(
    ({ beyond, states }) => beyond !== undefined && (beyond.ended || states <= bound),
  ).length;
  const many = parts.length - large;
  return [
    ...(many === 0
      ? []
      : [`${have(many)} more states than the bound, and more (--states) may settle it`]),
    ...(large === 0
      ? []
      : [`${have(large)} more states than fit, and more memory (--memory) may settle it`]),
  ].join('; ');
};

const have = (instances: number): string =>
  instances === 1 ? '1 instance has' : `${grouped(instances)} instances have`;

/** How searches went on where memory was full; nothing, where none did. */
const beyondTexts = ({ searched }: Proof): readonly string[] => {
  const all = searched.flatMap(({ beyond }) => beyond ?? []);
  if (all.length === 0) return [];
  const sum = (of: 'exact' | 'more' | 'missed' | 'dropped'): number =>
    all.reduce((before, each) => before + each[of], 0);
  const chance = Math.max(...all.map((each) => each.chance));
  const dropped = sum('dropped');
  return [
    `where memory was full: exact up to ${plural(sum('exact'), 'state')}, then ${grouped(sum('more'))} more, told by ${all[0]!.hashes} bits each; at the end the chance that a new one is taken for known and missed was ${smallText(chance * 100)} %, and ${smallText(sum('missed'))} are expected to have been, besides what only they lead to`,
    ...(dropped === 0
      ? []
      : [
          `${plural(dropped, 'state')} of these at the end of a long way were met and not gone on from`,
        ]),
  ];
};

/** A number of which only the size matters. */
const smallText = (value: number): string => {
  if (value < 0.0001) return value === 0 ? '0' : 'less than 0.0001';
  return value >= 100
    ? `about ${grouped(Math.round(value))}`
    : `about ${Number(value.toPrecision(2))}`;
};
