import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { NEW_SET, SYNC, WAIT, component, invocation, linked, made } from './words.ts';

export const guardRemoved: CanonicalPlantedBug = plantRules(
  {
    id: 'guard-removed',
    says: 'a call of a sync type that is blocked comes back unresolved',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12043',
    property: 'trap-iff-blocked',
    rows: ['A03'],
  },
  'blocked-call-traps',
  linked([component('c', { run: made(SYNC, [NEW_SET, WAIT]) })], [invocation('c', 'run')]),
);
