// The rules of an async runtime, for `heddle check --runtime <this file>`.
//
// As it stands this describes a right runtime: change it, part by part, until it says what yours does.
// Everything is plain data and small pure functions; nothing is imported. docs/runtimes.md explains it.

// A wait is a list of steps. Each step is one atomic action: other threads may come between two steps,
// and not within one. Put in separate steps whatever your runtime does without holding a lock throughout.
const wait = [
  { label: 'register', do: ['register'] }, // onto the waiter list
  {
    label: 'check', // an event is there: take it. None: ask the guard whether this call may block
    do: [{ check: ['deregister', 'deliver', 'done'] }, { guard: ['deregister'] }],
  },
  { label: 'park', do: ['park'], next: 'check' }, // sleep, unless a wake came first; then look again
];

// What a signal does once the event is marked, and a join if the waitable has an event already.
const wake = [
  { label: 'look', do: ['look', { branch: 'no-more', do: ['done'] }] }, // who is on the waiter list?
  { label: 'unpark', do: ['unpark', { branch: 'more', do: [{ goto: 'unpark' }] }] }, // wake the next of them
];

// Whether one frame, taken alone, can be suspended.
const canBeSuspended = ({ kind, fibre }) =>
  kind === 'guest' || kind === 'async-callback' || (kind === 'host' && fibre === true);

export default {
  id: 'my-runtime',
  says: 'one line on what is special about it',

  // 'lazy': the guard is asked once nothing is there to deliver. 'eager': before looking for an event.
  guarding: 'lazy',

  // What your runtime remembers of the calls on the stack. It is told of every call and every return.
  bookkeeping: {
    per: 'task', // or 'store': one value for all tasks, with the hooks 'switch-out' and 'switch-in'
    initial: [],
    enter: (stack, frame) => [...stack, frame],
    leave: (stack) => stack.slice(0, -1),
  },

  // May this call block? 'go': yes. { trap: 'cannot-block' }: no. 'return': end the operation with nothing.
  guard: (stack, operation, _seen) => {
    if (operation === 'poll' || stack.every(canBeSuspended)) return 'go';
    return operation === 'yield' ? 'return' : { trap: 'cannot-block' };
  },

  protocols: {
    wait, // on a set of waitables
    'wait-one': wait, // on one waitable
    poll: [{ label: 'poll', do: [{ guard: [] }, { check: ['deliver'] }] }],
    yield: [{ label: 'yield', do: [{ guard: [] }, 'requeue'] }],
    signal: [{ label: 'mark', do: ['mark'] }, ...wake],
    join: [{ label: 'link', do: ['link', { branch: 'no-event', do: ['done'] }] }, ...wake],
  },

  // In which order an executor picks its ready tasks.
  queue: 'fifo',

  // Is this a deadlock? Asked at every park, whenever an executor goes idle, and when a host thread ends.
  verdict: ({ ready, running, parked, sources }) =>
    ready + running + sources === 0 && parked > 0 ? 'deadlock' : 'go-on',
};
