import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, RESOLVE, STACKFUL, component, giveWay, invocation, linked, made } from './words.ts';

export const yieldNotSearched: CanonicalPlantedBug = plantRules(
  {
    id: 'yield-not-searched',
    says: 'a request looks for its task in waits, and not in yields',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/13269',
    property: 'cancel-told-rightly',
    rows: ['A26'],
  },
  'yield-is-searched',
  linked(
    [component('c', { run: made(ASYNC, [giveWay(true), RESOLVE], { lift: STACKFUL }) })],
    [invocation('c', 'run', { cancel: true })],
  ),
);
