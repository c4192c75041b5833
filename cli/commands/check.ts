import { command, type Command } from '../command.ts';
import { withCorpus } from '../../api/corpus.ts';
import { DEFAULT_BUDGET, type CheckOptions } from '../../api/plan.ts';
import { singles } from '../../explorers/strategies.ts';
import { HeddleError } from '../../model/errors.ts';
import type { CheckResult } from '../../properties/check-result.ts';
import type { Shrinking } from '../../shrinkers/pass.ts';
import { SIGNAL_POSITIONS, type WaitRow } from '../../properties/wait-coverage.ts';
import { corpusLine } from '../../reports/text/corpus.ts';
import { headingText, summaryText } from '../../reports/text/summary.ts';
import { waitsText } from '../../reports/text/waits.ts';
import { tellCi } from '../ci.ts';
import { corpusOf, replayCorpus, unreadableError } from '../corpus.ts';
import { startCrew, type Crew } from '../crew.ts';
import { bugsOf, huntsOf } from '../bugs.ts';
import { machineOf, machineOfSubject, notOfCanonical, subjectFrom } from '../machines.ts';
import { exitOfVerdict } from '../exit-codes.ts';
import { checkWith, meet } from '../explore.ts';
import { MEMORY_OPTION } from '../memory.ts';
import { budgetOf, countOf, listOf, seedOf, shareOf, sizeOf, workersOf } from '../options.ts';
import { ownScenario } from '../own-scenario.ts';
import {
  failureTexts,
  jsonOfRecords,
  ownScenarioText,
  print,
  printJson,
  writeRecords,
} from '../output.ts';
import { startProgress, type Progress } from '../progress.ts';
import { checkPlanted } from '../planted.ts';
import { COUNT_ARGS, SCOPE_ARGS, wholeScopeOf } from '../scope-options.ts';
import type { Subject } from '../tasks.ts';

