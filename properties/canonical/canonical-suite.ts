import type { Suite } from '../property.ts';
import { callReturnsTruly } from './call-returns-truly.ts';
import { cancelToldRightly } from './cancel-told-rightly.ts';
import type { CanonicalSetting } from './canonical-property.ts';
import { copiesToldTruly } from './copies-told-truly.ts';
import { deadlockToldTruly } from './deadlock-told-truly.ts';
import { deliveredExactlyOnce } from './delivered-exactly-once.ts';
import { dropOnlyWhereUnused } from './drop-only-where-unused.ts';
import { endsMeet } from './ends-meet.ts';
import { enteredOnce } from './entered-once.ts';
import { gateKept } from './gate-kept.ts';
import { canonicalObserver } from './ledger-fold.ts';
import type { CanonicalLedger } from './ledger.ts';
import { lockHasOneOwner } from './lock-has-one-owner.ts';
import { noLostCancel } from './no-lost-cancel.ts';
import { noLostWakeup } from './no-lost-wakeup.ts';
import { nonblockingNeverParks } from './nonblocking-never-parks.ts';
import { nothingLost } from './nothing-lost.ts';
import { oneCopyAtATime } from './one-copy-at-a-time.ts';
import { resolvedOnce } from './resolved-once.ts';
import { rolesExclusive } from './roles-exclusive.ts';
import { rulesNotAtALoss } from './rules-not-at-a-loss.ts';
import { syncCallRunsItsOwn } from './sync-call-runs-its-own.ts';
import { trapContained } from './trap-contained.ts';
import { trapIffBlocked } from './trap-iff-blocked.ts';
import { trapsToldTruly } from './traps-told-truly.ts';

/** Everything that is checked of the Canonical ABI machine. */
export const canonicalSuite: Suite<CanonicalLedger, CanonicalSetting> = {
  observer: canonicalObserver,
  properties: [
    noLostWakeup,
    noLostCancel,
    deliveredExactlyOnce,
    trapIffBlocked,
    syncCallRunsItsOwn,
    trapContained,
    deadlockToldTruly,
    cancelToldRightly,
    callReturnsTruly,
    nonblockingNeverParks,
    lockHasOneOwner,
    gateKept,
    enteredOnce,
    rolesExclusive,
    dropOnlyWhereUnused,
    oneCopyAtATime,
    copiesToldTruly,
    endsMeet,
    trapsToldTruly,
    resolvedOnce,
    nothingLost,
    rulesNotAtALoss,
  ],
};
