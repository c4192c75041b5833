import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { InstanceResult } from '../api/open-search.ts';
import type { ProveOptions } from '../api/prove.ts';
import { HeddleError } from '../model/errors.ts';
import { canonical, type Json } from '../model/json.ts';
import { VERSION } from '../model/version.ts';
import { removeDraft, removePart } from './part-file.ts';
import type { PartFile } from './tasks.ts';
import { readJson, writeJson } from './files.ts';

type Result = InstanceResult<unknown>;

/** What a proof that may be stopped keeps: the instances that it has searched. */
export interface ProofFile {
  /** What is known of an instance, by its number, if it was searched before. */
  readonly known: (number: number) => Result | undefined;
  /** Keeps the result of an instance. @throws HeddleError HD408. */
  readonly keep: (number: number, result: Result) => void;
  /** Where an instance is saved while it is searched; null: nowhere. */
  readonly part: (number: number) => PartFile | null;
}

/** Keeps nothing. */
export const NO_FILE: ProofFile = {
  known: () => undefined,
  keep: () => undefined,
  part: () => null,
};

const count = z.int().min(0);

const beyond = z.strictObject({
  exact: count,
  more: count,
  bits: count,
  hashes: count,
  chance: z.number().min(0).max(1),
  missed: z.number().min(0),
  dropped: count,
  ended: z.boolean(),
});

const schema = z.strictObject({
  format: z.literal(1),
  kind: z.literal('proof'),
  heddle: z.string(),
  runtime: z.string(),
  asked: z.string(),
  // An instance in which something breaks ends a proof; it is searched again.
  searched: z.record(
    z.string().regex(/^(0|[1-9]\d{0,8})$/),
    z.strictObject({
      says: z.string(),
      states: count,
      transitions: count,
      complete: z.boolean(),
      endless: count,
      failures: z.tuple([]),
      beyond: beyond.exactOptional(),
    }),
  ),
});

/**
 * The file of a proof that saves an instance from `partsFrom` states on, of the runtime with this digest; it need not be there yet.
 *
 * @throws HeddleError HD406, HD407 (cannot be read), HD426 (of another proof).
 */
export const proofFile = (
  path: string,
  digest: string,
  options: ProveOptions,
  partsFrom: number,
): ProofFile => {
  const asked = canonical(JSON.parse(JSON.stringify(options)) as Json);
  const partPath = (number: number): string => `${path}.${number + 1}.part`;
  const searched = existsSync(path) ? searchedIn(path, digest, asked) : {};
  // Whoever was killed right after an instance left what was saved of it.
  for (const number of Object.keys(searched)) removePart(partPath(Number(number)));
  const given = new Set<string>();
  // Who writes a draft may be ended meanwhile.
  process.on('exit', () => {
    for (const each of given) removeDraft(each);
  });
  return {
    known: (number) => searched[number],
    keep: (number, result) => {
      if (result.failures.length === 0) {
        searched[number] = result;
        const head = { format: 1, kind: 'proof', heddle: VERSION, runtime: digest, asked };
        writeJson(path, { ...head, searched });
      }
      removePart(partPath(number));
    },
    part: (number) => {
      given.add(partPath(number));
      return {
        path: partPath(number),
        key: canonical([VERSION, digest, asked, number]),
        from: partsFrom,
      };
    },
  };
};

const searchedIn = (path: string, digest: string, asked: string): Record<string, Result> => {
  const parsed = schema.safeParse(readJson(path));
  if (!parsed.success) throw otherFile(path, 'it is no file of a proof');
  const { heddle, runtime, asked: before, searched } = parsed.data;
  if (heddle !== VERSION) throw otherFile(path, `it is of heddle ${heddle}`);
  if (runtime !== digest) throw otherFile(path, `it is of a runtime with the digest ${runtime}`);
  if (before !== asked) throw otherFile(path, `it was asked for ${before}`, `now for ${asked}`);
  return searched;
};

const otherFile = (path: string, ...evidence: readonly string[]): HeddleError =>
  new HeddleError(
    'HD426',
    `\`${path}\` is not of this proof.`,
    evidence,
    'Go on with the same options and the same rules, or name another file.',
  );
