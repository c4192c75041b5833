import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, call, calls, component, made, resolvesLater, world } from './words.ts';

export const hostNotCounted: CanonicalPlantedBug = plantRules(
  {
    id: 'host-not-counted',
    says: 'a store in which no guest can move is taken for stuck, whatever the host has still to do',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11756',
    property: 'deadlock-told-truly',
    rows: ['A18'],
  },
  'host-may-resolve',
  world(
    [component('c', { run: made(ASYNC, [call('h')]) }, { h: ASYNC })],
    [calls('c', 'run')],
    resolvesLater,
  ),
);
