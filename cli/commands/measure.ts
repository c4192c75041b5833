import { command, type Command } from '../command.ts';
import { strategies } from '../../explorers/strategies.ts';
import { HeddleError } from '../../model/errors.ts';
import { plantedBugs } from '../../model/runtimes/planted/index.ts';
import type { PlantedBug } from '../../model/runtimes/planted-bug.ts';
import { measuredMarkdown } from '../../reports/markdown/measured.ts';
import { measuredText } from '../../reports/text/measured.ts';
import { startCrew } from '../crew.ts';
import { readText, writeWhole } from '../files.ts';
import { measureWith } from '../measure.ts';
import { measureMinima } from '../minimum.ts';
import { byId } from '../bugs.ts';
import { countOf, listOf, seedOf, workersOf } from '../options.ts';
import { print, printInterrupted, printJson } from '../output.ts';
import { interruptedJson, interruption } from '../interruption.ts';
import { startProgress } from '../progress.ts';

const args = {
  strategy: { type: 'string', valueHint: 'id,…', description: 'only these (default: all)' },
  bug: { type: 'string', valueHint: 'id,…', description: 'only these planted bugs (default: all)' },
  seeds: { type: 'string', valueHint: 'n', description: 'hunts of each bug (default: 50)' },
  seed: {
    type: 'string',
    valueHint: 'text',
    description: 'the root of the seeds, or `random` (default: HEDDLE_SEED, else 1)',
  },
  minimum: {
    type: 'boolean',
    description: 'prove the smallest counterexample of each bug instead; --into is a JSON file',
  },
  states: {
    type: 'string',
    valueHint: 'n',
    description: 'with --minimum: the most states of one search (default: 2000000)',
  },
  runs: { type: 'string', valueHint: 'n', description: 'the most runs of a hunt (default: 20000)' },
  workers: {
    type: 'string',
    valueHint: 'n',
    description: 'threads; the result does not depend on their number',
  },
  into: {
    type: 'string',
    valueHint: 'file',
    description: 'put the tables between the markers of this Markdown file',
  },
  markdown: { type: 'boolean', description: 'print the tables as Markdown' },
  json: { type: 'boolean', description: 'print all that was measured as JSON' },
} as const;

/** `heddle measure`: how many runs each strategy takes to find each planted bug. Takes minutes. */
export const measureCommand: Command = command(
  'measure',
  'Measure in how many runs each strategy finds each planted bug.',
  args,
  async (given) => {
    const runs = countOf('runs', given.runs);
    const options = {
      seed: seedOf(given.seed),
      seeds: countOf('seeds', given.seeds, 1, 1_000) ?? 50,
      budget: runs === undefined ? {} : { runs },
      strategies:
        given.strategy === undefined ? strategies.map(({ id }) => id) : listOf(given.strategy),
      bugs:
        given.bug === undefined
          ? plantedBugs
          : listOf(given.bug).map((id) => byId(plantedBugs, id)),
    };
    if (given.minimum === true) return proveMinima(given, options.bugs);
    // Whether it can be written is known before the minutes are spent.
    if (given.into !== undefined) withTables(given.into, '');
    const crew = startCrew(workersOf(given.workers));
    const progress = startProgress();
    try {
      const { result, hunts } = await measureWith(crew, options, progress);
      progress.clear();
      const { into, json, markdown } = given;
      // Tables of some of the bugs do not replace those of all.
      if (into !== undefined && result !== null && !interruption.aborted)
        writeWhole(into, withTables(into, measuredMarkdown(result)));
      if (json === true) printJson({ ...result, ...interruptedJson() });
      else if (result !== null)
        print(markdown === true ? measuredMarkdown(result) : measuredText(result));
      if (json !== true) printInterrupted(hunts);
    } finally {
      progress.clear();
      await crew.close();
    }
  },
);

const proveMinima = async (
  given: {
    readonly [Flag in 'states' | 'into' | 'workers']?: string | undefined;
  } & { readonly json?: boolean | undefined },
  bugs: readonly PlantedBug[],
): Promise<void> => {
  const states = countOf('states', given.states);
  const crew = startCrew(workersOf(given.workers));
  const progress = startProgress();
  try {
    const { into, json = false } = given;
    await measureMinima(crew, { bugs, states, into, json }, progress);
  } finally {
    progress.clear();
    await crew.close();
  }
};

/** The text of a file with `tables` between its markers. @throws HeddleError HD406, HD441. */
const withTables = (path: string, tables: string): string => {
  const text = readText(path);
  const block = /(<!-- measured: strategies -->\n)[^]*?(<!-- end -->)/;
  if (block.test(text)) return text.replace(block, (_, open, end) => `${open}${tables}\n${end}`);
  throw new HeddleError(
    'HD441',
    `\`${path}\` has no place for the tables.`,
    ['there is no `<!-- measured: strategies -->` with an `<!-- end -->` below it'],
    'Put the two lines where the tables belong.',
  );
};
