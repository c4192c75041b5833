import { plant, type PlantedBug } from '../planted-bug.ts';
import { referencePopped } from '../reference.ts';

export const dropIgnoresPopped: PlantedBug = plant(
  {
    id: 'drop-ignores-popped',
    says: 'who was taken off the waiter list and has not run yet does not count as waiting',
    source:
      'the waiter between its wake and its return, beside https://github.com/bytecodealliance/wasip3-prototyping/issues/167',
    property: 'drop-only-where-unused',
    shape: 'dropped-under-waiters',
    rows: ['A12'],
  },
  { ...referencePopped, drop: ({ members, waiters }) => (members || waiters ? 'trap' : 'go') },
);
