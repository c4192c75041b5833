import type { CheckResult, PropertyResult, WitnessResult } from '../../properties/check-result.ts';
import { VERSION } from '../../model/version.ts';
import { provedText } from './bounds.ts';
import { corpusCells } from './corpus.ts';
import { COUNTED } from './counterexample.ts';
import { grouped, labelled, percent, plural, sizeText, wrap, WIDTH } from './layout.ts';

/** The first lines of a check: what is checked, how, and how far. */
export const headingText = ({
  rules = 'runtime',
  runtime,
  seed,
  scenario,
  scope,
}: {
  /** What the rules are called, after the machine that they are of where that is not the first one. */
  readonly rules?: string;
  readonly runtime: CheckResult['runtime'];
  readonly seed: string;
  readonly scenario: string | null;
  readonly scope?: string;
}): string =>
  [
    ...wrap(
      `heddle ${VERSION}   ${rules} ${runtime.id} (${runtime.digest})   ${scenario === null ? 'drawn scenarios' : `scenario ${scenario}`}   seed ${seed}`,
      WIDTH,
    ),
    ...(scope === undefined ? [] : labelled('scope', scope, 0, 9)),
  ].join('\n');

/** The verdicts of a check, what was seen on the way, and what was not. */
export const summaryText = (result: CheckResult): string => {
  const { witnesses, explored } = result;
  const rows = verdictRows(result);
  const count = (word: Word): number => rows.filter(([own]) => own === word).length;
  const gaps = gapsOf(result);
  const doubtful = count('open') + gaps.length;
  return [
    ...rows.flatMap(([word, id, text, where]) =>
      labelled(`${word.padEnd(6)}${id}`, `${text}${where}`, 0, 38),
    ),
    ...seenLines(witnesses, unitOf(explored, 'step')),
    ...gaps.flatMap(({ id, says }) =>
      labelled('gap', `${id}: never seen, so this run says nothing about it (${says})`, 0, 6),
    ),
    ...witnesses
      .filter(({ inapplicable }) => inapplicable !== undefined)
      .flatMap(({ id, inapplicable }) => labelled('n/a', `${id}: ${inapplicable}`, 0, 6)),
    '',
    ...wrap(boundsText(result), WIDTH),
    ...tracesText(result.explored).flatMap((line) => wrap(line, WIDTH)),
    ...(result.proved === undefined ? [] : wrap(provedText(result.proved), WIDTH)),
    ...(result.verdict === 'inconclusive'
      ? [
          result.interrupted === undefined
            ? `inconclusive: ${plural(doubtful, 'question')} left open; ${adviceText(explored)}`
            : `inconclusive: interrupted by ${result.interrupted}`,
        ]
      : []),
    `${count('ok')} passed, ${count('FAIL')} failed${doubtful > 0 && result.verdict !== 'violated' ? `, ${doubtful} open` : ''}`,
  ].join('\n');
};

/** What must be seen and was not. */
export const gapsOf = ({ witnesses }: CheckResult): readonly WitnessResult[] =>
  witnesses.filter(({ count, inapplicable }) => count === 0 && inapplicable === undefined);

/** How a verdict is said. */
export type Word = 'ok' | 'FAIL' | 'open' | 'skip';

/**
 * A row for each verdict: the word, what it is about, what it rests on, and where in a text the failure is told. A
 * corpus is one row.
 */
export const verdictRows = (
  result: CheckResult,
): readonly (readonly [Word, string, string, string])[] => {
  const { properties, corpus } = result;
  const observable = properties.some(
    ({ verdict, diagnosis }) => verdict === 'violated' && !diagnosis,
  );
  const whereOf = ({ verdict, diagnosis, counterexample }: PropertyResult): string => {
    if (verdict !== 'violated') return '';
    const [known] = counterexample?.explanation.known ?? [];
    if (known !== undefined) return `, a known fault of the rules (${known.id}), see above`;
    return diagnosis && observable ? ', the diagnosis of the failures above' : ', see above';
  };
  return [
    ...(corpus === undefined || corpus.records.length === 0
      ? []
      : [[...corpusCells(corpus), ''] as const]),
    ...properties.map(
      (property) => [...propertyCells(property, result), whereOf(property)] as const,
    ),
  ];
};

const propertyCells = (
  property: PropertyResult,
  { explored, proof, interrupted }: CheckResult,
): readonly [Word, string, string] => {
  const { id, verdict, runs } = property;
  switch (verdict) {
    case 'held':
      return ['ok', id, heldText(runs, explored, proof)];
    case 'violated': {
      const by = property.counterexample?.provenance?.strategy ?? '';
      return ['FAIL', id, `${COUNTED[by] ?? unitOf(explored, 'state')} ${grouped(runs)}`];
    }
    case 'inconclusive': {
      if (interrupted !== undefined)
        return ['open', id, `not broken before it was interrupted by ${interrupted}`];
      const soFar = proof !== undefined && explored.unfinished === 0;
      return ['open', id, soFar ? 'not broken in what was searched' : openText(explored)];
    }
    case 'not-judged':
      return ['skip', id, 'not judged: the trace lacks events that it needs'];
    default:
      return verdict satisfies never;
  }
};

