import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  GLOBALS,
  NEW_SET,
  RETURN,
  STACKFUL,
  SYNC,
  calls,
  component,
  futureNew,
  futureRead,
  join,
  made,
  world,
} from './words.ts';

export const joinUnderWaiter: CanonicalPlantedBug = plantRules(
  {
    id: 'join-under-waiter',
    says: 'a waitable may join a set while a thread waits for it alone',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/13212',
    property: 'roles-exclusive',
    rows: ['A08'],
  },
  'roles-exclusive',
  world(
    [
      component(
        'c',
        {
          run: made(ASYNC, [futureNew, RETURN, futureRead(false)], { lift: STACKFUL }),
          joins: made(SYNC, [NEW_SET, join('r')]),
        },
        {},
        GLOBALS,
      ),
    ],
    [calls('c', 'run'), calls('c', 'joins', { after: ['run'] })],
  ),
);
