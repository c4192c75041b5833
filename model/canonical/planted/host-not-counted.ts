import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, call, component, invocation, linked, made, resolvesLater } from './words.ts';

export const hostNotCounted: CanonicalPlantedBug = plantRules(
  {
    id: 'host-not-counted',
    says: 'a store in which no guest can move is taken for stuck, whatever the host has still to do',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11756',
    property: 'deadlock-told-truly',
    rows: ['A18'],
  },
  'host-may-resolve',
  linked(
    [component('c', { run: made(ASYNC, [call('h')]) }, { h: ASYNC })],
    [invocation('c', 'run')],
    resolvesLater,
  ),
);