const heldText = (
  runs: number,
  { states, exhaustive, blocked }: CheckResult['explored'],
  proof: CheckResult['proof'],
): string => {
  if (!exhaustive) return `${plural(runs, 'run')}, sampled`;
  const of = proof === undefined ? '' : 'every program, ';
  return `${of}every interleaving: ${blocked === undefined ? plural(states, 'state') : plural(runs, 'execution')}`;
};

/** What a search counts: runs, executions or, where it covers state by state, states or steps. */
const unitOf = ({ exhaustive, blocked }: CheckResult['explored'], covering: string): string => {
  if (blocked !== undefined) return 'execution';
  return exhaustive ? covering : 'run';
};

/** Why liveness is open: runs cut off, states that never end, or what did not fit. */
export const openText = ({
  runs,
  unfinished,
  blocked,
  memoryFull,
}: CheckResult['explored']): string => {
  if (memoryFull !== undefined) return 'more states than fit into the memory';
  if (unfinished === 0)
    return `more ${blocked === undefined ? 'states' : 'executions'} than the bound`;
  return runs > 0
    ? `${plural(unfinished, 'run')} cut off before everybody came to rest`
    : `from ${plural(unfinished, 'state')} nobody ever comes to rest`;
};

const seenLines = (witnesses: readonly WitnessResult[], unit: string): readonly string[] => {
  const seen = witnesses.filter(({ count }) => count > 0);
  if (seen.length === 0) return [];
  return seen.flatMap(({ id, count }, i) =>
    labelled(i === 0 ? 'seen' : '', `${id.padEnd(36)}${plural(count, unit)}`, 0, 6),
  );
};

/** The bound that may settle an open question if it is raised; null if none will. */
export const settledBy = ({
  runs,
  exhaustive,
  unfinished,
  memoryFull,
}: CheckResult['explored']): 'runs' | 'steps' | 'states' | 'memory' | null => {
  if (memoryFull !== undefined) return 'memory';
  if (runs === 0) return exhaustive ? null : 'states';
  return unfinished > 0 ? 'steps' : 'runs';
};

const adviceText = (explored: CheckResult['explored']): string => {
  const bound = settledBy(explored);
  if (bound === null) return 'a run that never ends proves nothing';
  return `${bound === 'steps' ? 'longer runs' : `more ${bound}`} (--${bound}) may settle it`;
};

/** How much of what there is the runs have shown; nothing where they were not sampled. */
export const tracesText = ({
  runs,
  traces,
}: Pick<CheckResult['explored'], 'runs' | 'traces'>): readonly string[] => {
  if (traces === undefined) return [];
  const { distinct, chance, exact, goal } = traces;
  const next = chance === 0 ? `less than ${percent(1 / runs)}` : `about ${percent(chance)}`;
  const text = `saw ${exact ? '' : 'about '}${plural(distinct, 'distinct trace')}; the chance that the next run shows another is ${next}`;
  if (goal === undefined) return [text];
  const below = `${percent(goal.below)}, where sampling was to end`;
  return [`${text}: ${goal.reached ? `below ${below}` : `not yet below ${below}`}`];
};

const boundsText = ({ strategy, budget, explored }: CheckResult): string => {
  const { runs, steps, states, scenarios, exhaustive, blocked, memoryFull } = explored;
  if (blocked !== undefined) {
    const each = `${plural(runs, 'execution')} and ${plural(steps, 'step')}, each execution a different trace, ${blocked === 0 ? 'none' : grouped(blocked)} blocked`;
    return exhaustive
      ? `covered ${each}, which are all of this scenario`
      : `met ${each}, the bound being ${plural(budget.runs, 'execution')} of ${plural(budget.steps, 'step')}`;
  }
  if (exhaustive)
    return `covered ${plural(states, 'state')} and ${plural(steps, 'step')}, which are all of this scenario`;
  if (runs === 0)
    return `met ${plural(states, 'state')} and ${plural(steps, 'step')}, ${memoryFull === undefined ? `the bound being ${grouped(budget.states)}` : `which outgrow the memory of ${sizeText(memoryFull)}`}`;
  const each = scenarios === 1 ? runs : budget.schedules;
  return `explored ${plural(runs, 'run')} and ${plural(steps, 'step')} by ${strategy}: ${plural(scenarios, 'scenario')} under up to ${plural(each, 'schedule')} of at most ${plural(budget.steps, 'step')}`;
};
