import { join } from 'node:path';
import type { Counterexample } from '../model/counterexample.ts';
import { HeddleError } from '../model/errors.ts';
import { canonical } from '../model/json.ts';
import { visible } from '../model/visible.ts';
import type { CheckResult } from '../properties/check-result.ts';
import type { CorpusRecord, CorpusResult } from '../properties/corpus-result.ts';
import { counterexampleText } from '../reports/text/counterexample.ts';
import { WIDTH, wrap } from '../reports/text/layout.ts';
import { outgoing, outgoingJson } from '../reports/text/outgoing.ts';
import { replayCommand, shellWord } from '../reports/text/replay-command.ts';
import { stepsText } from '../reports/text/steps.ts';
import { readableTokens, tokenOf } from '../reports/token.ts';
import { writeRecord } from './files.ts';
import { interruptedBy } from './interruption.ts';
import { writeError, writeOut } from './streams.ts';
import type { Subject } from './tasks.ts';

export const print = (text: string): void => {
  writeOut(`${outgoing(text)}\n`);
};

/** A line beside the report. */
export const printError = (text: string): void => {
  writeError(`${outgoing(text)}\n`);
};

/** The last line of what was interrupted: after how much of it. */
export const printInterrupted = (what: string): void => {
  const by = interruptedBy();
  if (by !== null) print(`inconclusive: interrupted by ${by} after ${what}`);
};

export const printJson = (value: unknown): void => {
  writeOut(`${outgoingJson(value)}\n`);
};

/**
 * Writes the record of every counterexample and gives the paths back of all there are. A record that cannot be
 * written does not take the verdict with it: the error comes back, to be thrown once the verdict is told.
 */
export const writeRecords = ({
  properties,
  runtime,
  corpus,
}: CheckResult): {
  readonly paths: RecordPaths;
  readonly failed: HeddleError | null;
} => {
  const paths = new Map(corpus === undefined ? [] : pathsOfCorpus(corpus));
  try {
    for (const { id, counterexample } of properties) {
      if (counterexample !== undefined)
        paths.set(counterexample, writeRecord([runtime.id, id], counterexample));
    }
  } catch (error) {
    if (error instanceof HeddleError) return { paths, failed: error };
    throw error;
  }
  return { paths, failed: null };
};

/** The files of a corpus that replay what breaks again. A failure under another schedule is in none of them. */
export const pathsOfCorpus = ({ folder, records }: CorpusResult): RecordPaths =>
  new Map(
    records.flatMap(({ name, counterexample, otherSchedule }) =>
      counterexample === undefined || otherSchedule === true
        ? []
        : [[counterexample, join(folder, `${name}.json`)]],
    ),
  );

/** The files that hold the records of a check. */
export type RecordPaths = ReadonlyMap<Counterexample, string>;

/** What became of the records of a corpus, as format 1. */
export const jsonOfRecords = (records: readonly CorpusRecord[]): readonly unknown[] =>
  records.map(({ counterexample, ...rest }) => ({
    ...rest,
    ...(counterexample === undefined ? {} : { record: counterexample }),
  }));

/** The commands that replay a record, as one pastes them. */
export const replayCommands = (
  record: Counterexample,
  subject: Subject,
  path: string | undefined,
): readonly string[] => {
  const rules = 'file' in subject ? subject.file : '';
  return [...(path === undefined ? [] : [path]), ...readableTokens(tokenOf(record))].map((what) =>
    replayCommand(what, rules),
  );
};

/** How to go on from a failure in a drawn scenario to one of the user's. */
export const ownScenarioText = (subject: Subject): string => {
  const rules =
    'file' in subject
      ? ` --runtime ${shellWord(subject.file)}`
      : 'profile' in subject
        ? ` --profile ${subject.profile}`
        : ` --runtime ${subject.builtIn}`;
  const command = `npx heddle check my-scenario.json${rules}`;
  const text = `To check your own scenario, save the \`scenario\` of a record, edit it, and run`;
  return wrap(`${text} \`${command}\`.`, WIDTH).join('\n');
};

/**
 * The reports of all that an outsider could see fail; a diagnosis only where it is all there is. What breaks again
 * of a corpus comes first.
 */
export const failureTexts = (
  { properties, corpus }: CheckResult,
  subject: Subject,
  paths: RecordPaths,
  steps: boolean,
): readonly string[] => {
  const failed = properties.filter(({ counterexample }) => counterexample !== undefined);
  const observable = failed.filter(({ diagnosis }) => !diagnosis);
  return recordTexts(
    [...(corpus?.records ?? []), ...(observable.length > 0 ? observable : failed)],
    subject,
    paths,
    steps,
  );
};

/** A report for each counterexample; one whose story was just told is told in three lines. */
export const recordTexts = (
  results: readonly { readonly name?: string; readonly counterexample?: Counterexample }[],
  subject: Subject,
  paths: RecordPaths,
  steps: boolean,
): readonly string[] => {
  const told = new Map<string, string>();
  return results.flatMap(({ name, counterexample: record }) => {
    if (record === undefined) return [];
    const story = canonical([record.scenario, record.schedule]);
    const before = told.get(story);
    if (before !== undefined) return [againText(record, before)];
    told.set(story, name ?? record.property);
    const commands = replayCommands(record, subject, paths.get(record));
    const text = counterexampleText(record, { commands });
    return [[text, ...(steps ? [stepsText(record)] : [])].join('\n\n')];
  });
};

/** A failure whose smallest story was just told under another property. */
const againText = (record: Counterexample, property: string): string =>
  [
    `FAIL  ${visible(record.property)}`,
    ...wrap(record.explanation.sentence, WIDTH - 6).map((line) => `      ${line}`),
    `      The smallest run is that of ${visible(property)}, above.`,
  ].join('\n');