const args = {
  file: {
    type: 'positional',
    description: 'a scenario of your own (….json); without one, scenarios are drawn',
    required: false,
  },
  machine: {
    type: 'string',
    valueHint: 'id',
    description: 'async-context (default) or canonical-abi; a scenario names its own',
  },
  runtime: {
    type: 'string',
    valueHint: 'file|id',
    description: 'the rules: a module or a built-in runtime (default: reference)',
  },
  profile: {
    type: 'string',
    valueHint: 'id',
    description: 'the rules of canonical-abi; `heddle list` has them (default: amended)',
  },
  scenario: {
    type: 'string',
    valueHint: 'file',
    description: 'the same as the plain argument: covered exhaustively if it fits',
  },
  shrink: {
    type: 'string',
    valueHint: 'how',
    description: 'what may change of a failing scenario: all, keep (your own) or none',
  },
  property: { type: 'string', valueHint: 'id,…', description: 'judge only these invariants' },
  ...COUNT_ARGS,
  ...SCOPE_ARGS,
  seed: {
    type: 'string',
    valueHint: 'text',
    description: 'the root seed, or `random` (default: HEDDLE_SEED, else 1)',
  },
  budget: {
    type: 'string',
    valueHint: 'name',
    description: 'default, ci (a minute or two) or long; the next three override it',
  },
  runs: {
    type: 'string',
    valueHint: 'n',
    description: 'runs to sample, or executions of a stateless search (default: 30000)',
  },
  steps: { type: 'string', valueHint: 'n', description: 'the most steps of a run (default: 400)' },
  states: {
    type: 'string',
    valueHint: 'n',
    description: 'the most states of a search or of proofs (default: 50000)',
  },
  memory: MEMORY_OPTION,
  strategy: {
    type: 'string',
    valueHint: 'id',
    description: `auto, exhaustive, stateless, ${singles.map(({ id }) => id).join(', ')} or a mix (default: auto)`,
  },
  'until-new-below': {
    type: 'string',
    valueHint: 'share',
    description: 'end sampling once the next run is new with a smaller chance, as 0.1%',
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
  bug: {
    type: 'string',
    valueHint: 'id,…',
    description: 'with --planted: only these (default: all)',
  },
  seeds: {
    type: 'string',
    valueHint: 'n',
    description: 'with --planted: how many seeds (default: 1)',
  },
  corpus: {
    type: 'string',
    valueHint: 'folder',
    description: 'records to replay first (default: corpus, if there is one)',
  },
  junit: { type: 'string', valueHint: 'file', description: 'write the verdicts as JUnit XML' },
  github: {
    type: 'boolean',
    description: 'print annotations for GitHub, and write the step summary',
  },
  coverage: {
    type: 'boolean',
    description: 'tell where signals fell in the waits of sampled runs',
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
    const budget = budgetOf(given);
    for (const flag of ONLY_WITH_PLANTED) {
      if (given[flag] !== undefined && given.planted !== true) throw needsPlanted(flag);
    }
    const memory = sizeOf('memory', given.memory);
    const crew = startCrew(workersOf(given.workers), memory);
    const progress = startProgress();
    try {
      if (given.planted === true) {
        for (const flag of NOT_WITH_PLANTED) {
          if (given[flag] !== undefined) throw notWithPlanted(flag);
        }
        const seeds = countOf('seeds', given.seeds, 1, 1_000) ?? 1;
        const machine = machineOf(given.machine ?? 'async-context');
        const ids = given.bug === undefined ? undefined : listOf(given.bug);
        process.exitCode = await checkPlanted(
          crew,
          {
            seed,
            seeds,
            budget,
            hunts: { ...huntsOf(machine), bugs: bugsOf(machine, ids) },
            json: given.json === true,
          },
          progress,
        );
        return;
      }
      const own = ownScenario(given);
      const subject = subjectFrom({ ...given, machine: given.machine ?? own?.machine });
      if (given.coverage === true && machineOfSubject(subject) === 'canonical-abi') {
        throw notOfCanonical('coverage');
      }
      const untilNewBelow = shareOf('until-new-below', given['until-new-below']);
      const options: CheckOptions = {
        seed,
        budget,
        properties: listOf(given.property),
        ...(memory === undefined ? {} : { memory }),
        strategy: given.strategy ?? 'auto',
        scope: wholeScopeOf(given),
        ...(given['beyond-scope'] === true ? { beyondScope: true } : {}),
        ...(untilNewBelow === undefined ? {} : { untilNewBelow }),
        ...(given.coverage === true ? { coverage: true } : {}),
        ...(own === undefined ? {} : { scenario: own.value }),
        ...(given.shrink === undefined ? {} : { shrink: given.shrink as Shrinking }),
      };
      const result = await checkAll(crew, subject, options, given.corpus, progress);
      progress.clear();
      tell(result, subject, { ...given, scenario: own?.path });
      process.exitCode = exitOfVerdict(result.verdict);
    } finally {
      progress.clear();
      await crew.close();
    }
  },
);

const ONLY_WITH_PLANTED = ['seeds', 'bug'] as const;

const NOT_WITH_PLANTED = [
  ...(Object.keys({ ...COUNT_ARGS, ...SCOPE_ARGS }) as (keyof (typeof COUNT_ARGS &
    typeof SCOPE_ARGS))[]),
  'runtime',
  'profile',
  'file',
  'scenario',
  'shrink',
  'property',
  'memory',
  'strategy',
  'until-new-below',
  'corpus',
  'junit',
  'github',
  'coverage',
] as const;

/** What is kept is replayed first; of a scenario that is given nothing else is asked, unless a corpus is as well. */
const checkAll = async (
  crew: Crew,
  subject: Subject,
  options: CheckOptions,
  folder: string | undefined,
  progress: Progress,
): Promise<CheckResult> => {
  const corpus = corpusOf(folder, subject);
  const asked = folder !== undefined || options.scenario === undefined;
  if (!asked || corpus.entries.length === 0) return checkWith(crew, subject, options, progress);
  const met = await meet(crew, subject);
  const replayed = await replayCorpus(crew, met, corpus, {
    properties: options.properties ?? [],
    states: options.budget?.states ?? DEFAULT_BUDGET.states,
  });
  return withCorpus(await checkWith(crew, subject, options, progress), replayed);
};

interface Telling {
  readonly scenario?: string | undefined;
  readonly junit?: string | undefined;
  readonly github?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Tells the verdict wherever it was asked for, and only then what went wrong on the way.
 *
 * @throws HeddleError HD307 (files of the corpus), HD408 (a file that cannot be written).
 */
const tell = (result: CheckResult, subject: Subject, given: Telling): void => {
  const { corpus } = result;
  const { paths, failed } = writeRecords(result);
  const rules = 'profile' in subject ? 'canonical-abi   profile' : 'runtime';
  if (given.json === true) printJson(jsonOf(result));
  else {
    print(headingText({ ...result, rules, scenario: given.scenario ?? null }));
    if (corpus !== undefined) print(corpusLine(corpus));
    for (const text of failureTexts(result, subject, paths, given.verbose === true))
      print(`\n${text}`);
    if (given.scenario === undefined && wasDrawn(result)) print(`\n${ownScenarioText(subject)}`);
    const { waits } = result.explored;
    if (waits !== undefined) print(`\n${waitsText(waits)}`);
    print(`\n${summaryText(result)}`);
  }
  tellCi(result, subject, paths, {
    junit: given.junit,
    github: given.github === true,
    json: given.json === true,
  });
  const trouble = failed ?? (corpus === undefined ? null : unreadableError(corpus));
  if (trouble !== null) throw trouble;
};

/** Whether a scenario that no user wrote failed. */
const wasDrawn = ({ properties }: CheckResult): boolean =>
  properties.some(({ counterexample }) => counterexample !== undefined);

const needsPlanted = (flag: string): HeddleError =>
  new HeddleError(
    'HD411',
    `\`--${flag}\` belongs to \`--planted\`.`,
    ['a check has one root seed'],
    'Use `--seed text` for the root seed, or add `--planted`.',
  );

const notWithPlanted = (flag: string): HeddleError =>
  new HeddleError(
    'HD412',
    `${flag === 'file' ? 'A scenario' : `\`--${flag}\``} and \`--planted\` do not go together.`,
    ['`--planted` checks the rules that Heddle brings, each for the property that must catch it'],
    `Leave ${flag === 'file' ? 'it' : `\`--${flag}\``} out, or \`--planted\`.`,
  );

/** Counts by position; one that cannot be is left out. */
const jsonOfWaits = ({ counts, ...row }: WaitRow): unknown => ({
  ...row,
  ...Object.fromEntries(
    SIGNAL_POSITIONS.flatMap((position, i) => (counts[i] === null ? [] : [[position, counts[i]]])),
  ),
});

/** The verdict as format 1. */
const jsonOf = ({
  seed,
  budget,
  runtime,
  scope,
  verdict,
  corpus,
  proved,
  properties,
  witnesses,
  interrupted,
  explored: { traces, waits, memoryFull },
}: CheckResult): unknown => ({
  format: 1,
  seed,
  budget,
  runtime,
  ...(scope === undefined ? {} : { scope }),
  verdict,
  ...(interrupted === undefined ? {} : { interrupted }),
  ...(corpus === undefined ? {} : { corpus: jsonOfRecords(corpus.records) }),
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
  ...(memoryFull === undefined ? {} : { memoryFull }),
  ...(traces === undefined ? {} : { traces }),
  ...(waits === undefined ? {} : { waits: waits.map(jsonOfWaits) }),
  ...(proved === undefined ? {} : { proved }),
});
