import type { Suite } from '../property.ts';
import { callReturnsTruly } from './call-returns-truly.ts';
import { cancelToldRightly } from './cancel-told-rightly.ts';
import type {
  CanonicalInvariant,
  CanonicalSetting,
  CanonicalSometimes,
} from './canonical-property.ts';
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
import { blockedCallTrapped } from './sometimes/blocked-call-trapped.ts';
import { cancelAtGate } from './sometimes/cancel-at-gate.ts';
import { cancelMetNobody } from './sometimes/cancel-met-nobody.ts';
import { cancelWhileParked } from './sometimes/cancel-while-parked.ts';
import { copiedInPart } from './sometimes/copied-in-part.ts';
import { eventBeforeWait } from './sometimes/event-before-wait.ts';
import { eventWhileParked } from './sometimes/event-while-parked.ts';
import { gateShut } from './sometimes/gate-shut.ts';
import { lockTaken } from './sometimes/lock-taken.ts';
import { readyWaitableJoined } from './sometimes/ready-waitable-joined.ts';
import { syncCallRunsAnother } from './sometimes/sync-call-runs-another.ts';
import { twoWaitersOneEvent } from './sometimes/two-waiters-one-event.ts';
import { syncCallRunsItsOwn } from './sync-call-runs-its-own.ts';
import { trapContained } from './trap-contained.ts';
import { trapIffBlocked } from './trap-iff-blocked.ts';
import { trapsToldTruly } from './traps-told-truly.ts';
import { wakeMeansCheck } from './wake-means-check.ts';

const invariants: readonly CanonicalInvariant[] = [
  noLostWakeup,
  noLostCancel,
  deliveredExactlyOnce,
  wakeMeansCheck,
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
];

const witnesses: readonly CanonicalSometimes[] = [
  eventBeforeWait,
  eventWhileParked,
  twoWaitersOneEvent,
  readyWaitableJoined,
  copiedInPart,
  cancelWhileParked,
  cancelMetNobody,
  cancelAtGate,
  gateShut,
  lockTaken,
  syncCallRunsAnother,
  blockedCallTrapped,
];

/** Everything that is checked of the Canonical ABI machine, in the order in which it is told. */
export const canonicalSuite: Suite<CanonicalLedger, CanonicalSetting> = {
  observer: canonicalObserver,
  properties: [...invariants, ...witnesses],
};
