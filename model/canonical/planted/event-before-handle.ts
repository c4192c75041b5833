import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, callAsync, component, invocation, linked, made, resolvesLater } from './words.ts';

export const eventBeforeHandle: CanonicalPlantedBug = plantRules(
  {
    id: 'event-before-handle',
    says: 'a callee tells its start before its caller has the handle that it is told of by',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/pull/76',
    property: 'delivered-exactly-once',
    rows: ['A19'],
  },
  'handle-before-event',
  linked(
    [component('c', { run: made(ASYNC, [callAsync('h')]) }, { h: ASYNC })],
    [invocation('c', 'run')],
    resolvesLater,
  ),
);
