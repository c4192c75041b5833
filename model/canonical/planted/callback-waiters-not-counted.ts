import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  CALLBACK,
  EXIT,
  GLOBALS,
  NEW_SET,
  SYNC,
  calls,
  component,
  made,
  onEvent,
  world,
} from './words.ts';

export const callbackWaitersNotCounted: CanonicalPlantedBug = plantRules(
  {
    id: 'callback-waiters-not-counted',
    says: 'a set may be dropped while a callback waits on it',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/167',
    property: 'drop-only-where-unused',
    rows: ['A12'],
  },
  'waiters-counted',
  world(
    [
      component(
        'c',
        {
          run: made(ASYNC, [NEW_SET, { op: 'return-wait', set: 'set' }], { lift: CALLBACK }),
          'on-event': onEvent(EXIT),
          drops: made(SYNC, [{ op: 'waitable-set.drop', set: 'set' }]),
        },
        {},
        GLOBALS,
      ),
    ],
    [calls('c', 'run'), calls('c', 'drops')],
  ),
);
