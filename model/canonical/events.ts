import type { Predicate } from './state.ts';

/**
 * The events of the Canonical ABI machine. `thread`, `task`, `instance` are names of this run; `handle` is an index of
 * the instance's table. No event carries the answer that a property checks: whether anybody can go on is not told.
 */
export type CanonicalEvent =
  | {
      kind: 'declared';
      profile: string;
      blocking: 'post-hoc' | 'eager';
      parents: Readonly<Record<string, string>>;
      instances: readonly string[];
    }
  | { kind: 'invoked'; call: string; task: string }
  | { kind: 'instantiated'; instance: string }
  | {
      kind: 'called';
      by: string;
      task: string;
      instance: string;
      async: boolean;
      exclusive: boolean;
    }
  | { kind: 'call-begun'; thread: string; async: boolean }
  | { kind: 'call-returned'; thread: string; state: number }
  | { kind: 'entering'; instance: string; from: string }
  | { kind: 'entered'; instance: string; from: string }
  | { kind: 'left'; instance: string }
  | { kind: 'gated'; task: string }
  | { kind: 'started'; task: string }
  | { kind: 'returned'; task: string; value: number }
  | { kind: 'cancelled'; task: string }
  | { kind: 'ended'; task: string; thread: string }
  | { kind: 'spawned'; task: string; thread: string }
  | { kind: 'locked'; task: string; lock: string }
  | { kind: 'unlocked'; task: string; lock: string }
  | { kind: 'used'; thread: string; instance: string; handle: number }
  | { kind: 'built-in'; thread: string; operation: string; async: boolean }
  | {
      kind: 'parked';
      thread: string;
      operation: string;
      predicate: Predicate;
      on: string;
      cancellable: boolean;
    }
  | { kind: 'suspended'; thread: string; operation: string; cancellable: boolean }
  | { kind: 'resumed'; thread: string; by: string; cancelled: boolean }
  | { kind: 'armed'; thread: string; by: string }
  | { kind: 'signalled'; instance: string; handle: number; event: string }
  | { kind: 'registered'; thread: string; instance: string; set: number }
  | { kind: 'deregistered'; thread: string; instance: string; set: number }
  | { kind: 'joined'; instance: string; handle: number; set: number }
  | { kind: 'left-set'; instance: string; handle: number }
  | {
      kind: 'delivered';
      thread: string;
      instance: string;
      handle: number;
      code: number;
      payload: number;
    }
  | { kind: 'polled'; thread: string; instance: string; set: number; code: number }
  | { kind: 'dropped'; instance: string; handle: number }
  | { kind: 'copy-begun'; end: string; channel: number; count: number }
  | { kind: 'cancel-begun'; end: string }
  | { kind: 'copied'; from: string; to: string; count: number }
  | { kind: 'cancel-requested'; task: string; by: string }
  | { kind: 'cancel-delivered'; task: string; thread: string }
  | { kind: 'backpressure'; instance: string; value: number }
  | { kind: 'host-called'; call: string; by: string }
  | { kind: 'host-resolved'; call: string; cancelled: boolean }
  | { kind: 'observed'; thread: string; name: string; value: number }
  | { kind: 'trapped'; thread: string; instance: string; operation: string; reason: string }
  | { kind: 'faulted'; fault: string }
  | { kind: 'deadlock-reported' }
  | { kind: 'quiescent' };

interface EventKind {
  readonly says: string;
  /** The fields beside `kind`. */
  readonly fields: readonly string[];
}

const kind = (fields: string, says: string): EventKind => ({
  says,
  fields: fields === '' ? [] : fields.split(' '),
});

/** The table of kinds: one vocabulary for every trace. */
export const CANONICAL_EVENT_KINDS: Readonly<Record<CanonicalEvent['kind'], EventKind>> = {
  declared: kind(
    'profile blocking parents instances',
    'the run begins: by which rules, whether blocking is judged before or after, with which instances, and which of them contains which',
  ),
  invoked: kind('call task', 'the host made this call of its own, and the task is what came of it'),
  instantiated: kind('instance', 'the instance is there, and its start function has returned'),
  called: kind(
    'by task instance async exclusive',
    'a call made the task; its type may be async, and it may need the lock',
  ),
  'call-begun': kind('thread async', 'the thread calls an import'),
  'call-returned': kind(
    'thread state',
    'it goes on after that: the call is starting (0), has started (1) or has resolved (2)',
  ),
  entering: kind('instance from', 'a call is about to enter the instance'),
  entered: kind('instance from', 'the instance came onto the native stack'),
  left: kind('instance', 'it left the native stack'),
  gated: kind('task', 'the task came to the entry gate and was not let through at once'),
  started: kind('task', 'it took its arguments'),
  returned: kind('task value', 'it resolved with a value'),
  cancelled: kind('task', 'it resolved as cancelled'),
  ended: kind('task thread', 'the thread came to its end'),
  spawned: kind('task thread', 'the task made an explicit thread'),
  locked: kind('task lock', 'the task has the lock of the instance'),
  unlocked: kind('task lock', 'it no longer has it'),
  used: kind('thread instance handle', 'what the thread called is about this handle'),
  'built-in': kind(
    'thread operation async',
    'core code called a built-in or an import, and asked that it go on at once where that would block',
  ),
  parked: kind(
    'thread operation predicate on cancellable',
    'the thread waits for a condition: of a set or waitable, or of who was called',
  ),
  suspended: kind('thread operation cancellable', 'it waits for another thread to resume it'),
  resumed: kind('thread by cancelled', 'it runs, for the first time or again'),
  armed: kind('thread by', 'another thread made it ready'),
  signalled: kind('instance handle event', 'the waitable has an event'),
  registered: kind('thread instance set', 'the thread counts among those that wait on the set'),
  deregistered: kind('thread instance set', 'it no longer does'),
  'left-set': kind('instance handle', 'the waitable is no longer in the set that it was in'),
  joined: kind('instance handle set', 'the waitable is in this set and no other; 0: in none'),
  delivered: kind('thread instance handle code payload', 'the event was handed to the thread'),
  polled: kind('thread instance set code', 'a poll ended, with this code'),
  dropped: kind('instance handle', 'the set or end is no more'),
  'copy-begun': kind('end channel count', 'an end of the channel begins to copy so many elements'),
  'cancel-begun': kind('end', 'its copy is being cancelled'),
  copied: kind('from to count', 'so many elements went from one end to the other'),
  'cancel-requested': kind('task by', 'the task or call of the host was asked to cancel'),
  'cancel-delivered': kind('task thread', 'the thread was told that its task is cancelled'),
  backpressure: kind('instance value', 'the counter of the instance has this value now'),
  'host-called': kind('call by', 'a guest called a function of the host'),
  'host-resolved': kind('call cancelled', 'the function of the host resolved'),
  observed: kind('thread name value', 'core code told a value'),
  trapped: kind('thread instance operation reason', 'the store is dead'),
  faulted: kind('fault', 'the rules themselves are at a loss'),
  'deadlock-reported': kind('', 'the host was told that a call can come to no result'),
  quiescent: kind('', 'nobody can move'),
};
