/** Why a store dies: a stable name, where the specification says so, and how engines put it. */
export interface Reason {
  /** Where the executable specification has the check. */
  readonly rule: string;
  readonly wording: string;
}

const reason = (rule: string, wording: string): Reason => ({ rule, wording });

const TABLE = {
  'cannot-leave': reason('trap_if(not inst.may_leave)', 'cannot leave component instance'),
  'cannot-enter': reason('Store.lift: may_enter_from', 'cannot enter component instance'),
  'cannot-block': reason(
    'canon_lift: no candidates',
    'cannot block a synchronous task before returning',
  ),
  unreachable: reason('core code', 'wasm `unreachable` instruction executed'),
  'memory-out-of-bounds': reason('core code', 'out of bounds memory access'),
  'unknown-handle': reason('Table.get', 'unknown handle index'),
  'table-full': reason('Table.add', 'table overflow'),
  'not-a-waitable-set': reason('canon_waitable_set_*: isinstance', 'handle is not a waitable set'),
  'not-a-waitable': reason('canon_waitable_join: isinstance', 'handle is not a waitable'),
  'not-a-subtask': reason('canon_subtask_*: isinstance', 'handle is not a subtask'),
  'not-the-end': reason('stream_copy, drop: isinstance', 'handle is not such an end'),
  'not-a-resource': reason('canon_resource_*: isinstance', 'handle is not a resource'),
  'element-type-differs': reason('e.shared.t != t', 'handle is of a different type'),
  'resource-type-differs': reason('h.rt is not rt', 'handle is of a different resource type'),
  'set-not-empty': reason('WaitableSet.drop: elems', 'cannot drop waitable set with members'),
  'set-has-waiters': reason(
    'WaitableSet.drop: num_waiting',
    'cannot drop waitable set with waiters',
  ),
  'sync-waiter': reason(
    'canon_waitable_join: has_sync_waiter',
    'waitable cannot be used synchronously while added to a waitable set',
  ),
  'sync-in-set': reason(
    'in_waitable_set() and not async',
    'waitable cannot be used synchronously while added to a waitable set',
  ),
  'sync-lifted': reason(
    'canon_task_*: not opts.async',
    'invalid `task.return` signature and/or options',
  ),
  'result-type-differs': reason(
    'canon_task_return: result_type',
    'invalid `task.return` signature and/or options',
  ),
  'options-differ': reason('LiftOptions.equal', 'invalid `task.return` signature and/or options'),
  'already-resolved': reason(
    'Task.return_: RESOLVED',
    '`task.return` or `task.cancel` called more than once',
  ),
  'not-cancelled': reason(
    'Task.cancel: CANCEL_DELIVERED',
    '`task.cancel` called by task which has not been cancelled',
  ),
  'borrows-remain': reason('num_borrows > 0', 'borrow handles still remain at the end of the call'),
  unresolved: reason('Task.unregister_thread', 'async-lifted export failed to produce a result'),
  'backpressure-overflow': reason('canon_backpressure_inc', 'backpressure counter overflow'),
  'backpressure-underflow': reason('canon_backpressure_dec', 'backpressure counter overflow'),
  'terminal-delivered': reason(
    'canon_subtask_cancel: resolve_delivered',
    '`subtask.cancel` called after terminal status delivered',
  ),
  'cancel-requested': reason(
    'canon_subtask_cancel: cancellation_requested',
    '`subtask.cancel` called more than once',
  ),
  'subtask-unresolved': reason(
    'Subtask.drop: resolve_delivered',
    'cannot drop a subtask which has not yet resolved',
  ),
  'end-busy': reason(
    'state != IDLE, while copying',
    'cannot have concurrent operations active on a future/stream',
  ),
  'end-done': reason('state != IDLE, when done', 'cannot use an end after it is done'),
  'not-copying': reason('cancel_copy: state', 'no operation to cancel'),
  'cancel-sync-waiter': reason(
    'cancel_copy: has_sync_waiter',
    'no operation to cancel that is not waited for',
  ),
  'drop-busy': reason('CopyEnd.drop: copying()', 'cannot drop busy stream'),
  'future-unwritten': reason(
    'WritableFutureEnd.drop',
    'cannot drop future write end without first writing a value',
  ),
  'buffer-too-long': reason('BufferGuestImpl: MAX_LENGTH', 'buffer length exceeds maximum'),
  'buffer-out-of-bounds': reason('BufferGuestImpl: bounds', 'buffer is out of bounds'),
  'same-instance': reason(
    'read, write: none_or_number_type',
    'cannot read from and write to intra-component future',
  ),
  'lift-in-set': reason(
    'lift_async_value: in_waitable_set',
    "cannot lift future/stream while it's in a waitable set",
  ),
  'lift-busy': reason('lift_async_value: state', 'cannot remove busy stream'),
  'lift-done': reason('lift_async_value: state', 'cannot lift stream after being notified'),
  lent: reason('num_lends != 0', 'cannot remove owned resource while borrowed'),
  'not-owned': reason('lift_own: own', 'cannot lift own resource from a borrow'),
  'callback-code': reason('unpack_callback_result', 'unsupported callback code'),
  'thread-not-suspended': reason('suspended()', 'cannot resume thread which is not suspended'),
  'undefined-element': reason('canon_thread_new_indirect: table', 'undefined element'),
  'signature-differs': reason('canon_thread_new_indirect: type', 'indirect call type mismatch'),
} as const satisfies Readonly<Record<string, Reason>>;

export type TrapReason = keyof typeof TABLE;

/** Every trap there is. */
export const TRAP_REASONS: Readonly<Record<TrapReason, Reason>> = TABLE;

/**
 * How a run ends that no check ends: the executable specification fails an assertion of its own, which a profile that
 * mends it does not, or core code does not come to an end (`ran-away`).
 */
export type Fault =
  | 'resumed-running-thread'
  | 'cancel-woken-by-start'
  | 'reader-drop-met-write'
  | 'event-already-set'
  | 'ran-away';
