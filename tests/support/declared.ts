import type { EventOf } from '../../model/context/events.ts';

/** How a trace of two tasks on one executor opens, with w1 in ws1. */
export const declared: EventOf<'declared'> = {
  kind: 'declared',
  guarding: 'lazy',
  queue: 'fifo',
  members: { w1: 'ws1' },
  tasks: { t1: 'e1', t2: 'e1' },
  stores: { t1: 'store', t2: 'store' },
  subtasks: [],
  locks: ['l1'],
  sources: [],
};
