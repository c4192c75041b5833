import { command, type Command } from '../command.ts';
import { verdictOfRecords } from '../../api/corpus.ts';
import { DEFAULT_BUDGET } from '../../api/plan.ts';
import { HeddleError } from '../../model/errors.ts';
import { corpusHeading, corpusText } from '../../reports/text/corpus.ts';
import { plural } from '../../reports/text/layout.ts';
import { corpusOf, replayCorpus, unreadableError, type Corpus } from '../corpus.ts';
import { startCrew } from '../crew.ts';
import { exitOfVerdict } from '../exit-codes.ts';
import { interruptedJson, interruption } from '../interruption.ts';
import { meet } from '../explore.ts';
import { subjectFrom } from '../machines.ts';
import { countOf, workersOf } from '../options.ts';
import type { Subject } from '../tasks.ts';
import {
  jsonOfRecords,
  pathsOfCorpus,
  print,
  printInterrupted,
  printJson,
  recordTexts,
} from '../output.ts';

const args = {
  runtime: {
    type: 'string',
    valueHint: 'file|id',
    description: 'the rules that every record must hold under',
  },
  profile: {
    type: 'string',
    valueHint: 'id',
    description: 'the same of the machine canonical-abi',
  },
  corpus: { type: 'string', valueHint: 'folder', description: 'what is kept (default: corpus)' },
  all: { type: 'boolean', description: 'also the records of runtimes with another id' },
  states: {
    type: 'string',
    valueHint: 'n',
    description: 'the most states of the search of one record (default: 50000)',
  },
  verbose: { type: 'boolean', description: 'tell every step with its events' },
  json: { type: 'boolean', description: 'print the outcome as JSON, and nothing else' },
} as const;

/** `heddle corpus check`: exit 1 if a record that is kept breaks again, 0 if all hold. */
export const checkCommand: Command = command(
  'corpus check',
  'Replay all that are kept; each must hold.',
  args,
  async (given) => {
    const named = rulesOf(given);
    const states = countOf('states', given.states) ?? DEFAULT_BUDGET.states;
    const corpus = corpusOf(given.corpus, named);
    if (corpus.entries.length === 0) throw nothingKept(corpus.folder);
    const crew = startCrew(workersOf(undefined));
    try {
      const met = await meet(crew, named);
      const { runtime } = met;
      const result = await replayCorpus(crew, met, corpus, { all: given.all === true, states });
      const { folder, records } = result;
      if (records.length === 0 && !interruption.aborted) throw noneOfThese(runtime.id, corpus);
      const found = verdictOfRecords(records);
      const verdict = found === 'held' && interruption.aborted ? 'inconclusive' : found;
      if (given.json === true) {
        const all = jsonOfRecords(records);
        const told = {
          format: 1,
          runtime,
          corpus: folder,
          verdict,
          ...interruptedJson(),
          records: all,
        };
        printJson(told);
      } else {
        print(corpusHeading(runtime, result));
        const paths = pathsOfCorpus(result);
        for (const text of recordTexts(records, named, paths, given.verbose === true))
          print(`\n${text}`);
        print(`\n${corpusText(result)}`);
        printInterrupted(plural(records.length, 'record'));
      }
      const trouble = unreadableError(result);
      if (trouble !== null) throw trouble;
      process.exitCode = exitOfVerdict(verdict);
    } finally {
      await crew.close();
    }
  },
);

const rulesOf = ({ runtime, profile }: Rules): Subject => {
  if (runtime === undefined && profile === undefined) throw noRuntime();
  const machine = profile === undefined ? 'async-context' : 'canonical-abi';
  return subjectFrom({ machine, runtime, profile });
};

interface Rules {
  readonly runtime?: string | undefined;
  readonly profile?: string | undefined;
}

const noRuntime = (): HeddleError =>
  new HeddleError(
    'HD418',
    'There is no runtime to replay the corpus under.',
    ['a record holds a scenario and a schedule; the rules are yours'],
    'Add `--runtime <file|id>`: the rules that every record must hold under.',
  );

const noneOfThese = (id: string, { folder, entries }: Corpus): HeddleError => {
  const ids = entries.flatMap((entry) => ('record' in entry ? [entry.record.runtime.id] : []));
  return new HeddleError(
    'HD443',
    `No record in \`${folder}\` is of \`${id}\`.`,
    [`they were found under: ${[...new Set(ids)].toSorted().join(', ')}`],
    'Records are told apart by the id of their runtime. With `--all`, those of other runtimes are replayed as well.',
  );
};

const nothingKept = (folder: string): HeddleError =>
  new HeddleError(
    'HD419',
    `There are no records in \`${folder}\`.`,
    ['a check of nothing would always pass'],
    'Keep one with `heddle corpus add heddle-out/….json`, or name another folder with `--corpus`.',
  );
