import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Scenario } from '../model/canonical/scenario.ts';

const PYTHON = process.env['HEDDLE_PYTHON'] ?? 'python3';
const DRIVER = resolve('tests/model/canonical/spec/driver.py');

/** The executable specification, in a process of its own. */
export interface Specification {
  /** Runs a world along every choice, each run from the start; how many runs there are, undefined where too many. */
  readonly everySchedule: (world: Scenario) => Promise<number | undefined>;
  readonly end: () => void;
}

/** Starts it; the reason where it cannot be run here. `most`: the most runs of a world. */
export const startSpecification = async (
  first: Scenario,
  most: number,
): Promise<Specification | string> => {
  if (process.env['HEDDLE_SPEC'] === undefined) {
    return 'no HEDDLE_SPEC: a checkout of the specification';
  }
  const child = spawn(PYTHON, [DRIVER], {
    env: { ...process.env, HEDDLE_RUNS: String(most) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // Where it does not start or read, there is no answer.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (world: Scenario): Promise<{ readonly runs?: number } | undefined> => {
    child.stdin.write(`${JSON.stringify(world)}\n`);
    const { value, done } = await answers.next();
    return done === true ? undefined : (JSON.parse(value) as { readonly runs?: number });
  };
  const end = (): void => {
    child.stdin.end();
  };
  if ((await ask(first)) === undefined) return `no ${PYTHON} with greenlet: HEDDLE_PYTHON`;
  return { everySchedule: async (world) => (await ask(world))?.runs, end };
};
