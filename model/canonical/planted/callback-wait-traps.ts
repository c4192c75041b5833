import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  CALLBACK,
  EXIT,
  NEW_SET,
  RETURN,
  WAIT,
  component,
  futureNew,
  futureRead,
  futureWrite,
  invocation,
  joinSet,
  linked,
  made,
  onEvent,
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
  linked(
    [
      component('c', {
        run: made(
          ASYNC,
          [NEW_SET, futureNew, futureRead(), futureWrite(), joinSet('r'), WAIT, RETURN, EXIT],
          { lift: CALLBACK },
        ),
        'on-event': onEvent(EXIT),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
