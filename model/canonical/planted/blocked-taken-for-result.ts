import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  CALLBACK,
  EXIT,
  NEW_SET,
  call,
  component,
  invocation,
  linked,
  made,
  onEvent,
} from './words.ts';

export const blockedTakenForResult: CanonicalPlantedBug = plantRules(
  {
    id: 'blocked-taken-for-result',
    says: 'a sync call goes on when its callee waits, as if that had resolved',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/73',
    property: 'call-returns-truly',
    rows: ['A15'],
  },
  'calls-wait-for-result',
  linked(
    [
      component('d', {
        f: made(ASYNC, [NEW_SET, { op: 'return-wait', set: 'set' }], { lift: CALLBACK }),
        'on-event': onEvent(EXIT),
      }),
      component('c', { run: made(ASYNC, [call('f')]) }, { f: ASYNC }),
    ],
    [invocation('c', 'run')],
  ),
);
