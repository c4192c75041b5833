import type { FrameKind } from './frames.ts';
import type { Queue } from './runtime.ts';

/**
 * The events of the async-context machine. `task`, `by`, `set`, `waitable`, `executor` are ids of the
 * scenario; `on` is the id of the set or waitable that an operation is about.
 *
 * No event carries the answer that a property checks: whether a task may suspend is never among the fields.
 */
export type ContextEvent =
  | {
      kind: 'declared';
      guarding: 'lazy' | 'eager';
      queue: Queue;
      members: Readonly<Record<string, string>>;
      tasks: Readonly<Record<string, string>>;
      stores: Readonly<Record<string, string>>;
      subtasks: readonly string[];
      locks: readonly string[];
      sources: readonly string[];
    }
  | { kind: 'entered'; task: string; frame: FrameKind; fibre?: boolean }
  | { kind: 'left'; task: string; frame: FrameKind }
  | { kind: 'ended'; task: string }
  | { kind: 'resumed'; task: string; executor: string }
  | { kind: 'suspended'; task: string; executor: string; operation: string }
  | { kind: 'probed'; task: string; answer: Answer }
  | { kind: 'guarded'; task: string; operation: string; answer: Answer }
  | { kind: 'wait-called'; task: string; operation: string; on: string; cancellable: boolean }
  | { kind: 'wait-returned'; task: string; operation: string; on: string; got: string | null }
  | { kind: 'registered'; task: string; on: string }
  | { kind: 'deregistered'; task: string; on: string }
  | { kind: 'checked'; task: string; on: string; found: string | null }
  | { kind: 'parked'; task: string; operation: string; on: string | null }
  | { kind: 'token-set'; task: string; by: string }
  | { kind: 'token-cleared'; task: string }
  | { kind: 'wake-dropped'; task: string; by: string }
  | { kind: 'yield-called'; task: string; cancellable: boolean }
  | { kind: 'yielded'; task: string }
  | { kind: 'poll-called'; task: string; set: string; cancellable: boolean }
  | { kind: 'polled'; task: string; set: string; got: string | null }
  | { kind: 'delivered'; task: string; operation: string; on: string; waitable: string }
  | { kind: 'cancelled'; task: string; operation: string }
  | { kind: 'cancel-called'; by: string; task: string }
  | { kind: 'cancel-returned'; by: string; task: string }
  | { kind: 'cancel-requested'; by: string; task: string }
  | { kind: 'own-called'; by: string; subtask: string }
  | { kind: 'locked'; task: string; lock: string }
  | { kind: 'unlocked'; task: string; lock: string }
  | { kind: 'dropped'; by: string; set: string }
  | { kind: 'joined'; by: string; waitable: string; set: string }
  | { kind: 'left-set'; by: string; waitable: string }
  | { kind: 'join-called'; by: string; waitable: string; set: string }
  | { kind: 'join-returned'; by: string; waitable: string; set: string }
  | { kind: 'signal-called'; by: string; waitable: string }
  | { kind: 'signal-returned'; by: string; waitable: string }
  | { kind: 'signalled'; by: string; waitable: string }
  | { kind: 'looked'; by: string; waitable: string; found: readonly string[] }
  | { kind: 'popped'; by: string; task: string; on: string }
  | { kind: 'unparked'; by: string; task: string }
  | { kind: 'source-ended'; source: string }
  | { kind: 'trapped'; task: string; operation: string; reason: string }
  | { kind: 'deadlock-reported'; store: string }
  | { kind: 'quiescent' };

/** The events of these kinds. */
export type EventOf<Kind extends ContextEvent['kind']> = Extract<ContextEvent, { kind: Kind }>;

type Answer = 'go' | 'return' | 'trap';

interface EventKind {
  /** What happened, in one line. */
  readonly says: string;
  /** The fields beside `kind`. */
  readonly fields: readonly string[];
  /** Who can see it: an instrumented engine, or only a model. */
  readonly seen: 'engine' | 'model';
}

const kind = (seen: EventKind['seen'], fields: string, says: string): EventKind => ({
  says,
  fields: fields === '' ? [] : fields.split(' '),
  seen,
});

