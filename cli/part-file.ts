import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { endianness } from 'node:os';
import { z } from 'zod';
import type { Part } from '../explorers/packed/search.ts';
import { cannotRead, cannotWrite, removeIfThere } from './files.ts';

/**
 * A search under way in a file: a line that says what it is, the digest of all the rest, the length of a head in JSON,
 * the head, and the words of its two arrays as this machine has them.
 */
const MAGIC = Buffer.from(`heddle part 1 ${endianness()}\n`);
const DIGEST = 32;
/** Bytes read, written or hashed at once. */
const CHUNK = 2 ** 26;

const draftOf = (path: string): string => `${path}.tmp`;

/** Writes it whole: whoever is killed meanwhile leaves the one before. @throws HeddleError HD408, HD902. */
export const writePart = (path: string, key: string, part: Part): void => {
  const { store, parents, ...rest } = part;
  const { words, ...kept } = store;
  const lengths = [words.length, parents.length];
  const head = Buffer.from(JSON.stringify({ key, lengths, kept, ...rest }));
  const length = Buffer.alloc(8);
  length.writeDoubleLE(head.length);
  const pieces = [length, head, ...[words, parents].map(bytesOf)];
  const hash = createHash('sha256');
  for (const piece of pieces) hashAll(hash, piece);
  try {
    const file = openSync(draftOf(path), 'w');
    try {
      for (const piece of [MAGIC, hash.digest(), ...pieces])
        eachChunk(piece, (some) => writeAll(file, some));
    } finally {
      closeSync(file);
    }
    renameSync(draftOf(path), path);
  } catch (error) {
    removeIfThere(draftOf(path));
    throw cannotWrite(path, error);
  }
};

/**
 * What is in such a file; or in a few words why it is of no use. Nothing in it is looked at before its digest is.
 *
 * @throws HeddleError HD406.
 */
export const readPart = (path: string, key: string): Part | string => {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return partIn(file, key);
  } catch (error) {
    throw cannotRead(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
};

const DAMAGED = 'it is damaged';

const partIn = (file: number, key: string): Part | string => {
  if (!readBytes(file, MAGIC.length)?.equals(MAGIC))
    return 'it is no part of a proof of this heddle';
  const digest = readBytes(file, DIGEST);
  const length = readBytes(file, 8);
  if (digest === undefined || length === undefined) return DAMAGED;
  if (!digest.equals(digestOfRest(file, MAGIC.length + DIGEST))) return DAMAGED;
  const at = MAGIC.length + DIGEST + 8;
  const bytes = length.readDoubleLE();
  const size = fstatSync(file).size - at;
  if (!Number.isInteger(bytes) || bytes < 0 || bytes > size) return DAMAGED;
  const head = headIn(readBytes(file, bytes, at)!.toString('utf8'));
  if (head === undefined) return DAMAGED;
  if (head.key !== key) return 'it is of another proof';
  const { kept, lengths, key: _, ...rest } = head;
  // Compared before anything of that length is allocated.
  if (bytes + 4 * (lengths[0] + lengths[1]) !== size) return DAMAGED;
  let next = at + bytes;
  const [words, parents] = lengths.map((count) => {
    const array = new Uint32Array(count);
    readInto(file, bytesOf(array), next);
    next += array.byteLength;
    return array;
  }) as [Uint32Array, Uint32Array];
  return { ...rest, store: { ...kept, words: new Int32Array(words.buffer) }, parents };
};

/** The head, as far as it says how to read on; undefined for a text that is none. */
const headIn = (text: string): Head | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return headSchema.safeParse(value).success ? (value as Head) : undefined;
  } catch {
    return undefined;
  }
};

const count = z.int().min(0);

const headSchema = z.looseObject({
  key: z.string(),
  lengths: z.tuple([count, count]),
  kept: z.looseObject({}),
});

type Head = Omit<Part, 'store' | 'parents'> & {
  readonly key: string;
  readonly lengths: readonly [number, number];
  readonly kept: Omit<Part['store'], 'words'>;
};

/** Removes what was not written to its end. */
export const removeDraft = (path: string): void => removeIfThere(draftOf(path));

/** Removes it, and what was not written to its end. @throws HeddleError HD408. */
export const removePart = (path: string): void => {
  for (const each of [path, draftOf(path)]) {
    try {
      if (existsSync(each)) rmSync(each);
    } catch (error) {
      throw cannotWrite(each, error);
    }
  }
};

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const eachChunk = (bytes: Uint8Array, visit: (some: Uint8Array) => void): void => {
  for (let at = 0; at < bytes.length; at += CHUNK) visit(bytes.subarray(at, at + CHUNK));
};

const hashAll = (hash: Hash, bytes: Uint8Array): void =>
  eachChunk(bytes, (some) => {
    hash.update(some);
  });

const writeAll = (file: number, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
};

/** So many bytes, from where the last reading ended or from `at`; undefined where there are fewer. */
const readBytes = (file: number, count: number, at: number | null = null): Buffer | undefined => {
  const bytes = Buffer.alloc(count);
  return readInto(file, bytes, at) ? bytes : undefined;
};

const readInto = (file: number, bytes: Uint8Array, at: number | null): boolean => {
  for (let done = 0; done < bytes.length;) {
    const count = Math.min(CHUNK, bytes.length - done);
    const read = readSync(file, bytes, done, count, at === null ? null : at + done);
    if (read === 0) return false;
    done += read;
  }
  return true;
};

const digestOfRest = (file: number, from: number): Buffer => {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(Math.min(CHUNK, Math.max(1, fstatSync(file).size)));
  let at = from;
  for (let read = -1; read !== 0; at += read) {
    read = readSync(file, chunk, 0, chunk.length, at);
    hash.update(chunk.subarray(0, read));
  }
  return hash.digest();
};
