/** The frame kinds, and whether a frame of the kind can itself be suspended. `host` depends on its fibre. */
const FRAMES = {
  guest: { suspendable: true, says: "an async-typed export's own body" },
  'sync-guest': {
    suspendable: false,
    says: "a sync-typed export's body: its caller needs the result first",
  },
  'async-callback': {
    suspendable: true,
    says: 'the guest, entered again through an async callback',
  },
  'sync-callback': {
    suspendable: false,
    says: 'the guest, called by host code that stays on the stack',
  },
  'sync-reentry': {
    suspendable: false,
    says: 'guest, host and the same guest on one native stack',
  },
  host: { suspendable: 'on a fibre', says: 'native code in between' },
} as const;

export type FrameKind = keyof typeof FRAMES;

/** The kinds in canonical order, plainest first. */
export const FRAME_KINDS: readonly FrameKind[] = Object.keys(FRAMES) as FrameKind[];

/** A task may begin in any frame that the runtime enters from its own loop. */
export const BASE_FRAME_KINDS: readonly FrameKind[] = [
  'guest',
  'sync-guest',
  'async-callback',
  'sync-callback',
];

/** A frame of a stack. `fibre` is given for `host` alone: on a fibre it can be suspended, off it not. */
export type Frame = { readonly kind: FrameKind; readonly fibre?: boolean };

/** Whether this frame, taken alone, can be suspended. */
export const canBeSuspended = (frame: Frame): boolean => {
  const { suspendable } = FRAMES[frame.kind];
  return suspendable === 'on a fibre' ? frame.fibre === true : suspendable;
};

/** The truth about suspension: a task may suspend iff every frame on its stack can be suspended. */
export const maySuspend = (stack: readonly Frame[]): boolean => stack.every(canBeSuspended);

/** The frame in words: its kind, and for host code what it runs on. */
export const frameName = (frame: Frame): string =>
  frame.kind === 'host' ? `host (${frame.fibre === true ? 'fibre' : 'native'})` : frame.kind;
