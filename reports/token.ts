import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { z } from 'zod';
import type { Counterexample } from '../model/counterexample.ts';
import { HeddleError } from '../model/errors.ts';
import { canonical, type Json } from '../model/json.ts';

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
  z.string(),
  z.string(),
  z.string(),
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
  const bytes = deflateSync(strToU8(text), { level: 9 });
  return `${PREFIX}.${base64urlnopad.encode(bytes)}.${checksum(bytes)}`;
};

/** Whether a text looks like a token rather than a file name. */
export const isToken = (text: string): boolean => text.startsWith(`${PREFIX}.`);

const damaged = (evidence: string): HeddleError =>
  new HeddleError(
    'HD304',
    'The token is damaged.',
    [evidence],
    'Paste it whole: from `hd1.` to the last of the eight digits after the second dot.',
  );

/** @throws HeddleError HD304 for a token that is cut short, edited, or of another version. */
export const parseToken = (text: string): Replay => {
  const [prefix, body, digits, ...rest] = text.trim().split('.');
  if (prefix !== PREFIX || body === undefined || digits === undefined || rest.length > 0) {
    throw damaged(
      `expected hd1.<case>.<checksum>, got ${text.length} characters with ${text.split('.').length - 1} dots`,
    );
  }
  const bytes = decode(body);
  if (bytes === undefined) throw damaged('the case is not a whole piece of base64url text');
  const sum = checksum(bytes);
  if (sum !== digits) throw damaged(`its checksum is ${digits}, and that of its text is ${sum}`);
  const result = payload.safeParse(inflate(bytes));
  if (!result.success)
    throw damaged('its checksum is right, but it does not hold a case of this version');
  const [machine, id, digest, property, scenario, schedule] = result.data;
  return {
    machine,
    runtime: { id, digest },
    property,
    scenario,
    schedule: schedule === '' ? [] : schedule.split(' '),
  };
};

const inflate = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(strFromU8(inflateSync(bytes)));
  } catch {
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
