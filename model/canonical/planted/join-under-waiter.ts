import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  GLOBALS,
  NEW_SET,
  RETURN,
  STACKFUL,
  SYNC,
  component,
  futureNew,
  futureRead,
  invocation,
  joinSet,
  linked,
  made,
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
  linked(
    [
      component(
        'c',
        {
          run: made(ASYNC, [futureNew, RETURN, futureRead(false)], { lift: STACKFUL }),
          joins: made(SYNC, [NEW_SET, joinSet('r')]),
        },
        {},
        GLOBALS,
      ),
    ],
    [invocation('c', 'run'), invocation('c', 'joins', { after: ['run'] })],
  ),
);
