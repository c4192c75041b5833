/** The shapes in which such bugs come back, in runtime after runtime. */
export const SHAPES = {
  'check-then-register': 'looks first, registers afterwards, and sleeps on what it saw',
  'dequeue-before-commit':
    'takes somebody off a queue, then returns early without having served it',
  'wake-not-passed-on': 'a wake goes to a task that does not need it, and on to nobody',
  'sampled-on-entry': 'a flag is looked at when the wait begins, and not when it goes on',
  'one-place-searched': 'a wake looks in one of several places where a task can be parked',
  'fast-path': 'a fast path leaves out what the slow one does',
  'two-consumers': 'two ways lead to one event',
  'woken-for-nothing': 'being woken counts as having got what one waited for',
  'committed-too-early':
    'a state changes when something is noticed instead of when it is delivered, or the reverse',
  'not-restored': 'a register is not put back, or not set, on one of the ways in and out',
  'wrong-question': 'the guard asks for the kind instead of the condition, or asks too early',
  'states-conflated': 'requested, delivered, returned and ended are taken for each other',
  'dropped-under-waiters': 'a container goes before those who wait on it',
  'source-forgotten': 'the test for quiescence leaves out somebody who can still wake',
  'pinned-frame': 'a nested loop holds the very frame that it waits for',
  'aliased-identity': 'two things share one name',
  'split-check': 'a scheduling point lies between the look and the act',
} as const;

export type Shape = keyof typeof SHAPES;
