import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { z } from 'zod';
import { idSchema, type Counterexample } from '../model/counterexample.ts';
import { HeddleError } from '../model/errors.ts';
import { canonical, type Json } from '../model/json.ts';
import { parseJson } from '../model/parse.ts';

/** What it takes to replay a failure: everything but the rules, which the runtime's id and digest name. */
export interface Replay {
  readonly machine: string;
  readonly runtime: { readonly id: string; readonly digest: string };
  readonly property: string;
  readonly scenario: Json;
  readonly schedule: readonly string[];
}

const payload = z.tuple([
  z.string(),
  idSchema,
  z.string(),
  idSchema,
  z.json() as z.ZodType<Json>,
  z.string(),
]);

const PREFIX = 'hd1';
const CHECKSUM_DIGITS = 8;

const checksum = (bytes: Uint8Array): string => bytesToHex(sha256(bytes)).slice(0, CHECKSUM_DIGITS);

/** A failure as one word to paste: `hd1.<compressed case>.<checksum>`. The same on every machine. */
export const tokenOf = ({
  machine,
  runtime,
  property,
  scenario,
  schedule,
}: Counterexample): string => {
  const text = canonical([
    machine,
    runtime.id,
    runtime.digest,
    property,
    scenario,
    schedule.join(' '),
  ]);
  return sealed(PREFIX, text);
};

/** A text as one word to paste: compressed, and with the digits by which a damaged one is known. */
const sealed = (prefix: string, text: string): string => {
  const bytes = deflateSync(strToU8(text), { level: 9 });
  return `${prefix}.${base64urlnopad.encode(bytes)}.${checksum(bytes)}`;
};

/** Whether a text looks like a token rather than a file name. */
export const isToken = (text: string): boolean => text.startsWith(`${PREFIX}.`);

/** The most characters of a token: what a command line takes as one word. */
const TOKEN_MAX = 2 ** 17;

/** The most bytes of the JSON in a token. Deflate makes up to a thousand bytes of one, so they are counted as they come. */
const TEXT_MAX = 4 * 2 ** 20;

/** How much is inflated before it is counted: at most a MiB comes of it. */
const PIECE = 2 ** 10;

const tooLarge = (evidence: string): HeddleError =>
  new HeddleError(
    'HD304',
    'The token is too large to be read.',
    [evidence],
    'Replay the record in place of the token: `heddle check` writes one of every failure.',
  );

/** The tokens that can be read again: the case of a very large scenario does not fit into one, and has its record alone. */
export const readableTokens = (...tokens: readonly string[]): readonly string[] =>
  tokens.filter((token) => {
    try {
      return unsealed(token.split('.')[0]!, '', token) !== undefined;
    } catch {
      return false;
    }
  });

const damaged = (prefix: string, evidence: string): HeddleError =>
  new HeddleError(
    'HD304',
    'The token is damaged.',
    [evidence],
    `Paste it whole: from \`${prefix}.\` to the last of the eight digits after the second dot.`,
  );

/** What a token holds. @throws HeddleError HD304 for one that is cut short, edited, or of another version. */
const unsealed = (expected: string, what: string, text: string): unknown => {
  if (text.length > TOKEN_MAX)
    throw tooLarge(`it has ${text.length} characters, and a token has at most ${TOKEN_MAX}`);
  const [prefix, body, digits, ...rest] = text.trim().split('.');
  if (prefix !== expected || body === undefined || digits === undefined || rest.length > 0) {
    throw damaged(
      expected,
      `expected ${expected}.<${what}>.<checksum>, got ${text.length} characters with ${text.split('.').length - 1} dots`,
    );
  }
  const bytes = decode(body);
  if (bytes === undefined)
    throw damaged(expected, `the ${what} is not a whole piece of base64url text`);
  const sum = checksum(bytes);
  if (sum !== digits)
    throw damaged(expected, `its checksum is ${digits}, and that of its text is ${sum}`);
  return inflate(bytes);
};

const SCHEDULE_PREFIX = 'hs1';

/** A schedule as one word to paste: `hs1.<compressed names>.<checksum>`. */
export const scheduleTokenOf = (schedule: readonly string[]): string =>
  sealed(SCHEDULE_PREFIX, canonical([...schedule]));

/** Whether a text looks like the token of a schedule. */
export const isScheduleToken = (text: string): boolean => text.startsWith(`${SCHEDULE_PREFIX}.`);

/** @throws HeddleError HD304 for a token that is cut short, edited, or of another version. */
export const parseScheduleToken = (text: string): readonly string[] => {
  const result = z.array(z.string()).safeParse(unsealed(SCHEDULE_PREFIX, 'schedule', text));
  if (result.success) return result.data;
  throw damaged(SCHEDULE_PREFIX, 'its checksum is right, but it does not hold a schedule');
};

/** @throws HeddleError HD304 for a token that is cut short, edited, or of another version. */
export const parseToken = (text: string): Replay => {
  const result = payload.safeParse(unsealed(PREFIX, 'case', text));
  if (!result.success)
    throw damaged(PREFIX, 'its checksum is right, but it does not hold a case of this version');
  const [machine, id, digest, property, scenario, schedule] = result.data;
  return {
    machine,
    runtime: { id, digest },
    property,
    scenario,
    schedule: schedule === '' ? [] : schedule.split(' '),
  };
};

/** The value of the JSON in a token; undefined where there is none. @throws HeddleError HD304 where it is too large. */
const inflate = (bytes: Uint8Array): unknown => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((chunk) => {
    size += chunk.length;
    if (size > TEXT_MAX) throw tooLarge(`it holds more than ${TEXT_MAX} bytes of text`);
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < bytes.length; at += PIECE)
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    return parseJson(strFromU8(concatBytes(...chunks)));
  } catch (error) {
    if (error instanceof HeddleError) throw error;
    if (error instanceof RangeError) throw tooLarge(error.message);
    return undefined;
  }
};

const decode = (text: string): Uint8Array | undefined => {
  try {
    return base64urlnopad.decode(text);
  } catch {
    return undefined;
  }
};
