import { HeddleError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import type { Profile } from '../model/canonical/profile.ts';
import { canonicalPlantedBugs } from '../model/canonical/planted/index.ts';
import { PROFILES, isProfileId } from '../model/canonical/profiles/index.ts';

/** A profile by its name, a planted one too; the specification's where none is given. @throws HeddleError HD432. */
export const profileOf = (name = 'specification'): Profile => {
  if (isProfileId(name)) return PROFILES[name];
  const planted = canonicalPlantedBugs.find(({ id }) => id === name);
  if (planted !== undefined) return planted.profile;
  const known = Object.keys(PROFILES);
  throw new HeddleError(
    'HD432',
    `Unknown profile \`${name}\`${nearest(name, known)}`,
    [`known: ${known.join(', ')}`],
    '`heddle list` says what each of them is.',
  );
};
