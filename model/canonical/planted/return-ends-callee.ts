import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  RETURN,
  STACKFUL,
  call,
  component,
  giveWay,
  invocation,
  linked,
  made,
} from './words.ts';

export const returnEndsCallee: CanonicalPlantedBug = plantRules(
  {
    id: 'return-ends-callee',
    says: 'a callee that returns in its first run, and has more to do, is never run again',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11655',
    property: 'no-lost-wakeup',
    rows: ['A51'],
  },
  'return-is-not-exit',
  linked(
    [
      component('d', { f: made(ASYNC, [RETURN, giveWay()], { lift: STACKFUL }) }),
      component('c', { run: made(ASYNC, [call('f')]) }, { f: ASYNC }),
    ],
    [invocation('c', 'run')],
  ),
);
