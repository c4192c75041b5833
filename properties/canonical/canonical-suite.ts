import type { Suite } from '../property.ts';
import type { CanonicalSetting } from './canonical-property.ts';
import { deliveredExactlyOnce } from './delivered-exactly-once.ts';
import { canonicalObserver, type CanonicalLedger } from './ledger.ts';
import { lockHasOneOwner } from './lock-has-one-owner.ts';
import { noLostCancel } from './no-lost-cancel.ts';
import { noLostWakeup } from './no-lost-wakeup.ts';
import { resolvedOnce } from './resolved-once.ts';
import { rulesNotAtALoss } from './rules-not-at-a-loss.ts';
import { syncCallRunsItsOwn } from './sync-call-runs-its-own.ts';
import { trapContained } from './trap-contained.ts';
import { trapOnlyWhereBlocked } from './trap-only-where-blocked.ts';

/** Everything that is checked of the Canonical ABI machine. */
export const canonicalSuite: Suite<CanonicalLedger, CanonicalSetting> = {
  observer: canonicalObserver,
  properties: [
    noLostWakeup,
    noLostCancel,
    deliveredExactlyOnce,
    trapOnlyWhereBlocked,
    syncCallRunsItsOwn,
    trapContained,
    lockHasOneOwner,
    resolvedOnce,
    rulesNotAtALoss,
  ],
};
