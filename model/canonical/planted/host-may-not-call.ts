import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, SYNC, call, component, invocation, linked, made } from './words.ts';

export const hostMayNotCall: CanonicalPlantedBug = plantRules(
  {
    id: 'host-may-not-call',
    says: 'a function of the host that calls a guest is refused, as if the stack had to be empty',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/12098',
    property: 'traps-told-truly',
    rows: ['A55'],
  },
  'host-may-call-back',
  linked(
    [
      component('d', { f: made(SYNC, []) }),
      component('c', { run: made(SYNC, [call('h')]) }, { h: ASYNC }),
    ],
    [invocation('c', 'run')],
    { hostFunctions: [{ id: 'h', type: ASYNC, calls: [{ instance: 'd', export: 'f' }] }] },
  ),
);
