import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, CANCEL, STACKFUL, component, giveWay, invocation, linked, made } from './words.ts';

export const requestTakenForTold: CanonicalPlantedBug = plantRules(
  {
    id: 'request-taken-for-told',
    says: 'a task may resolve as cancelled when it was asked to, and has not been told',
    source: 'https://github.com/WebAssembly/component-model/pull/725',
    property: 'cancel-told-rightly',
    rows: ['A34'],
  },
  'cancel-needs-delivery',
  linked(
    [component('c', { run: made(ASYNC, [giveWay(), CANCEL], { lift: STACKFUL }) })],
    [invocation('c', 'run', { cancel: true })],
  ),
);
