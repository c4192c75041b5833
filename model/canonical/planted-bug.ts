import type { Profile } from './profile.ts';
import { AMENDED } from './profiles/amended.ts';
import type { Rule } from './rules.ts';
import type { Scenario } from './scenario.ts';

/** Right rules with one changed, what must catch that, and a small world in which it does. */
export interface CanonicalPlantedBug {
  readonly id: string;
  /** The rule that was changed, in one line. */
  readonly says: string;
  /** Where the bug was seen. */
  readonly source: string;
  /** The property that sees it. */
  readonly property: string;
  /** The bugs of `docs/canonical-abi.md` that it stands for. */
  readonly rows: readonly string[];
  readonly profile: Profile;
  readonly scenario: Scenario;
}

/** A planted bug whose profile carries the bug's own id and line. */
export const plantRules = (
  bug: Omit<CanonicalPlantedBug, 'profile' | 'scenario'>,
  change: Rule | Partial<Profile>,
  scenario: Scenario,
  right: Profile = AMENDED,
): CanonicalPlantedBug => ({
  ...bug,
  scenario,
  profile: {
    ...right,
    ...(typeof change === 'string' ? { without: [change] } : change),
    id: bug.id,
    says: bug.says,
  },
});
