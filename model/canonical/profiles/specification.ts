import type { Profile } from '../profile.ts';

/** The rules of the executable specification at commit 6d28164, its own faults with it. */
export const SPECIFICATION: Profile = {
  id: 'specification',
  says: 'the specification as it stood on 2026-08-21',
  blockRule: 'post-hoc',
  whenReady: { wait: 'either', loop: 'either', yield: 'either', gate: 'either' },
  cancelAfterPartial: 'completed',
  syncLoopFilter: 'owner-only',
  redeliverPendingCancel: false,
  donut: 'allow',
  taskReturnOptsCheck: true,
  cancellableWhileRunning: true,
  subtaskCancelWakes: 'any-event',
  readerDropMeetsWrite: 'fault',
  gateOrder: 'any',
  gateLock: 'exclusive',
  syncLiftCall: 'gated',
  callStart: 'callee-first',
  syncInSet: 'traps',
  idleDrop: 'silent',
  waking: 'level',
  without: [],
  limits: { table: 2 ** 28 - 1, buffer: 2 ** 28 - 1, backpressure: 2 ** 16 },
};
