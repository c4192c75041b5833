import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, call, calls, component, made, resolvesLater, world } from './words.ts';

export const waitsForTheCaller: CanonicalPlantedBug = plantRules(
  {
    id: 'waits-for-the-caller',
    says: 'a sync call of the host waits for something that is not the result of the host',
    source: 'https://github.com/bytecodealliance/jco/issues/1898',
    property: 'no-lost-wakeup',
    rows: ['A73'],
  },
  'call-waits-for-callee',
  world(
    [component('c', { run: made(ASYNC, [call('h')]) }, { h: ASYNC })],
    [calls('c', 'run')],
    resolvesLater,
  ),
);
