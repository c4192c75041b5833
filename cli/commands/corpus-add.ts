import { join } from 'node:path';
import { command, type Command } from '../command.ts';
import type { ReplayResult } from '../../api/replay.ts';
import type { Counterexample } from '../../model/counterexample.ts';
import { HeddleError } from '../../model/errors.ts';
import { recordName } from '../../reports/record-name.ts';
import { isToken } from '../../reports/token.ts';
import { caseOf, checkCase, isBuiltIn, rulesFor, type Case } from '../case.ts';
import { CORPUS, readCorpus } from '../corpus.ts';
import { startCrew } from '../crew.ts';
import { isFolder, writeJson } from '../files.ts';
import { print } from '../output.ts';
import type { Subject } from '../tasks.ts';

const args = {
  case: {
    type: 'positional',
    description: 'a record (heddle-out/….json) or a token (hd1.…)',
    required: false,
  },
  runtime: {
    type: 'string',
    valueHint: 'file|id',
    description: 'the rules that it was found with, to replay it once',
  },
  corpus: {
    type: 'string',
    valueHint: 'folder',
    description: 'where to keep it (default: corpus)',
  },
} as const;

/** `heddle corpus add`: keeps a counterexample, after a replay where its runtime is at hand. */
export const addCommand: Command = command(
  'corpus add',
  'Keep a counterexample: a record or a token.',
  args,
  async (given) => {
    if (given.case === undefined) throw nothingToKeep();
    const found = caseOf(given.case);
    checkCase(found);
    const subject = subjectFor(given.case, found, given.runtime);
    const replayed = subject === null ? null : await replayOnce(subject, found);
    const record = recordOf(found, replayed);
    const folder = given.corpus ?? CORPUS;
    const before = keptAlready(folder, recordName(record));
    if (before !== undefined) {
      print(`${join(folder, `${before}.json`)} holds this case already; nothing was written`);
      return;
    }
    const path = join(folder, `${recordName(record)}.json`);
    writeJson(path, record);
    print(`kept ${path}`);
    print(`  ${noteOn(found, replayed)}`);
    print(
      '  Commit it: once fixed, `heddle check` and `heddle corpus check` see that it stays fixed.',
    );
  },
);

const nothingToKeep = (): HeddleError =>
  new HeddleError(
    'HD417',
    'There is nothing to keep.',
    ['`heddle corpus add` takes a record or a token'],
    '`heddle check` writes a record of every failure: heddle-out/*.json.',
  );

/** The rules to replay it under: null for a record whose runtime nobody can find by its id. */
const subjectFor = (text: string, found: Case, runtime: string | undefined): Subject | null => {
  // A token has no trace and no explanation: these come of the replay.
  return runtime !== undefined || isToken(text) || isBuiltIn(found)
    ? rulesFor(found, { runtime })
    : null;
};

const replayOnce = async (subject: Subject, { request }: Case): Promise<ReplayResult> => {
  const crew = startCrew(1);
  try {
    return await crew.ask('replay', subject, { request });
  } finally {
    await crew.close();
  }
};

/** What to keep: under the rules that it was found with the failure as it is told today, else as it was recorded. */
const recordOf = ({ request }: Case, replayed: ReplayResult | null): Counterexample => {
  const { record } = request;
  if (replayed?.counterexample != null && (replayed.sameRules || record === null)) {
    return replayed.counterexample;
  }
  if (record !== null && replayed?.sameRules !== true) return record;
  throw new HeddleError(
    'HD308',
    'There is no counterexample to keep.',
    [`replayed, \`${request.property}\` does not break on this schedule`],
    replayed?.sameRules === true
      ? 'Was it edited? `heddle check` finds the failure anew.'
      : 'Name with `--runtime` the rules that it was found with, or keep the record instead of the token.',
  );
};

/** The name of the file that holds the same case, whatever it is called. Files that are no records do not matter here. */
const keptAlready = (folder: string, name: string): string | undefined =>
  isFolder(folder)
    ? readCorpus(folder).entries.find(
        (entry) => 'record' in entry && recordName(entry.record) === name,
      )?.name
    : undefined;

const noteOn = ({ runtimeId }: Case, replayed: ReplayResult | null): string => {
  if (replayed === null)
    return `not replayed: the runtime \`${runtimeId}\` is not built in, and no \`--runtime\` was given`;
  const rules = replayed.sameRules ? 'with the rules that it was found with' : 'with changed rules';
  return replayed.counterexample === null
    ? `replayed ${rules}: it holds`
    : `replayed ${rules}: it breaks`;
};
