import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  CALLBACK,
  EXIT,
  NEW_SET,
  RETURN,
  WAIT,
  calls,
  component,
  futureNew,
  futureRead,
  futureWrite,
  join,
  made,
  onEvent,
  world,
} from './words.ts';

export const callbackWaitTraps: CanonicalPlantedBug = plantRules(
  {
    id: 'callback-wait-traps',
    says: 'a wait in the middle of a callback traps, whatever may be blocked',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/11781',
    property: 'trap-iff-blocked',
    rows: ['A01'],
  },
  'callback-may-wait',
  world(
    [
      component('c', {
        run: made(
          ASYNC,
          [NEW_SET, futureNew, futureRead(), futureWrite(), join('r'), WAIT, RETURN, EXIT],
          { lift: CALLBACK },
        ),
        'on-event': onEvent(EXIT),
      }),
    ],
    [calls('c', 'run')],
  ),
);
