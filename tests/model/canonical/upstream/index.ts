import { cases as asyncCallsSync } from './async-calls-sync.ts';
import { cases as bigInterleaving } from './big-interleaving-test.ts';
import { cases as builtinTrapPoisonsInstance } from './builtin-trap-poisons-instance.ts';
import { cases as cancelStream } from './cancel-stream.ts';
import { cases as cancelSubtask } from './cancel-subtask.ts';
import { cases as cancellable } from './cancellable.ts';
import type { UpstreamCase } from './case.ts';
import { cases as closedStream } from './closed-stream.ts';
import { cases as crossTaskFuture } from './cross-task-future.ts';
import { cases as deadlock } from './deadlock.ts';
import { cases as dontBlockStart } from './dont-block-start.ts';
import { cases as dropCrossTaskBorrow } from './drop-cross-task-borrow.ts';
import { cases as dropStream } from './drop-stream.ts';
import { cases as dropSubtask } from './drop-subtask.ts';
import { cases as dropWaitableSet } from './drop-waitable-set.ts';
import { cases as mayBlock } from './during-sync-call-may-block-if-other-ready-threads.ts';
import { cases as noExclusiveResume } from './during-sync-call-no-exclusive-resume.ts';
import { cases as noSiblingResume } from './during-sync-call-no-sibling-resume.ts';
import { cases as emptyWait } from './empty-wait.ts';
import { cases as futuresMustWrite } from './futures-must-write.ts';
import { cases as partialStreamCopies } from './partial-stream-copies.ts';
import { cases as passingResources } from './passing-resources.ts';
import { cases as sameComponent } from './same-component-stream-future.ts';
import { cases as syncBargesIn } from './sync-barges-in.ts';
import { cases as syncStreams } from './sync-streams.ts';
import { cases as trapIfBlockAndSync } from './trap-if-block-and-sync.ts';
import { cases as trapIfDone } from './trap-if-done.ts';
import { cases as trapIfSyncAndWaitableSet } from './trap-if-sync-and-waitable-set.ts';
import { cases as trapIfTransfer } from './trap-if-transfer-in-waitable-set.ts';
import { cases as trapOnReenter } from './trap-on-reenter.ts';
import { cases as waitDuringCallback } from './wait-during-callback.ts';
import { cases as zeroLength } from './zero-length.ts';

/** The tests of the specification, by the names of their files. */
export const UPSTREAM: Readonly<Record<string, readonly UpstreamCase[]>> = {
  'async-calls-sync': asyncCallsSync,
  'big-interleaving-test': bigInterleaving,
  'builtin-trap-poisons-instance': builtinTrapPoisonsInstance,
  'cancel-stream': cancelStream,
  'cancel-subtask': cancelSubtask,
  cancellable,
  'closed-stream': closedStream,
  'cross-task-future': crossTaskFuture,
  deadlock,
  'dont-block-start': dontBlockStart,
  'drop-cross-task-borrow': dropCrossTaskBorrow,
  'drop-stream': dropStream,
  'drop-subtask': dropSubtask,
  'drop-waitable-set': dropWaitableSet,
  'during-sync-call-may-block-if-other-ready-threads': mayBlock,
  'during-sync-call-no-exclusive-resume': noExclusiveResume,
  'during-sync-call-no-sibling-resume': noSiblingResume,
  'empty-wait': emptyWait,
  'futures-must-write': futuresMustWrite,
  'partial-stream-copies': partialStreamCopies,
  'passing-resources': passingResources,
  'same-component-stream-future': sameComponent,
  'sync-barges-in': syncBargesIn,
  'sync-streams': syncStreams,
  'trap-if-block-and-sync': trapIfBlockAndSync,
  'trap-if-done': trapIfDone,
  'trap-if-sync-and-waitable-set': trapIfSyncAndWaitableSet,
  'trap-if-transfer-in-waitable-set': trapIfTransfer,
  'trap-on-reenter': trapOnReenter,
  'wait-during-callback': waitDuringCallback,
  'zero-length': zeroLength,
};
