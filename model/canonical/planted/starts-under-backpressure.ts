import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, SHUT, SYNC, component, invocation, linked, made } from './words.ts';

export const startsUnderBackpressure: CanonicalPlantedBug = plantRules(
  {
    id: 'starts-under-backpressure',
    says: 'the gate asks for the lock, and not for backpressure',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/13683',
    property: 'gate-kept',
    rows: ['A60'],
  },
  'backpressure-holds-back',
  linked(
    [component('c', { shut: made(SYNC, [SHUT]), run: made(ASYNC, []) })],
    [invocation('c', 'shut'), invocation('c', 'run', { after: ['shut'] })],
  ),
);
