import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, SHUT, SYNC, component, invocation, linked, made } from './words.ts';

export const queuedNotCounted: CanonicalPlantedBug = plantRules(
  {
    id: 'queued-not-counted',
    says: 'a store in which all that is left waits at a gate is not taken for stuck',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/152',
    property: 'deadlock-told-truly',
    rows: ['A16'],
  },
  'queued-count-as-blocked',
  linked(
    [component('c', { shut: made(SYNC, [SHUT]), run: made(ASYNC, []) })],
    [invocation('c', 'shut'), invocation('c', 'run', { after: ['shut'] })],
  ),
);
