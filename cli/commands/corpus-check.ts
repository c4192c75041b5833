import { command, type Command } from '../command.ts';
import { join } from 'node:path';
import { verdictOfRecords } from '../../api/corpus.ts';
import type { Counterexample } from '../../model/counterexample.ts';
import { HeddleError } from '../../model/errors.ts';
import { corpusHeading, corpusText } from '../../reports/text/corpus.ts';
import { corpusOf, replayCorpus, unreadableError } from '../corpus.ts';
import { startCrew } from '../crew.ts';
import { exitOfVerdict } from '../exit-codes.ts';
import { meet } from '../explore.ts';
import { subjectFrom } from '../machines.ts';
import { workersOf } from '../options.ts';
import type { Subject } from '../tasks.ts';
import { jsonOfRecords, print, printJson, recordTexts } from '../output.ts';

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
    const corpus = corpusOf(given.corpus, named);
    if (corpus.entries.length === 0) throw nothingKept(corpus.folder);
    const crew = startCrew(workersOf(undefined));
    try {
      const { subject, runtime } = await meet(crew, named);
      const result = await replayCorpus(crew, subject, corpus);
      const { folder, records } = result;
      const verdict = verdictOfRecords(records);
      if (given.json === true) {
        const all = jsonOfRecords(records);
        printJson({ format: 1, runtime, corpus: folder, verdict, records: all });
      } else {
        print(corpusHeading(runtime, result));
        const paths = new Map<Counterexample, string>();
        for (const { name, counterexample } of records) {
          if (counterexample !== undefined) paths.set(counterexample, join(folder, `${name}.json`));
        }
        for (const text of recordTexts(records, named, paths, given.verbose === true))
          print(`\n${text}`);
        print(`\n${corpusText(result)}`);
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

const nothingKept = (folder: string): HeddleError =>
  new HeddleError(
    'HD419',
    `There are no records in \`${folder}\`.`,
    ['a check of nothing would always pass'],
    'Keep one with `heddle corpus add heddle-out/….json`, or name another folder with `--corpus`.',
  );
