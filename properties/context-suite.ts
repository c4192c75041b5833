import { bookkeepingMatchesTruth } from './bookkeeping-matches-truth.ts';
import { cancelDeliveredOnce } from './cancel-delivered-once.ts';
import type { ContextInvariant, ContextSetting, ContextSometimes } from './context-property.ts';
import { deadlockToldTruly } from './deadlock-told-truly.ts';
import { dropOnlyWhereUnused } from './drop-only-where-unused.ts';
import { deliveredExactlyOnce } from './delivered-exactly-once.ts';
import { holdsRestored } from './holds-restored.ts';
import { contextObserver } from './ledger-fold.ts';
import type { Ledger } from './ledger.ts';
import { noLostWakeup } from './no-lost-wakeup.ts';
import { nonblockingNeverTraps } from './nonblocking-never-traps.ts';
import { nothingHeldAcrossPark } from './nothing-held-across-park.ts';
import { oneRuleForAll } from './one-rule-for-all.ts';
import { parkOnlyWhereSuspendable } from './park-only-where-suspendable.ts';
import type { Suite } from './property.ts';
import { readyRuns } from './ready-runs.ts';
import { rolesExclusive } from './roles-exclusive.ts';
import { cancelWhileParked } from './sometimes/cancel-while-parked.ts';
import { cancelWhilePopped } from './sometimes/cancel-while-popped.ts';
import { cancelWhileRunning } from './sometimes/cancel-while-running.ts';
import { emptySetFilled } from './sometimes/empty-set-filled.ts';
import { eventWhileLocked } from './sometimes/event-while-locked.ts';
import { readyWaitableJoined } from './sometimes/ready-waitable-joined.ts';
import { signalBeforeRegister } from './sometimes/signal-before-register.ts';
import { signalBetweenCheckAndPark } from './sometimes/signal-between-check-and-park.ts';
import { signalBetweenRegisterAndCheck } from './sometimes/signal-between-register-and-check.ts';
import { threeFramesDeep } from './sometimes/three-frames-deep.ts';
import { twoWaitersOneEvent } from './sometimes/two-waiters-one-event.ts';
import { waitInAsyncInSync } from './sometimes/wait-in-async-in-sync.ts';
import { trapContained } from './trap-contained.ts';
import { trapOnlyWhereUnsuspendable } from './trap-only-where-unsuspendable.ts';
import { wakeMeansCheck } from './wake-means-check.ts';

const invariants: readonly ContextInvariant[] = [
  parkOnlyWhereSuspendable,
  trapOnlyWhereUnsuspendable,
  nonblockingNeverTraps,
  noLostWakeup,
  deliveredExactlyOnce,
  wakeMeansCheck,
  deadlockToldTruly,
  cancelDeliveredOnce,
  rolesExclusive,
  dropOnlyWhereUnused,
  nothingHeldAcrossPark,
  holdsRestored,
  oneRuleForAll,
  trapContained,
  readyRuns,
  bookkeepingMatchesTruth,
];

const witnesses: readonly ContextSometimes[] = [
  signalBeforeRegister,
  signalBetweenRegisterAndCheck,
  signalBetweenCheckAndPark,
  readyWaitableJoined,
  emptySetFilled,
  twoWaitersOneEvent,
  threeFramesDeep,
  waitInAsyncInSync,
  cancelWhileParked,
  cancelWhilePopped,
  cancelWhileRunning,
  eventWhileLocked,
];

/** Every property of the async-context machine, in the order in which they are told. */
export const contextSuite: Suite<Ledger, ContextSetting> = {
  observer: contextObserver,
  properties: [...invariants, ...witnesses],
};
