import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, NEW_SET, WAIT, component, invocation, linked, made } from './words.ts';

export const emptySetTraps: CanonicalPlantedBug = plantRules(
  {
    id: 'empty-set-traps',
    says: 'a wait on an empty set traps, as if nobody could join a waitable later',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/142',
    property: 'trap-iff-blocked',
    rows: ['A14'],
  },
  'empty-set-waits',
  linked([component('c', { run: made(ASYNC, [NEW_SET, WAIT]) })], [invocation('c', 'run')]),
);
