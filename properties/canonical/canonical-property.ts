import type { CanonicalEvent } from '../../model/canonical/events.ts';
import type { Profile } from '../../model/canonical/profile.ts';
import type { Scenario } from '../../model/canonical/scenario.ts';
import type { Finding, Invariant, Sometimes, Telling } from '../property.ts';
import type { CanonicalLedger } from './ledger.ts';

/** What decides whether a *sometimes* applies: the rules, and the one scenario if there is but one. */
export interface CanonicalSetting {
  readonly profile: Profile;
  readonly scenario: Scenario | null;
}

export type CanonicalInvariant = Invariant<CanonicalLedger>;
export type CanonicalSometimes = Sometimes<CanonicalLedger, CanonicalSetting>;

/** An invariant over the events of the Canonical ABI machine; its functions see the vocabulary's types. */
export const invariant = (definition: {
  readonly id: string;
  readonly kind: 'always' | 'eventually';
  readonly says: string;
  readonly needs: readonly CanonicalEvent['kind'][];
  readonly judge: (before: CanonicalLedger, event: CanonicalEvent) => Finding | undefined;
  readonly tell: (finding: Finding) => Telling;
}): CanonicalInvariant => definition;

/** A *sometimes* over the events of the Canonical ABI machine. */
export const sometimes = (definition: {
  readonly id: string;
  readonly says: string;
  readonly needs: readonly CanonicalEvent['kind'][];
  readonly inapplicable: (setting: CanonicalSetting) => string | undefined;
  readonly saw: (before: CanonicalLedger, event: CanonicalEvent) => boolean;
}): CanonicalSometimes => ({ ...definition, kind: 'sometimes' });
