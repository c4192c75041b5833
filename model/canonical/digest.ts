import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../json.ts';
import type { Profile } from './profile.ts';

/** The rules of a profile as 16 hexadecimal digits: what it is called and what it says of itself are no rules. */
export const profileDigest = (profile: Profile): string => {
  const { id: _, says: __, ...rules } = profile;
  return bytesToHex(sha256(utf8ToBytes(canonical(rules)))).slice(0, 16);
};
