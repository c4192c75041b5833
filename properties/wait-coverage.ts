import {
  FRAME_KINDS,
  canBeSuspended,
  type Frame,
  type FrameKind,
} from '../model/context/frames.ts';
import type { ContextEvent, EventOf } from '../model/context/events.ts';
import type { MachineEvent } from '../model/machine-event.ts';
import { frameOf } from './ledger.ts';
import { suspendable } from './suspension.ts';

/** Where the first signal of what is waited for fell: before a step of the wait, or while its task was parked. */
export const SIGNAL_POSITIONS = [
  'before register',
  'before check',
  'before park',
  'parked',
  'none',
] as const;

export type SignalPosition = (typeof SIGNAL_POSITIONS)[number];

/** The operations that look for an event. A poll is on no list, and never parks. */
const LOOKING = ['wait', 'wait-one', 'cancel-subtask', 'poll'] as const;

const POSITIONS_OF_POLL: ReadonlySet<SignalPosition> = new Set(['before check', 'none']);

/** How often there was each combination, by its key. */
export type WaitCounts = Readonly<Record<string, number>>;

/** The key of a combination: the top frame, the operation, whether the whole stack may be suspended, and the position. */
export const waitKey = (
  frame: string,
  operation: string,
  may: boolean,
  position: SignalPosition,
): string => `${frame} ${operation} ${may ? 'may' : 'may-not'} ${position}`;

/** A wait or poll under way. */
interface Wait {
  readonly frame: string;
  readonly may: boolean;
  readonly operation: string;
  readonly on: string;
  registered: boolean;
  checked: boolean;
  parked: boolean;
  position: SignalPosition;
}

/** What is known on the way: the stacks of tasks, the sets of waitables, what is pending, and the waits under way. */
interface Seen {
  readonly counts: Record<string, number>;
  readonly stacks: Map<string, readonly Frame[]>;
  readonly homes: Map<string, string>;
  readonly pending: Set<string>;
  readonly waits: Map<string, Wait>;
}

/** Counts the waits and polls of a run, from its events alone. One that never ends counts as well. */
export const countWaits = (events: readonly MachineEvent[]): WaitCounts => {
  const seen: Seen = {
    counts: {},
    stacks: new Map(),
    homes: new Map(),
    pending: new Set(),
    waits: new Map(),
  };
  for (const event of events) {
    if (!Object.hasOwn(HANDLERS, event.kind)) continue;
    const handle = HANDLERS[event.kind as ContextEvent['kind']] as
      | ((on: Seen, event: MachineEvent) => void)
      | undefined;
    handle?.(seen, event);
  }
  for (const task of seen.waits.keys()) end(seen, task);
  return seen.counts;
};

type Handlers = {
  readonly [Kind in ContextEvent['kind']]?: (seen: Seen, event: EventOf<Kind>) => void;
};

const HANDLERS: Handlers = {
  declared: ({ homes }, { members }) => {
    for (const [waitable, set] of Object.entries(members)) homes.set(waitable, set);
  },
  entered: ({ stacks }, event) => {
    stacks.set(event.task, [...(stacks.get(event.task) ?? []), frameOf(event)]);
  },
  left: ({ stacks }, { task }) => {
    stacks.set(task, (stacks.get(task) ?? []).slice(0, -1));
  },
  joined: ({ homes }, { waitable, set }) => {
    homes.set(waitable, set);
  },
  'left-set': ({ homes }, { waitable }) => {
    homes.delete(waitable);
  },
  dropped: ({ homes }, { set }) => {
    for (const [waitable, home] of homes) if (home === set) homes.delete(waitable);
  },
  signalled: (seen, { waitable }) => {
    seen.pending.add(waitable);
    for (const wait of seen.waits.values()) reach(seen, wait, [waitable]);
  },
  delivered: ({ pending }, { waitable }) => {
    pending.delete(waitable);
  },
  'wait-called': (seen, { task, operation, on }) => begin(seen, task, operation, on),
  'poll-called': (seen, { task, set }) => begin(seen, task, 'poll', set),
  'wait-returned': (seen, { task }) => end(seen, task),
  polled: (seen, { task }) => end(seen, task),
  trapped: (seen, { task }) => end(seen, task),
  registered: (seen, event) => advance(seen, event),
  checked: (seen, event) => advance(seen, event),
  parked: (seen, event) => advance(seen, event),
  unparked: (seen, event) => advance(seen, event),
};

