import { VERSION } from '../../model/version.ts';
import type { CheckResult, Proof } from '../../properties/check-result.ts';
import { grouped, labelled, plural, wrap, WIDTH } from './layout.ts';
import { verdictRows } from './summary.ts';

/** A proof, or what stands in its way: the bounds, what failed, the verdicts, and what was searched. */
export const proofText = (
  result: CheckResult,
  verbose: boolean,
  failures: readonly string[],
): string => {
  const { runtime, proof, verdict } = result;
  if (proof === undefined) return '';
  const rows = verdictRows(result);
  return [
    `heddle ${VERSION}   prove ${runtime.id} (${runtime.digest})`,
    ...labelled('within', withinText(proof), 0, 9),
    ...labelled('over', [...proof.bounds.vocabulary, 'return'].join(', '), 0, 9),
    ...(verbose ? ['', ...instanceLines(proof)] : []),
    ...failures.map((text) => `\n${text}`),
    '',
    ...rows.flatMap(([word, id, text, where]) =>
      labelled(`${word.padEnd(6)}${id}`, `${text}${where}`, 0, 38),
    ),
    '',
    ...wrap(closingText(result, proof), WIDTH),
    `${rows.filter(([word]) => word === 'ok').length} ${verdict === 'held' ? 'proved' : 'held so far'}, ${rows.filter(([word]) => word === 'FAIL').length} failed`,
  ].join('\n');
};

const withinText = ({ bounds }: Proof): string =>
  [
    `up to ${plural(bounds.tasks, 'task')}`,
    plural(bounds.executors, 'executor'),
    ...(bounds.stores > 1 ? [plural(bounds.stores, 'store')] : []),
    plural(bounds.waitables, 'waitable'),
    plural(bounds.sets, 'set'),
    ...(bounds.locks > 0 ? [plural(bounds.locks, 'lock')] : []),
    plural(bounds.signals, 'signal'),
    `${plural(bounds.depth, 'frame')} deep`,
    `${plural(bounds.operations, 'operation')} a task`,
  ].join(', ');

const instanceLines = ({ searched }: Proof): readonly string[] =>
  searched.flatMap(({ says, states, transitions, complete }) =>
    labelled(
      complete ? 'all of' : 'part of',
      `${says}: ${plural(states, 'state')}, ${plural(transitions, 'transition')}`,
      0,
      9,
    ),
  );

const closingText = ({ verdict, explored }: CheckResult, proof: Proof): string => {
  const { states, steps } = explored;
  const searched = `${grouped(proof.searched.length)} of ${plural(proof.instances, 'instance')}, ${plural(states, 'state')}, ${plural(steps, 'transition')}`;
  switch (verdict) {
    case 'held':
      return `proved for every program within these bounds, under every interleaving: ${searched}`;
    case 'violated':
      return `no proof: smaller instances hold, this one does not; searched ${searched}`;
    case 'inconclusive':
      return `no proof: some instance has more states than the bound (--states), or does not come to rest; searched ${searched}`;
    default:
      return verdict satisfies never;
  }
};
