import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, call, component, invocation, linked, made, resolvesLater } from './words.ts';

export const waitsForTheCaller: CanonicalPlantedBug = plantRules(
  {
    id: 'waits-for-the-caller',
    says: 'a sync call of the host waits for something that is not the result of the host',
    source: 'https://github.com/bytecodealliance/jco/issues/1898',
    property: 'no-lost-wakeup',
    rows: ['A73'],
  },
  'call-waits-for-callee',
  linked(
    [component('c', { run: made(ASYNC, [call('h')]) }, { h: ASYNC })],
    [invocation('c', 'run')],
    resolvesLater,
  ),
);
