import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, SYNC, call, calls, component, made, world } from './words.ts';

export const hostMayNotCall: CanonicalPlantedBug = plantRules(
  {
    id: 'host-may-not-call',
    says: 'a function of the host that calls a guest is refused, as if the stack had to be empty',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/12098',
    property: 'traps-told-truly',
    rows: ['A55'],
  },
  'host-may-call-back',
  world(
    [
      component('d', { f: made(SYNC, []) }),
      component('c', { run: made(SYNC, [call('h')]) }, { h: ASYNC }),
    ],
    [calls('c', 'run')],
    { hostFunctions: [{ id: 'h', type: ASYNC, calls: [{ instance: 'd', export: 'f' }] }] },
  ),
);
