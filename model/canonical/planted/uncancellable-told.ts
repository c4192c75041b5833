import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, NEW_SET, WAIT, component, invocation, linked, made } from './words.ts';

export const uncancellableTold: CanonicalPlantedBug = plantRules(
  {
    id: 'uncancellable-told',
    says: 'a thread is told of a cancel in a wait that cannot be cancelled',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/11582',
    property: 'cancel-told-rightly',
    rows: ['A24'],
  },
  'uncancellable-not-told',
  linked(
    [component('c', { run: made(ASYNC, [NEW_SET, WAIT]) })],
    [invocation('c', 'run', { cancel: true })],
  ),
);
