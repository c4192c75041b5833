import type { CanonicalPlantedBug } from '../planted-bug.ts';
import { asyncReadWaits } from './async-read-waits.ts';
import { blockedCancelResets } from './blocked-cancel-resets.ts';
import { blockedTakenForResult } from './blocked-taken-for-result.ts';
import { bufferNotReclaimed } from './buffer-not-reclaimed.ts';
import { callbackWaitTraps } from './callback-wait-traps.ts';
import { callbackWaitersNotCounted } from './callback-waiters-not-counted.ts';
import { cancelDiscardsEvent } from './cancel-discards-event.ts';
import { cancelLeavesEndUsable } from './cancel-leaves-end-usable.ts';
import { cancelToldLater } from './cancel-told-later.ts';
import { componentsTakenForInstances } from './components-taken-for-instances.ts';
import { doneTakenForBusy } from './done-taken-for-busy.ts';
import { droppedStaysInSet } from './dropped-stays-in-set.ts';
import { emptySetTraps } from './empty-set-traps.ts';
import { eventBeforeHandle } from './event-before-handle.ts';
import { gateCancelLeavesThread } from './gate-cancel-leaves-thread.ts';
import { givenAwayInSet } from './given-away-in-set.ts';
import { guardAskedFirst } from './guard-asked-first.ts';
import { guardRemoved } from './guard-removed.ts';
import { hostMayNotCall } from './host-may-not-call.ts';
import { hostNotCounted } from './host-not-counted.ts';
import { joinUnderWaiter } from './join-under-waiter.ts';
import { outermostCallDecides } from './outermost-call-decides.ts';
import { pollGivesWay } from './poll-gives-way.ts';
import { promotedAndLost } from './promoted-and-lost.ts';
import { queuedNotCounted } from './queued-not-counted.ts';
import { readOfNothingForgotten } from './read-of-nothing-forgotten.ts';
import { readerDropAtALoss } from './reader-drop-at-a-loss.ts';
import { requestTakenForTold } from './request-taken-for-told.ts';
import { resolutionWakesNobody } from './resolution-wakes-nobody.ts';
import { resolvedTakenForTold } from './resolved-taken-for-told.ts';
import { returnEndsCallee } from './return-ends-callee.ts';
import { setDropLeavesEndUsable } from './set-drop-leaves-end-usable.ts';
import { siblingsNotRun } from './siblings-not-run.ts';
import { siblingsTold } from './siblings-told.ts';
import { startUnguarded } from './start-unguarded.ts';
import { startsUnderBackpressure } from './starts-under-backpressure.ts';
import { syncDropLeavesEndUsable } from './sync-drop-leaves-end-usable.ts';
import { toldReadMetAgain } from './told-read-met-again.ts';
import { twoCopiesAtOnce } from './two-copies-at-once.ts';
import { uncancellableTold } from './uncancellable-told.ts';
import { unlockWakesNobody } from './unlock-wakes-nobody.ts';
import { waitsForTheCaller } from './waits-for-the-caller.ts';
import { wakeBeforeParkForgotten } from './wake-before-park-forgotten.ts';
import { wokenGoesOn } from './woken-goes-on.ts';
import { yieldIgnoresRequest } from './yield-ignores-request.ts';
import { yieldNotSearched } from './yield-not-searched.ts';
import { yieldedNotCancellable } from './yielded-not-cancellable.ts';

/** Every planted bug of the Canonical ABI machine: blocking first, then events, wakes, cancels, copies and traps. */
export const canonicalPlantedBugs: readonly CanonicalPlantedBug[] = [
  callbackWaitTraps,
  guardAskedFirst,
  siblingsNotRun,
  emptySetTraps,
  guardRemoved,
  outermostCallDecides,
  startUnguarded,
  pollGivesWay,
  asyncReadWaits,
  joinUnderWaiter,
  givenAwayInSet,
  droppedStaysInSet,
  eventBeforeHandle,
  callbackWaitersNotCounted,
  blockedTakenForResult,
  queuedNotCounted,
  hostNotCounted,
  resolutionWakesNobody,
  unlockWakesNobody,
  wakeBeforeParkForgotten,
  wokenGoesOn,
  waitsForTheCaller,
  promotedAndLost,
  returnEndsCallee,
  yieldedNotCancellable,
  uncancellableTold,
  siblingsTold,
  yieldIgnoresRequest,
  yieldNotSearched,
  cancelToldLater,
  requestTakenForTold,
  gateCancelLeavesThread,
  resolvedTakenForTold,
  blockedCancelResets,
  cancelLeavesEndUsable,
  syncDropLeavesEndUsable,
  setDropLeavesEndUsable,
  twoCopiesAtOnce,
  bufferNotReclaimed,
  cancelDiscardsEvent,
  readOfNothingForgotten,
  toldReadMetAgain,
  readerDropAtALoss,
  doneTakenForBusy,
  hostMayNotCall,
  componentsTakenForInstances,
  startsUnderBackpressure,
];
