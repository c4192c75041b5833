import type { Frame, FrameKind } from '../model/context/frames.ts';

/** The kinds whose caller waits for the result on the same native stack, so that they cannot be set aside. */
const SYNCHRONOUS: ReadonlySet<FrameKind> = new Set([
  'sync-guest',
  'sync-callback',
  'sync-reentry',
]);

/**
 * Whether a task with these frames may suspend: no frame is synchronous, and host code is on a fibre.
 *
 * On purpose a second statement of the rule, written apart from the machine's: properties judge a machine
 * by it, and a table of all stacks to depth 3 holds both to account.
 */
export const suspendable = (frames: readonly Frame[]): boolean => {
  for (const { kind, fibre } of frames) {
    if (SYNCHRONOUS.has(kind) || (kind === 'host' && fibre !== true)) return false;
  }
  return true;
};
