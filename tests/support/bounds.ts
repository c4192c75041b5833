import type { OpenBounds } from '../../explorers/open-shapes.ts';

/** Bounds of which every instance is reduced, and that take seconds: no cancels, locks, subtasks or second store. */
export const PLAIN_BOUNDS: OpenBounds = {
  tasks: 2,
  executors: 1,
  waitables: 2,
  sets: 1,
  locks: 0,
  stores: 1,
  signals: 2,
  depth: 3,
  operations: 2,
  work: null,
  vocabulary: ['wait', 'wait-one', 'poll', 'yield', 'join', 'leave', 'call'],
};
