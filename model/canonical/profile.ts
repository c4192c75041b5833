import type { Rule } from './rules.ts';

/**
 * The rules by which a world runs, as plain data: what the specification leaves open or engines do otherwise,
 * one field for each. Everything else is the same under every profile.
 */
export interface Profile {
  readonly id: string;
  readonly says: string;
  /**
   * What makes a call of a sync type trap for blocking. `post-hoc`: control came back unresolved and no other thread of
   * its instance can go on. `eager`: it was about to do something that could block.
   */
  readonly blockRule: 'post-hoc' | 'eager';
  /** What a thread does that comes to a park whose condition holds already, by what it is about to do. */
  readonly whenReady: {
    /** A wait for events in core code, or a sync copy or cancel. */
    readonly wait: WhenReady;
    /** A callback's WAIT. */
    readonly loop: WhenReady;
    /** A `thread.yield` or a callback's YIELD. */
    readonly yield: WhenReady;
    /** The entry gate, where others wait though nothing keeps this task out. */
    readonly gate: WhenReady;
  };
  /** What a cancel of a copy of a stream gives when a peer has met it and no event was delivered. */
  readonly cancelAfterPartial: 'completed' | 'cancelled';
  /** The threads that a blocked sync call may not run: the lock owner alone, or all that would need the lock. */
  readonly syncLoopFilter: 'owner-only' | 'all-exclusive';
  /** Whether a request that met no thread it could be told to is told to one that is parked, as soon as it can. */
  readonly redeliverPendingCancel: boolean;
  /** Whether calls between an instance and one that contains it pass, or trap. */
  readonly donut: 'allow' | 'trap';
  /** Whether `task.return` must name the options of the lift. */
  readonly taskReturnOptsCheck: boolean;
  /** Which waiting threads may be told of a cancel: a thread that runs keeps the mark of its last park, or has none. */
  readonly cancellableWhileRunning: boolean;
  /** What ends the wait of a sync `subtask.cancel`: any event of the subtask, or its resolution. */
  readonly subtaskCancelWakes: 'any-event' | 'resolution';
  /** What the drop of the readable end of a future does while a write is pending. */
  readonly readerDropMeetsWrite: 'fault' | 'dropped';
  /** Which of the tasks at the gate may enter when it opens. */
  readonly gateOrder: 'any' | 'first';
  /** Which tasks of an async type the lock keeps out at the gate: those that take it, or all. */
  readonly gateLock: 'exclusive' | 'every';
  /** What a sync call does of a function of an async type that is lifted sync: as any call it passes the gate and takes the lock, or it does neither. */
  readonly syncLiftCall: 'gated' | 'direct';
  /** Who runs first where a call begins that can leave its caller waiting: the callee, or others that have what they wait for. */
  readonly callStart: 'callee-first' | 'others-first';
  /** What a sync copy does of an end that is in a set: it traps, or only where it would have to block. */
  readonly syncInSet: 'traps' | 'if-blocked';
  /** What an end hears of the drop of the other while it has no copy: nothing, or an event as if it had one. */
  readonly idleDrop: 'silent' | 'event';
  /**
   * How a parked thread learns that its condition holds. `level`: it is looked at whenever somebody chooses, as the
   * specification does. Else as engines do: it sleeps until it is woken, and looks again.
   */
  readonly waking: 'level' | Waking;
  /** What it does not keep of the rules that all right profiles keep. */
  readonly without: readonly Rule[];
  /** The last index of a table, the longest buffer, and the value that the backpressure counter may not reach. */
  readonly limits: {
    readonly table: number;
    readonly buffer: number;
    readonly backpressure: number;
  };
}

/** Who wakes whom, and in which steps a thread falls asleep. */
export interface Waking {
  /** What wakes those whose condition it may have made true. */
  readonly on: readonly WakeSource[];
  /** The steps of a wait in their order; what the host does may come between two of them. */
  readonly wait: readonly WaitStep[];
  /** Whether a wake that comes before the park is remembered. */
  readonly token: boolean;
}

/** Every place where the condition of somebody who waits may become true. */
export const WAKE_SOURCES = {
  event: 'a waitable gets an event: who waits for it, or for the set that it is in',
  join: 'a waitable comes into a set with its event: who waits for the set',
  unlock: 'a lock is freed: callbacks in their loop, and who is at the gate',
  backpressure: 'the counter comes to 0: who is at the gate',
  resolution: 'a subtask resolves: who called it synchronously',
  gate: 'a task leaves the gate: who is behind it',
} as const;

export type WakeSource = keyof typeof WAKE_SOURCES;

export type WaitStep = 'register' | 'check' | 'park';

export type WhenReady = 'either' | 'park' | 'go-on';