/** The table of kinds: one vocabulary for every trace. */
export const EVENT_KINDS: Readonly<Record<ContextEvent['kind'], EventKind>> = {
  declared: kind(
    'engine',
    'guarding queue members tasks stores subtasks locks sources',
    'the run begins: when the guard is asked, how executors pick, which waitable is in which set, which task is on which executor and in which store, which tasks are called by others, which locks and host threads there are',
  ),
  entered: kind('engine', 'task frame fibre?', 'a call pushed a frame on the stack of the task'),
  left: kind('engine', 'task frame', 'a return popped the top frame of the task'),
  ended: kind('engine', 'task', 'the base frame of the task returned'),
  resumed: kind(
    'engine',
    'task executor',
    'the executor runs the task, for the first time or again',
  ),
  suspended: kind('engine', 'task executor operation', 'the task gave its executor up'),
  probed: kind(
    'model',
    'task answer',
    'what the guard would answer to a wait with nothing pending, here and now',
  ),
  guarded: kind('model', 'task operation answer', 'the guard was asked and answered'),
  'wait-called': kind(
    'engine',
    'task operation on cancellable',
    'a wait, wait-one or cancel-subtask began',
  ),
  'wait-returned': kind(
    'engine',
    'task operation on got',
    'it ended, with the waitable whose event it got or null',
  ),
  registered: kind('model', 'task on', 'the task is on the waiter list of the set or waitable'),
  deregistered: kind('model', 'task on', 'it no longer is'),
  checked: kind(
    'model',
    'task on found',
    'the task looked for an event it may take: which one, or null',
  ),
  parked: kind(
    'engine',
    'task operation on',
    'the task sleeps until somebody unparks it; `on` is what it waits for: a set, a waitable or a lock',
  ),
  'token-set': kind(
    'model',
    'task by',
    'an unpark met a task that was not parked and is remembered',
  ),
  'token-cleared': kind('model', 'task', 'a remembered unpark was used up or thrown away'),
  'wake-dropped': kind(
    'model',
    'task by',
    'an unpark met a task that was not parked and is forgotten',
  ),
  'yield-called': kind('engine', 'task cancellable', 'a yield began'),
  yielded: kind(
    'engine',
    'task',
    'it ended; if the task went to the back of the queue, `suspended` came before',
  ),
  'poll-called': kind('engine', 'task set cancellable', 'a poll began'),
  polled: kind('engine', 'task set got', 'it ended, with the waitable whose event it got or null'),
  delivered: kind(
    'engine',
    'task operation on waitable',
    'the event of the waitable was handed to the task',
  ),
  cancelled: kind(
    'engine',
    'task operation',
    'the task was told, in this operation, that it is cancelled',
  ),
  'cancel-called': kind('engine', 'by task', 'a cancel of the task began'),
  'cancel-returned': kind('engine', 'by task', 'it ended'),
  'cancel-requested': kind('engine', 'by task', 'the task has a request that it has not taken'),
  'own-called': kind(
    'engine',
    'by subtask',
    'a call started the subtask, which runs until it first gives way or ends',
  ),
  locked: kind('engine', 'task lock', 'the task has the lock, or the borrow of its store'),
  unlocked: kind('engine', 'task lock', 'it no longer has it'),
  dropped: kind('engine', 'by set', 'the set is no more'),
  joined: kind('engine', 'by waitable set', 'the waitable is in this set and in no other'),
  'left-set': kind('engine', 'by waitable', 'the waitable is in no set'),
  'join-called': kind('engine', 'by waitable set', 'a join began'),
  'join-returned': kind('engine', 'by waitable set', 'it ended'),
  'signal-called': kind('engine', 'by waitable', 'a signal began'),
  'signal-returned': kind('engine', 'by waitable', 'it ended'),
  signalled: kind('engine', 'by waitable', 'the waitable has an event'),
  looked: kind(
    'model',
    'by waitable found',
    'a signal or join read the list of the waiters to wake',
  ),
  popped: kind('model', 'by task on', 'the task was taken off a waiter list by who wakes it'),
  unparked: kind('engine', 'by task', 'a parked task was made ready'),
  'source-ended': kind('engine', 'source', 'a host thread has ended and will signal no more'),
  trapped: kind(
    'engine',
    'task operation reason',
    'the operation trapped; the run of its store is over',
  ),
  'deadlock-reported': kind(
    'engine',
    'store',
    'the runtime reported a deadlock; the run of its store is over',
  ),
  quiescent: kind('engine', '', 'nobody can move'),
};
