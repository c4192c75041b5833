import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, RESOLVE, STACKFUL, component, giveWay, invocation, linked, made } from './words.ts';

export const yieldIgnoresRequest: CanonicalPlantedBug = plantRules(
  {
    id: 'yield-ignores-request',
    says: 'a cancellable yield does not look for a request that came before',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11542',
    property: 'cancel-told-rightly',
    rows: ['A25'],
  },
  'yield-looks-for-request',
  linked(
    [component('c', { run: made(ASYNC, [giveWay(), giveWay(true), RESOLVE], { lift: STACKFUL }) })],
    [invocation('c', 'run', { cancel: true })],
  ),
);
