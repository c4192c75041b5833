import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { SYNC, component, futureNew, futureRead, invocation, linked, made } from './words.ts';

export const twoCopiesAtOnce: CanonicalPlantedBug = plantRules(
  {
    id: 'two-copies-at-once',
    says: 'an end may begin a copy while it has one',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12873',
    property: 'one-copy-at-a-time',
    rows: ['A44'],
  },
  'one-copy-at-a-time',
  linked(
    [component('c', { run: made(SYNC, [futureNew, futureRead(), futureRead()]) })],
    [invocation('c', 'run')],
  ),
);
