import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  CALLBACK,
  EXIT,
  GLOBALS,
  NEW_SET,
  SYNC,
  component,
  invocation,
  linked,
  made,
  onEvent,
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
  linked(
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
    [invocation('c', 'run'), invocation('c', 'drops')],
  ),
);
