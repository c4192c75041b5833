import { canBeSuspended, type Frame } from '../context/frames.ts';
import type { Protocol, Protocols } from '../context/protocol.ts';
import type { Bookkeeping, Runtime } from '../context/runtime.ts';

/** The stack of frames, as the runtime remembers it: what every right guard must be able to answer from. */
export const stackOfFrames: Bookkeeping<readonly Frame[]> = {
  per: 'task',
  initial: [],
  enter: (stack, frame) => [...stack, frame],
  leave: (stack) => stack.slice(0, -1),
};

const wait: Protocol = [
  { label: 'register', do: ['register'] },
  { label: 'check', do: [{ check: ['deregister', 'deliver', 'done'] }, { guard: ['deregister'] }] },
  { label: 'park', do: ['park'], next: 'check' },
];

const wake: Protocol = [
  { label: 'look', do: ['look', { branch: 'no-more', do: ['done'] }] },
  { label: 'unpark', do: ['unpark', { branch: 'more', do: [{ goto: 'unpark' }] }] },
];

const protocols: Protocols = {
  wait,
  'wait-one': wait,
  poll: [{ label: 'poll', do: [{ guard: [] }, { check: ['deliver'] }] }],
  yield: [{ label: 'yield', do: [{ guard: [] }, 'requeue'] }],
  signal: [{ label: 'mark', do: ['mark'] }, ...wake],
  join: [{ label: 'link', do: ['link', { branch: 'no-event', do: ['done'] }] }, ...wake],
};

/** The right rules: a stack of frames, a guard asked when nothing is there, register before check, a token. */
export const reference: Runtime<readonly Frame[]> = {
  id: 'reference',
  says: 'register, check, ask the guard, park; a wake before the park is remembered by a token',
  guarding: 'lazy',
  bookkeeping: stackOfFrames,
  guard: (stack, operation) => {
    if (operation === 'poll' || stack.every(canBeSuspended)) return 'go';
    return operation === 'yield' ? 'return' : { trap: 'cannot-block' };
  },
  protocols,
  queue: 'fifo',
  verdict: ({ ready, running, parked, sources }) =>
    ready + running + sources === 0 && parked > 0 ? 'deadlock' : 'go-on',
};

const eagerWait: Protocol = [
  { label: 'register', do: [{ guard: [] }, 'register'] },
  { label: 'check', do: [{ check: ['deregister', 'deliver', 'done'] }] },
  { label: 'park', do: ['park'], next: 'check' },
];

/** As right as `reference`, but traps before it looks for an event. */
export const referenceEager: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-eager',
  says: 'as reference, but the guard is asked before anything else',
  guarding: 'eager',
  protocols: { ...protocols, wait: eagerWait, 'wait-one': eagerWait },
};

const atomicWait: Protocol = [
  { label: 'register', do: ['register'] },
  {
    label: 'check',
    do: [{ check: ['deregister', 'deliver', 'done'] }, { guard: ['deregister'] }, 'park'],
    next: 'check',
  },
];

const plainWake: Protocol = [
  { label: 'look', do: ['look', { branch: 'no-more', do: ['done'] }] },
  { label: 'unpark', do: [{ unpark: 'plain' }, { branch: 'more', do: [{ goto: 'unpark' }] }] },
];

/** As right as `reference`: wakes are not remembered, but check and park are one atomic step. */
export const referencePlain: Runtime<readonly Frame[]> = {
  ...reference,
  id: 'reference-plain',
  says: 'check and park are one step, so a wake need not be remembered',
  protocols: {
    ...protocols,
    wait: atomicWait,
    'wait-one': atomicWait,
    signal: [{ label: 'mark', do: ['mark'] }, ...plainWake],
    join: [{ label: 'link', do: ['link', { branch: 'no-event', do: ['done'] }] }, ...plainWake],
  },
};
