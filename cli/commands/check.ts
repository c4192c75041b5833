import { command, type Command } from '../command.ts';
import type { CheckOptions } from '../../api/plan.ts';
import { mixes, singles } from '../../explorers/strategies.ts';
import { HeddleError } from '../../model/errors.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import { headingText, summaryText } from '../../reports/text/summary.ts';
import { startCrew } from '../crew.ts';
import { exitOfVerdict } from '../exit-codes.ts';
import { checkWith } from '../explore.ts';
import { readJson } from '../files.ts';
import { countOf, listOf, seedOf, subjectOf, workersOf } from '../options.ts';
import { failureTexts, print, printJson, writeRecords } from '../output.ts';
import { startProgress } from '../progress.ts';
import { checkPlanted } from '../planted.ts';

const args = {
  runtime: {
    type: 'string',
    valueHint: 'file|id',
    description: 'the rules: a module or a built-in runtime (default: reference)',
  },
  scenario: {
    type: 'string',
    valueHint: 'file',
    description: 'one scenario, covered exhaustively if it fits',
  },
  property: { type: 'string', valueHint: 'id,…', description: 'judge only these invariants' },
  seed: {
    type: 'string',
    valueHint: 'text',
    description: 'the root seed, or `random` (default: HEDDLE_SEED, else 1)',
  },
  runs: { type: 'string', valueHint: 'n', description: 'runs to sample (default: 20000)' },
  steps: { type: 'string', valueHint: 'n', description: 'the most steps of a run (default: 400)' },
  states: {
    type: 'string',
    valueHint: 'n',
    description: 'the most states of an exhaustive search (default: 50000)',
  },
  strategy: {
    type: 'string',
    valueHint: 'id',
    description: `auto, exhaustive, ${singles.map(({ id }) => id).join(', ')}, or a mix, as ${mixes[0]!.id} (default: auto)`,
  },
  workers: {
    type: 'string',
    valueHint: 'n',
    description: 'threads; the result does not depend on their number',
  },
  planted: {
    type: 'boolean',
    description: 'find every planted bug, and check the references',
  },
  seeds: {
    type: 'string',
    valueHint: 'n',
    description: 'with --planted: how many seeds (default: 1)',
  },
  verbose: { type: 'boolean', description: 'tell every step with its events' },
  json: { type: 'boolean', description: 'print the verdict as JSON, and nothing else' },
} as const;

/** `heddle check`: bounded and deterministic, for a CI and for a first look. */
export const checkCommand: Command = command(
  'check',
  'Check a runtime: explore, judge, shrink, explain.',
  args,
  async (given) => {
    const seed = seedOf(given.seed);
    const budget = {
      ...defined('runs', countOf('runs', given.runs)),
      ...defined('steps', countOf('steps', given.steps)),
      ...defined('states', countOf('states', given.states)),
    };
    if (given.seeds !== undefined && given.planted !== true) throw needsPlanted();
    const crew = startCrew(workersOf(given.workers));
    const progress = startProgress();
    try {
      if (given.planted === true) {
        for (const flag of ['runtime', 'scenario', 'property', 'strategy'] as const) {
          if (given[flag] !== undefined) throw notWithPlanted(flag);
        }
        const seeds = countOf('seeds', given.seeds, 1, 1_000) ?? 1;
        process.exitCode = await checkPlanted(
          crew,
          { seed, seeds, budget, json: given.json === true },
          progress,
        );
        return;
      }
      const subject = subjectOf(given.runtime ?? 'reference');
      const options: CheckOptions = {
        seed,
        budget,
        properties: listOf(given.property),
        strategy: given.strategy ?? 'auto',
        ...(given.scenario === undefined ? {} : { scenario: readJson(given.scenario) }),
      };
      const result = await checkWith(crew, subject, options, progress);
      progress.clear();
      const { paths, failed } = writeRecords(result);
      if (given.json === true) printJson(jsonOf(result));
      else {
        print(headingText({ ...result, scenario: given.scenario ?? null }));
        for (const text of failureTexts(result, subject, paths, given.verbose === true))
          print(`\n${text}`);
        print(`\n${summaryText(result)}`);
      }
      if (failed !== null) throw failed;
      process.exitCode = exitOfVerdict(result.verdict);
    } finally {
      progress.clear();
      await crew.close();
    }
  },
);

const defined = <Key extends string>(
  key: Key,
  value: number | undefined,
): { readonly [K in Key]?: number } =>
  value === undefined ? {} : ({ [key]: value } as { [K in Key]: number });

const needsPlanted = (): HeddleError =>
  new HeddleError(
    'HD411',
    '`--seeds` belongs to `--planted`.',
    ['a check has one root seed'],
    'Use `--seed text` for the root seed, or add `--planted`.',
  );

const notWithPlanted = (flag: string): HeddleError =>
  new HeddleError(
    'HD412',
    `\`--${flag}\` and \`--planted\` do not go together.`,
    [
      '`--planted` checks the runtimes that Heddle brings, each for the property that must catch it',
    ],
    `Leave \`--${flag}\` out, or \`--planted\`.`,
  );

/** The verdict as format 1. */
const jsonOf = ({
  seed,
  budget,
  runtime,
  verdict,
  properties,
  witnesses,
}: CheckResult): unknown => ({
  format: 1,
  seed,
  budget,
  runtime,
  verdict,
  properties: properties.map(({ id, verdict: own, runs, exhaustive, counterexample }) => ({
    id,
    verdict: own,
    runs,
    exhaustive,
    ...(counterexample === undefined ? {} : { record: counterexample }),
  })),
  seen: Object.fromEntries(
    witnesses.map(({ id, count, inapplicable }) => [
      id,
      inapplicable === undefined ? count : 'n/a',
    ]),
  ),
});
