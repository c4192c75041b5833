import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The built command line. */
export const MAIN: string = resolve(import.meta.dirname, '../../dist/cli/main.js');

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** An empty folder to run the command line in, as a user would. */
export interface Desk {
  readonly path: string;
  heddle(...words: readonly string[]): Outcome;
  /** The same under some more of an environment. */
  heddleWith(env: Readonly<Record<string, string>>, ...words: readonly string[]): Outcome;
  write(name: string, text: string): void;
  read(name: string): string;
  /** The names of the files in it. */
  list(): readonly string[];
  clear(): void;
}

export const desk = (): Desk => {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-'));
  const heddleWith: Desk['heddleWith'] = (env, ...words) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        HEDDLE_SEED: undefined,
        GITHUB_STEP_SUMMARY: undefined,
        GITHUB_WORKSPACE: undefined,
        NO_COLOR: '1',
        ...env,
      },
    });
    return { code: status, out: stdout, err: stderr };
  };
  return {
    path: folder,
    heddle: (...words) => heddleWith({}, ...words),
    heddleWith,
    write: (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    list: () => readdirSync(folder).toSorted(),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** A command and what it printed, as a transcript. */
export const transcript = (words: readonly string[], { code, out, err }: Outcome): string =>
  [`$ heddle ${words.join(' ')}`, out.trimEnd(), err.trimEnd(), `(exit ${code})`]
    .filter((part) => part !== '')
    .join('\n');

/** The template, with a join that wakes nobody: the smallest change that makes a lost wakeup. */
export const withSilentJoin = (module: string): string =>
  module.replace("do: ['link', { branch: 'no-event', do: ['done'] }]", "do: ['link', 'done']");

/** A scenario file: one task that waits on a set, and one signal for it. */
export const oneWait = {
  format: 1,
  machine: 'async-context',
  executors: ['e1'],
  waitables: ['w1'],
  sets: [{ id: 'ws1', members: ['w1'] }],
  tasks: [{ id: 't1', executor: 'e1', frame: 'guest', body: [{ op: 'wait', set: 'ws1' }] }],
  signallers: [{ id: 's1', signals: ['w1'] }],
};
