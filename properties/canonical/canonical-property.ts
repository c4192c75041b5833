import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Profile } from '../../model/canonical/profile.ts';
import type { Scenario } from '../../model/canonical/scenario.ts';
import type { Finding, Invariant, Telling } from '../property.ts';
import type { CanonicalLedger } from './ledger.ts';

/** What decides whether a *sometimes* applies: the rules, and the one scenario if there is but one. */
export interface CanonicalSetting {
  readonly profile: Profile;
  readonly scenario: Scenario | null;
}

export type CanonicalInvariant = Invariant<CanonicalLedger>;

/** An invariant over the events of the Canonical ABI machine; its functions see the vocabulary's types. */
export const invariant = (definition: {
  readonly id: string;
  readonly kind: 'always' | 'eventually';
  readonly says: string;
  readonly needs: readonly CanonicalEvent['kind'][];
  readonly judge: (before: CanonicalLedger, event: CanonicalEvent) => Finding | undefined;
  readonly tell: (finding: Finding) => Telling;
}): CanonicalInvariant => definition;
