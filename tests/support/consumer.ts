import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const MODULES = join(ROOT, 'node_modules');

export interface Ran {
  readonly code: number | null;
  /** What it printed, without what differs from run to run: times, and the folder. */
  readonly out: string;
  readonly err: string;
}

export interface Watching {
  /** What it printed up to the last `until`, from the one before. */
  out(): string;
  until(text: string): Promise<void>;
  end(): Promise<void>;
}

/** The project of a user who has installed Heddle: the packed files, beside everything that it needs. */
export interface Consumer {
  readonly folder: string;
  write(name: string, text: string): void;
  node(...words: readonly string[]): Ran;
  vitest(...words: readonly string[]): Ran;
  /** Vitest in watch mode. */
  watch(...words: readonly string[]): Watching;
  tsc(...words: readonly string[]): Ran;
  clear(): void;
}

/** Nothing of the test run that this is part of, and no colours. */
export const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  NO_COLOR: '1',
});

/** `without`: packages that this user has not installed. */
export const consumer = ({ without = [] as readonly string[] } = {}): Consumer => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'heddle-consumer-')));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(MODULES)) {
    if (!name.startsWith('.') && !without.includes(name))
      symlinkSync(join(MODULES, name), join(modules, name));
  }
  unpack(modules);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write('package.json', '{ "type": "module" }\n');
  const node = (...words: readonly string[]): Ran => {
    const { status, stdout, stderr } = spawnSync(process.execPath, words, {
      cwd: folder,
      encoding: 'utf8',
      env: cleanEnvironment(),
    });
    const [out, err] = [stdout, stderr].map((text) => settled(text, folder));
    return { code: status, out: out!, err: err! };
  };
  return {
    folder,
    write,
    node,
    vitest: (...words) => node(join(MODULES, 'vitest/vitest.mjs'), ...words),
    watch: (...words) =>
      watching([join(MODULES, 'vitest/vitest.mjs'), '--watch', ...words], folder),
    tsc: (...words) => node(join(MODULES, 'typescript/bin/tsc'), ...words),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};

const watching = (words: readonly string[], cwd: string): Watching => {
  // Its standard input stays open: vitest stops watching when that ends.
  const child = spawn(process.execPath, words, { cwd, env: cleanEnvironment(), stdio: 'pipe' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let [fresh, taken] = ['', ''];
  let look = (): void => {};
  const take = (chunk: Buffer): void => {
    fresh += chunk.toString('utf8');
    look();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return {
    out: () => taken,
    until: (text) =>
      new Promise((resolve, reject) => {
        const late = (): void => reject(new Error(`no ${JSON.stringify(text)} in:\n${fresh}`));
        child.once('exit', late);
        look = () => {
          if (!fresh.includes(text)) return;
          child.off('exit', late);
          [taken, fresh, look] = [fresh, '', () => {}];
          resolve();
        };
        look();
      }),
    end: async () => {
      child.kill();
      await ended;
    },
  };
};

/** Packs Heddle as `npm publish` would, and unpacks it as `npm install` would. Does not build it. */
const unpack = (modules: string): void => {
  const [packed] = JSON.parse(
    must('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', modules], ROOT),
  ) as { filename: string }[];
  must('tar', ['-xzf', packed!.filename], modules);
  must('mv', ['package', 'heddle'], modules);
};

const must = (program: string, words: readonly string[], cwd: string): string => {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
  return stdout;
};

const settled = (text: string, folder: string): string =>
  text
    .replaceAll(folder, '<folder>')
    .replaceAll(/ +$/gm, '')
    .replaceAll(/(?<= )\d+(\.\d+)?m?s\b/g, '<time>')
    .replaceAll(/(Start at ) .*/g, '$1 <time>')
    .replaceAll(/(Duration ) .*/g, '$1 <time>');
