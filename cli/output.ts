import type { Counterexample } from '../model/counterexample.ts';
import { HeddleError } from '../model/errors.ts';
import { canonical } from '../model/json.ts';
import type { CheckResult } from '../properties/check-result.ts';
import { counterexampleText } from '../reports/text/counterexample.ts';
import { replayCommand } from '../reports/text/replay-command.ts';
import { stepsText } from '../reports/text/steps.ts';
import { tokenOf } from '../reports/token.ts';
import { writeRecord } from './files.ts';
import type { Subject } from './tasks.ts';

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const printJson = (value: unknown): void => {
  print(JSON.stringify(value, null, 2));
};

/**
 * Writes the record of every counterexample and gives their paths back, by property. A record that cannot be
 * written does not take the verdict with it: the error comes back, to be thrown once the verdict is told.
 */
export const writeRecords = ({
  properties,
  runtime,
}: CheckResult): {
  readonly paths: ReadonlyMap<string, string>;
  readonly failed: HeddleError | null;
} => {
  const paths = new Map<string, string>();
  try {
    for (const { id, counterexample } of properties) {
      if (counterexample !== undefined)
        paths.set(id, writeRecord(`${runtime.id}.${id}`, counterexample));
    }
  } catch (error) {
    if (error instanceof HeddleError) return { paths, failed: error };
    throw error;
  }
  return { paths, failed: null };
};

/** The commands that replay a record, as one pastes them. */
export const replayCommands = (
  record: Counterexample,
  subject: Subject,
  path: string | undefined,
): readonly string[] => {
  const rules = 'file' in subject ? subject.file : '';
  return [...(path === undefined ? [] : [path]), tokenOf(record)].map((what) =>
    replayCommand(what, rules),
  );
};

/** The reports of all that an outsider could see fail; a diagnosis only where it is all there is. */
export const failureTexts = (
  result: CheckResult,
  subject: Subject,
  paths: ReadonlyMap<string, string>,
  steps: boolean,
): readonly string[] => {
  const failed = result.properties.filter(({ counterexample }) => counterexample !== undefined);
  const observable = failed.filter(({ diagnosis }) => !diagnosis);
  const told = new Map<string, string>();
  return (observable.length > 0 ? observable : failed).map(({ id, counterexample }) => {
    const record = counterexample!;
    const story = canonical([record.scenario, record.schedule]);
    const before = told.get(story);
    if (before !== undefined) return againText(record, before);
    told.set(story, id);
    const commands = replayCommands(record, subject, paths.get(id));
    return [counterexampleText(record, { commands }), ...(steps ? [stepsText(record)] : [])].join(
      '\n\n',
    );
  });
};

/** A failure whose smallest story was just told under another property. */
const againText = (record: Counterexample, property: string): string =>
  [
    `FAIL  ${record.property}`,
    `      ${record.explanation.sentence}`,
    `      The smallest run is that of ${property}, above.`,
  ].join('\n');
