import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { HeddleError } from '../model/errors.ts';
import { DEPTH_MAX, isShallow } from '../model/parse.ts';

/** Where everything is written that a user did not name a place for. */
export const OUT = 'heddle-out';

/** @throws HeddleError HD406 (cannot be read), HD407 (not JSON, or nested too deep to be handed on). */
export const readJson = (path: string): unknown => {
  const value = parseJson(path, readText(path));
  if (isShallow(value, DEPTH_MAX)) return value;
  throw new HeddleError(
    'HD407',
    `\`${path}\` is no file of Heddle's.`,
    [`it nests deeper than ${DEPTH_MAX} levels`],
    'docs/formats.md describes scenarios and records.',
  );
};

const parseJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new HeddleError(
      'HD407',
      `\`${path}\` is not JSON.`,
      [error instanceof Error ? error.message : String(error)],
      'Was it cut short? A record is written whole or not at all.',
    );
  }
};

/** @throws HeddleError HD406 for what cannot be read. */
export const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw cannotRead(path, reasonOf(error));
  }
};

const cannotRead = (path: string, reason: string): HeddleError =>
  new HeddleError(
    'HD406',
    `\`${path}\` cannot be read.`,
    [reason],
    'Check the path; it is taken from the folder that you are in.',
  );

/** The names of the JSON files in a folder, in one order everywhere. @throws HeddleError HD406. */
export const jsonFilesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch (error) {
    throw cannotRead(folder, reasonOf(error).replace('such file', 'such folder'));
  }
};

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Writes a file whole: a reader sees the old text or the new one. @throws HeddleError HD408. */
export const writeWhole = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw cannotWrite(path, error);
  }
};

/** Writes at the end of a file that others write to as well. @throws HeddleError HD408. */
export const append = (path: string, text: string): void => {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
};

/** What is thrown where a file cannot be written. */
export const cannotWrite = (path: string, error: unknown): HeddleError =>
  new HeddleError(
    'HD408',
    `\`${path}\` cannot be written.`,
    [reasonOf(error)],
    'Run where you may write.',
  );

/** Writes a value as JSON. @throws HeddleError HD408. */
export const writeJson = (path: string, value: unknown): void => {
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
};

/** Writes a value as JSON where all output goes, and gives its path back. @throws HeddleError HD408. */
export const writeRecord = (name: string, value: unknown): string => {
  const path = join(OUT, `${name}.json`);
  writeJson(path, value);
  return path;
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'a file has the name of its folder',
};

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return REASONS[code] ?? code;
};
