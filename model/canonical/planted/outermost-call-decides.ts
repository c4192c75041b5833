import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, NEW_SET, SYNC, WAIT, call, component, invocation, linked, made } from './words.ts';

export const outermostCallDecides: CanonicalPlantedBug = plantRules(
  {
    id: 'outermost-call-decides',
    says: 'the outermost call on the stack says whether its callees may block',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12282',
    property: 'trap-iff-blocked',
    rows: ['A04'],
  },
  'innermost-call-decides',
  linked(
    [
      component('d', { f: made(SYNC, [NEW_SET, WAIT]) }),
      component('c', { run: made(ASYNC, [call('f')]) }, { f: SYNC }),
    ],
    [invocation('c', 'run')],
  ),
);
