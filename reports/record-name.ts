import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Counterexample } from '../model/counterexample.ts';
import { fileName } from '../model/file-name.ts';
import { canonical } from '../model/json.ts';

const DIGITS = 12;

/**
 * The name that a counterexample is kept under: its property, and a digest of its case. Where it was found and
 * what is said of it do not count, so the same case has the same name from any seed and any version of Heddle.
 *
 * @throws HeddleError HD309 for a property that has no id.
 */
export const recordName = ({ machine, property, scenario, schedule }: Counterexample): string => {
  const digest = sha256(utf8ToBytes(canonical([machine, property, scenario, schedule])));
  return `${fileName(property)}.${bytesToHex(digest).slice(0, DIGITS)}`;
};
