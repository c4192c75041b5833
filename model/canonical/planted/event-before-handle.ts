import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, call, calls, component, made, resolvesLater, world } from './words.ts';

export const eventBeforeHandle: CanonicalPlantedBug = plantRules(
  {
    id: 'event-before-handle',
    says: 'a callee tells its start before its caller has the handle that it is told of by',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/pull/76',
    property: 'delivered-exactly-once',
    rows: ['A19'],
  },
  'handle-before-event',
  world(
    [component('c', { run: made(ASYNC, [call('h', true)]) }, { h: ASYNC })],
    [calls('c', 'run')],
    resolvesLater,
  ),
);
