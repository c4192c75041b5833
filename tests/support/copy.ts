import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cleanEnvironment } from './consumer.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LEFT_BEHIND: ReadonlySet<string> = new Set(['.git', 'node_modules', 'dist', 'heddle-out']);

export interface Copy {
  read(file: string): string;
  /** @throws Error where the file is there already. */
  add(file: string, text: string): void;
  /** Applies a `diff` block of the documents to the file that it names. */
  patch(diff: string): void;
  /** Runs a program of the installed packages, or a file of the copy, with Node. */
  node(...words: readonly string[]): { readonly code: number | null; readonly out: string };
  clear(): void;
}

/** The sources of this project in another folder, with the packages of this one. Nothing is built there. */
export const copyOfProject = (): Copy => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'heddle-copy-')));
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_BEHIND.has(name)) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    read,
    add: (file, text) => writeFileSync(join(folder, file), text, { flag: 'wx' }),
    patch: (diff) => {
      const [header, ...lines] = diff.trimEnd().split('\n');
      const file = /^--- (\S+)$/.exec(header!)![1]!;
      writeFileSync(join(folder, file), patched(read(file), lines));
    },
    node: (...words) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, words, {
        cwd: folder,
        encoding: 'utf8',
        env: cleanEnvironment(),
      });
      return { code: status, out: stdout + stderr };
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** A line with + goes below the line before it, one with - goes away, and any other must be there. */
const patched = (text: string, diff: readonly string[]): string => {
  const lines = text.split('\n');
  let at = 0;
  for (const line of diff) {
    const rest = line.slice(1);
    if (line.startsWith('+')) {
      lines.splice(at, 0, rest);
      at += 1;
      continue;
    }
    const found = lines.indexOf(rest, at);
    if (found < 0) throw new Error(`there is no line ${JSON.stringify(rest)}`);
    if (line.startsWith('-')) lines.splice(found, 1);
    at = line.startsWith('-') ? found : found + 1;
  }
  return lines.join('\n');
};
