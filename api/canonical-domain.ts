import { drawWorld } from '../explorers/canonical/draw-world.ts';
import { CANONICAL_VOCABULARY } from '../explorers/canonical/vocabulary.ts';
import { canonicalMachine } from '../model/canonical/canonical-machine.ts';
import { profileDigest } from '../model/canonical/digest.ts';
import { CANONICAL_EVENT_KINDS } from '../model/canonical/events.ts';
import { parseScenario } from '../model/canonical/parse.ts';
import { parseProfile } from '../model/canonical/parse-profile.ts';
import type { Profile } from '../model/canonical/profile.ts';
import { mended } from '../model/canonical/profiles/holes.ts';
import type { Scenario } from '../model/canonical/scenario.ts';
import type { State } from '../model/canonical/state.ts';
import type { CanonicalSetting } from '../properties/canonical/canonical-property.ts';
import { canonicalSuite } from '../properties/canonical/canonical-suite.ts';
import type { CanonicalLedger } from '../properties/canonical/ledger.ts';
import { measure, plainness } from '../shrinkers/canonical/measure.ts';
import { canonicalPasses } from '../shrinkers/canonical/passes.ts';
import type { Domain } from './domain.ts';

/** The Canonical ABI machine under the rules of one profile. */
export type CanonicalDomain = Domain<Scenario, State, CanonicalLedger, CanonicalSetting>;

/** The Canonical ABI machine under the rules of `profile`, which is plain data: one of ours, or one with rules changed. */
export const canonicalDomain = (profile: Profile): CanonicalDomain =>
  domainOf(parseProfile(profile));

const domainOf = (profile: Profile): CanonicalDomain => ({
  machineId: 'canonical-abi',
  runtime: { id: profile.id, says: profile.says, digest: profileDigest(profile) },
  suite: canonicalSuite,
  emits: new Set(Object.keys(CANONICAL_EVENT_KINDS)),
  vocabulary: CANONICAL_VOCABULARY,
  scenarios: drawWorld,
  setting: (scenario) => ({ profile, scenario }),
  parseScenario,
  machine: (scenario) => canonicalMachine(scenario, profile),
  known: mended(profile).map(({ hole, profile: without }) => ({
    id: hole.rule,
    says: hole.says,
    machine: (scenario) => canonicalMachine(scenario, without),
  })),
  passes: canonicalPasses,
  measure,
  plainness,
  lanes: ({ instances }) => [
    { id: 'host', title: 'host' },
    ...instances.map(({ id }) => ({ id, title: id })),
  ],
});
