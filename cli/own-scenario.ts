import { HeddleError } from '../model/errors.ts';
import { isToken } from '../reports/token.ts';
import { readJson } from './files.ts';

/** A scenario that a user wrote: where it is, what is in the file, and the machine that it names, if it names one. */
export interface OwnScenario {
  readonly path: string;
  readonly value: unknown;
  readonly machine: string | undefined;
}

interface Named {
  readonly file?: string | undefined;
  readonly scenario?: string | undefined;
}

/**
 * The scenario that a command was given, as a plain argument or with `--scenario`; undefined where there is none. What
 * is in it is checked later, by the rules.
 *
 * @throws HeddleError HD401 (two scenarios), HD406, HD407 (no JSON file), HD444 (a module, token or record).
 */
export const ownScenario = ({ file, scenario }: Named): OwnScenario | undefined => {
  const path = file ?? scenario;
  if (path === undefined) return undefined;
  if (file !== undefined && scenario !== undefined) {
    throw new HeddleError(
      'HD401',
      'Two scenarios are given, and a check takes one.',
      [`got \`${file}\` and \`--scenario ${scenario}\``],
      'Leave one of them out.',
    );
  }
  if (isToken(path)) {
    const next = `\`heddle replay ${path}\` runs it again.`;
    throw noScenario('A token', 'it holds a failure: a scenario and one schedule', next);
  }
  if (/\.[cm]?[jt]s$/.test(path)) {
    throw noScenario(
      `\`${path}\``,
      'it has the name of a module, and a scenario is a JSON file',
      `If it holds the rules: \`heddle check --runtime ${path}\`.`,
    );
  }
  const value = readJson(path);
  const fields = (typeof value === 'object' ? value : null) as Readonly<
    Record<string, unknown>
  > | null;
  if (fields !== null && 'schedule' in fields && 'scenario' in fields) {
    throw noScenario(
      `\`${path}\``,
      'it is the record of a failure',
      `\`heddle replay ${path}\` runs it again. To check every schedule of its scenario, save its field \`scenario\` in a file of its own.`,
    );
  }
  const machine = fields?.['machine'];
  return { path, value, machine: typeof machine === 'string' ? machine : undefined };
};

const noScenario = (what: string, why: string, next: string): HeddleError =>
  new HeddleError('HD444', `${what} is no scenario.`, [why], next);
