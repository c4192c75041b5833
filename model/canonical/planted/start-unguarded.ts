import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { NEW_SET, SYNC, WAIT, component, invocation, linked, made } from './words.ts';

export const startUnguarded: CanonicalPlantedBug = plantRules(
  {
    id: 'start-unguarded',
    says: 'a start function that is blocked is left where it is, and its instance is taken for made',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/12391',
    property: 'trap-iff-blocked',
    rows: ['A06'],
  },
  'start-is-a-call',
  linked(
    [
      component(
        'c',
        { init: made(undefined, [NEW_SET, WAIT]), run: made(SYNC, []) },
        {},
        { start: 'init' },
      ),
    ],
    [invocation('c', 'run')],
  ),
);
