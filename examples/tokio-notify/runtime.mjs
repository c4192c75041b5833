// `tokio::sync::Notify` as a runtime of Heddle's: our reading of tokio/src/sync/notify.rs (1.53.1, commit ea91b33),
// by the names of its functions. README.md says how it reads, what is left out, and what Heddle says of it.
//
//   a set, and a waitable in it   a Notify, and its permit: the event of the waitable stands for `state` NOTIFIED, and for
//                                 a notification that a waiter was given and has not received yet
//   the waiters of the set        the list in `waiters`; `state` is WAITING while it is not empty
//   wait                          `notified().await`; cancellable: as a branch of a `select!`
//   signal                        `notify_one()`, from any thread
//   cancel                        another branch of that `select!` is ready, and the `Notified` is dropped
//
// What happens under the lock of `waiters` is one step. So is a load of `state` with the compare-exchange after it: where
// the exchange fails, the code goes round again, and it is as if it had loaded later.

// `Notified::poll` returned Ready: the permit is consumed. Whoever was found by `notify_locked` is off the list already.
const ready = ['deregister', 'deliver', 'done'];

// `drop_notified`: under the lock, off the list, and what this waiter was given and did not receive goes to the next
// one, or stays as the permit.
const dropped = ['deregister', 'deliver', 'wake-one-more', 'done'];

const notified = [
  {
    // `poll_notified`, State::Init, before the lock: NOTIFIED -> EMPTY by one compare-exchange. `select!` may look at
    // its other branch first and drop the `Notified` before it was ever polled: `drop_notified` does nothing then.
    // The guard is not of Notify's: where nothing can be awaited there is `block_on`, which panics before it polls.
    label: 'fast-path',
    do: [
      { guard: [] },
      { check: 'cancel', do: ['deliver', 'done'] },
      { check: ['deliver', 'done'] },
    ],
  },
  {
    // The same, with the lock held: the state is loaded again, and a permit that came meanwhile is consumed. Else
    // EMPTY -> WAITING, and onto the list, with the waker.
    label: 'enlist',
    do: [{ check: ready }, 'register'],
  },
  // `poll` returned Pending. A wake that came before the task is at rest is remembered in the state of the task.
  { label: 'pending', do: ['park'], next: 'woken' },
  {
    // Polled again, State::Waiting: `select!` looks at its other branch, then `poll_notified` at `waiter.notification`.
    // In the model somebody else may have taken the event meanwhile (see the limits in README.md); then once more.
    label: 'woken',
    do: [{ check: 'cancel', do: dropped }, { check: ready }],
    next: 'enlist',
  },
];

// `notify_with_strategy`, from where the lock is taken, and `notify_locked`: the state is loaded again.
const notifyLocked = [
  // The waiter that waits longest leaves the list; if there is none any more, the permit stays.
  { label: 'locked', do: ['mark', { look: 1 }, 'pop', { branch: 'no-more', do: ['done'] }] },
  { label: 'wake', do: ['unpark'] }, // `waker.wake()`, after the lock was released
];

const notifyOne = [
  // EMPTY or NOTIFIED -> NOTIFIED by one compare-exchange. Nobody waits, so nobody is woken.
  { label: 'fast-path', do: [{ look: 1 }, { branch: 'no-more', do: ['mark', 'done'] }] },
  ...notifyLocked,
];

const cancelled = { check: 'cancel', do: ['deliver', 'done'] };

const canBeSuspended = ({ kind, fibre }) =>
  kind === 'guest' || kind === 'async-callback' || (kind === 'host' && fibre === true);

export default {
  id: 'tokio-notify',
  says: 'a permit that is consumed without the lock, a list under it, and a drop that passes on',
  guarding: 'eager',

  // From here on nothing is of Notify's: what Heddle asks of every runtime, in its right form.
  bookkeeping: {
    per: 'task',
    initial: [],
    enter: (stack, frame) => [...stack, frame],
    leave: (stack) => stack.slice(0, -1),
  },
  guard: (stack, operation) => {
    if (operation === 'poll' || stack.every(canBeSuspended)) return 'go';
    return operation === 'yield' ? 'return' : { trap: 'cannot-block' };
  },
  protocols: {
    wait: notified,
    'wait-one': notified, // a Notify that one task waits for
    signal: notifyOne,
    cancel: [
      { label: 'mark', do: ['mark', { branch: 'no-more', do: ['done'] }] },
      { label: 'wake', do: ['unpark'] },
    ],
    poll: [{ label: 'poll', do: [{ guard: [] }, cancelled, { check: ['deliver'] }] }],
    yield: [
      { label: 'yield', do: [cancelled, { guard: [] }, 'requeue'] },
      { label: 'back', do: [cancelled] },
    ],
    // Permits do not move from one Notify to another; where a drawn scenario moves one, it is notified there.
    join: [
      {
        label: 'link',
        do: [
          'link',
          { branch: 'no-event', do: ['done'] },
          { look: 1 },
          'pop',
          { branch: 'no-more', do: ['done'] },
        ],
      },
      { label: 'wake', do: ['unpark'] },
    ],
  },
  queue: 'fifo',
  verdict: ({ ready, running, parked, sources }) =>
    ready + running + sources === 0 && parked > 0 ? 'deadlock' : 'go-on',
};