/** A wait gets on. One that sleeps for a lock does not wait for its event yet, or no more. */
const advance = (
  { waits }: Seen,
  event: EventOf<'registered' | 'checked' | 'parked' | 'unparked'>,
): void => {
  const wait = waits.get(event.task);
  if (wait === undefined) return;
  switch (event.kind) {
    case 'registered':
      wait.registered = true;
      return;
    case 'checked':
      wait.checked = true;
      return;
    case 'parked':
      wait.parked = event.on === wait.on;
      return;
    case 'unparked':
      // It looks again before it sleeps again.
      if (wait.parked) wait.checked = false;
      wait.parked = false;
      return;
    default:
      event satisfies never;
  }
};

const begin = (seen: Seen, task: string, operation: string, on: string): void => {
  const stack = seen.stacks.get(task) ?? [];
  const wait: Wait = {
    frame: stack.at(-1)?.kind ?? '',
    may: suspendable(stack),
    operation,
    on,
    registered: false,
    checked: false,
    parked: false,
    position: 'none',
  };
  seen.waits.set(task, wait);
  reach(seen, wait, seen.pending);
};

const end = ({ waits, counts }: Seen, task: string): void => {
  const wait = waits.get(task);
  if (wait === undefined) return;
  const key = waitKey(wait.frame, wait.operation, wait.may, wait.position);
  counts[key] = (counts[key] ?? 0) + 1;
  waits.delete(task);
};

/** Events of these waitables are there: if a wait is for one of them, and it is its first, that is where it fell. */
const reach = ({ homes }: Seen, wait: Wait, waitables: Iterable<string>): void => {
  if (wait.position !== 'none') return;
  const { operation, on } = wait;
  const onSet = operation === 'wait' || operation === 'poll';
  for (const waitable of waitables) {
    if ((onSet ? homes.get(waitable) : waitable) === on) wait.position = positionIn(wait);
  }
};

const positionIn = ({ operation, registered, checked, parked }: Wait): SignalPosition => {
  if (operation === 'poll') return 'before check';
  if (parked) return 'parked';
  if (!registered) return 'before register';
  return checked ? 'before park' : 'before check';
};

/** The waits of one kind: on top of which frame, by which operation, and whether the whole stack may be suspended. */
export interface WaitRow {
  readonly frame: FrameKind;
  readonly operation: string;
  readonly maySuspend: boolean;
  /** How often the signal fell in each of `SIGNAL_POSITIONS`; null: it cannot fall there. */
  readonly counts: readonly (number | null)[];
}

/** All kinds of waits of these operations, those that did not occur among them. Host code does not wait. */
export const waitRows = (counts: WaitCounts, words: ReadonlySet<string>): readonly WaitRow[] =>
  FRAME_KINDS.filter((frame) => frame !== 'host').flatMap((frame) =>
    (canBeSuspended({ kind: frame }) ? [true, false] : [false]).flatMap((maySuspend) =>
      LOOKING.filter((operation) => words.has(operation)).map((operation) => ({
        frame,
        operation,
        maySuspend,
        counts: SIGNAL_POSITIONS.map((position) =>
          operation === 'poll' && !POSITIONS_OF_POLL.has(position)
            ? null
            : (counts[waitKey(frame, operation, maySuspend, position)] ?? 0),
        ),
      })),
    ),
  );

/** Two counts as one. */
export const mergeWaits = (a: WaitCounts, b: WaitCounts): WaitCounts => {
  const merged: Record<string, number> = { ...a };
  for (const [key, count] of Object.entries(b)) merged[key] = (merged[key] ?? 0) + count;
  return merged;
};
