import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { SYNC, calls, component, futureNew, futureRead, made, world } from './words.ts';

export const twoCopiesAtOnce: CanonicalPlantedBug = plantRules(
  {
    id: 'two-copies-at-once',
    says: 'an end may begin a copy while it has one',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12873',
    property: 'one-copy-at-a-time',
    rows: ['A44'],
  },
  'one-copy-at-a-time',
  world(
    [component('c', { run: made(SYNC, [futureNew, futureRead(), futureRead()]) })],
    [calls('c', 'run')],
  ),
);
