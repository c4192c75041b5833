import type { PlantedBug } from '../planted-bug.ts';
import { ambientStack } from './ambient-stack.ts';
import { articleFix } from './article-fix.ts';
import { articleFlag } from './article-flag.ts';
import { batchForgotten } from './batch-forgotten.ts';
import { cancelKeepsWake } from './cancel-keeps-wake.ts';
import { cancelSampledOnEntry } from './cancel-sampled-on-entry.ts';
import { cancelWakesNobody } from './cancel-wakes-nobody.ts';
import { checkThenRegister } from './check-then-register.ts';
import { countRaisedLate } from './count-raised-late.ts';
import { countResetOnCancel } from './count-reset-on-cancel.ts';
import { dropIgnoresMembers } from './drop-ignores-members.ts';
import { dropIgnoresPopped } from './drop-ignores-popped.ts';
import { dropIgnoresWaiters } from './drop-ignores-waiters.ts';
import { emptySetDeadlocks } from './empty-set-deadlocks.ts';
import { emptySetTraps } from './empty-set-traps.ts';
import { fastPathUnguarded } from './fast-path-unguarded.ts';
import { finishedSubtaskTraps } from './finished-subtask-traps.ts';
import { guardBeforeEvent } from './guard-before-event.ts';
import { guardRemoved } from './guard-removed.ts';
import { heldAcrossPark } from './held-across-park.ts';
import { heldAcrossYield } from './held-across-yield.ts';
import { holdNotRestored } from './hold-not-restored.ts';
import { joinUnderWaiter } from './join-under-waiter.ts';
import { kindsAliased } from './kinds-aliased.ts';
import { loneWaiterNotSearched } from './lone-waiter-not-searched.ts';
import { lookedBeforeMark } from './looked-before-mark.ts';
import { misclassifiedCallback } from './misclassified-callback.ts';
import { nativeHostParks } from './native-host-parks.ts';
import { nestedNeverBlocks } from './nested-never-blocks.ts';
import { nextSlot } from './next-slot.ts';
import { noRecheck } from './no-recheck.ts';
import { plainWake } from './plain-wake.ts';
import { pollGivesWay } from './poll-gives-way.ts';
import { pollIgnoresRequest } from './poll-ignores-request.ts';
import { poppedAndForgotten } from './popped-and-forgotten.ts';
import { poppedChecksFirst } from './popped-checks-first.ts';
import { progressTakenForEnd } from './progress-taken-for-end.ts';
import { runningForgotten } from './running-forgotten.ts';
import { rearmedFlag } from './rearmed-flag.ts';
import { signalWakesNobody } from './signal-wakes-nobody.ts';
import { silentHang } from './silent-hang.ts';
import { silentJoin } from './silent-join.ts';
import { sourcesForgotten } from './sources-forgotten.ts';
import { splitDelivery } from './split-delivery.ts';
import { staleGuard } from './stale-guard.ts';
import { stillRegistered } from './still-registered.ts';
import { tokenClearedLate } from './token-cleared-late.ts';
import { trapNotContained } from './trap-not-contained.ts';
import { uncancellableCancelled } from './uncancellable-cancelled.ts';
import { unheardSignal } from './unheard-signal.ts';
import { wakeNotPassedOn } from './wake-not-passed-on.ts';
import { yieldIgnoresRequest } from './yield-ignores-request.ts';
import { yieldNotSearched } from './yield-not-searched.ts';

/** Every planted bug: guards first, then wakeups, events, cancels, holds and drops, verdicts and traps. */
export const plantedBugs: readonly PlantedBug[] = [
  articleFlag,
  articleFix,
  guardRemoved,
  fastPathUnguarded,
  nestedNeverBlocks,
  misclassifiedCallback,
  nativeHostParks,
  kindsAliased,
  ambientStack,
  guardBeforeEvent,
  staleGuard,
  pollGivesWay,
  emptySetTraps,
  finishedSubtaskTraps,
  checkThenRegister,
  lookedBeforeMark,
  plainWake,
  tokenClearedLate,
  signalWakesNobody,
  loneWaiterNotSearched,
  silentJoin,
  countRaisedLate,
  countResetOnCancel,
  rearmedFlag,
  poppedChecksFirst,
  poppedAndForgotten,
  wakeNotPassedOn,
  cancelKeepsWake,
  cancelWakesNobody,
  noRecheck,
  splitDelivery,
  unheardSignal,
  progressTakenForEnd,
  joinUnderWaiter,
  yieldIgnoresRequest,
  yieldNotSearched,
  uncancellableCancelled,
  cancelSampledOnEntry,
  pollIgnoresRequest,
  heldAcrossPark,
  heldAcrossYield,
  holdNotRestored,
  stillRegistered,
  dropIgnoresWaiters,
  dropIgnoresMembers,
  dropIgnoresPopped,
  silentHang,
  emptySetDeadlocks,
  sourcesForgotten,
  runningForgotten,
  batchForgotten,
  trapNotContained,
  nextSlot,
];
