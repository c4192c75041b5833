import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { HeddleError } from '../model/errors.ts';
import { fileName } from '../model/file-name.ts';
import { parseJson } from '../model/parse.ts';
import { isOfDevice, reasonOf } from './reasons.ts';

/** Where everything is written that a user did not name a place for. */
export const OUT = 'heddle-out';

/** The most bytes of a file that is read whole: some hundred times the largest sensible record. */
const BYTES_MAX = 32 * 2 ** 20;
const CHUNK = 2 ** 16;

/** @throws HeddleError HD406 (cannot be read), HD407 (not JSON, or too large to be handed on). */
export const readJson = (path: string): unknown => {
  const text = readText(path);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof RangeError) throw noFileOfOurs(path, error.message);
    throw new HeddleError(
      'HD407',
      `\`${path}\` is not JSON.`,
      [error instanceof Error ? error.message : String(error)],
      'Was it cut short? A record is written whole or not at all.',
    );
  }
};

const noFileOfOurs = (path: string, reason: string): HeddleError =>
  new HeddleError(
    'HD407',
    `\`${path}\` is not a Heddle file.`,
    [reason],
    'docs/formats.md describes scenarios and records.',
  );

/** @throws HeddleError HD406 (cannot be read), HD407 (more than 32 MiB). */
export const readText = (path: string): string => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const file = openSync(path, 'r');
    try {
      // A device or a pipe has no size to look at first, and may have no end.
      for (let read = -1; read !== 0 && size <= BYTES_MAX; size += read) {
        const chunk = Buffer.alloc(CHUNK);
        read = readSync(file, chunk, 0, CHUNK, null);
        chunks.push(chunk.subarray(0, read));
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw cannotRead(path, error);
  }
  if (size > BYTES_MAX) throw noFileOfOurs(path, 'it is larger than 32 MiB');
  return Buffer.concat(chunks).toString('utf8');
};

/** What is thrown where a file cannot be read. `what`: what it should be. */
export const cannotRead = (path: string, error: unknown, what = 'file'): HeddleError =>
  new HeddleError(
    'HD406',
    `\`${path}\` cannot be read.`,
    [reasonOf(error).replace('such file', `such ${what}`)],
    'Check the path; it is taken from the folder that you are in.',
  );

/** The names of the JSON files in a folder, in one order everywhere. @throws HeddleError HD406. */
export const jsonFilesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch (error) {
    throw cannotRead(folder, error, 'folder');
  }
};

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Writes a file whole: a reader sees the old text or the new one. @throws HeddleError HD408. */
export const writeWhole = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    // A device or a pipe is written to; a file in its place would be none.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
      writeFileSync(path, text);
      return;
    }
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    removeIfThere(draft);
    throw cannotWrite(path, error);
  }
};

/** Does nothing where there is none, also where its folder is no folder. */
export const removeIfThere = (path: string): void => {
  if (existsSync(path)) rmSync(path);
};

/** Writes at the end of a file that others write to as well. @throws HeddleError HD408. */
export const append = (path: string, text: string): void => {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
};

/** What is thrown where a file cannot be written: HD408 for a path that is wrong, HD902 for a device that fails. */
export const cannotWrite = (path: string, error: unknown): HeddleError =>
  isOfDevice(error)
    ? new HeddleError(
        'HD902',
        `\`${path}\` cannot be written: ${reasonOf(error)}.`,
        [],
        'Make room for it, or run where there is some.',
      )
    : new HeddleError(
        'HD408',
        `\`${path}\` cannot be written.`,
        [reasonOf(error)],
        'Run where you may write.',
      );

/** Writes a value as JSON. @throws HeddleError HD408. */
export const writeJson = (path: string, value: unknown): void => {
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
};

/** Writes a value as JSON where all output goes, named after ids, and gives its path back. @throws HeddleError HD309, HD408. */
export const writeRecord = (ids: readonly string[], value: unknown): string => {
  const path = join(OUT, `${fileName(...ids)}.json`);
  writeJson(path, value);
  return path;
};
