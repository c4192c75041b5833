import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  SYNC,
  component,
  futureNew,
  futureRead,
  futureWrite,
  invocation,
  linked,
  made,
} from './words.ts';

export const doneTakenForBusy: CanonicalPlantedBug = plantRules(
  {
    id: 'done-taken-for-busy',
    says: 'an end that is done traps with the reason of one that is busy',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/14360',
    property: 'traps-told-truly',
    rows: ['A77'],
  },
  'done-before-busy',
  linked(
    [component('c', { run: made(SYNC, [futureNew, futureWrite(), futureRead(), futureRead()]) })],
    [invocation('c', 'run')],
  ),
);
