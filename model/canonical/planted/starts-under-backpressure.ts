import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, SHUT, SYNC, calls, component, made, world } from './words.ts';

export const startsUnderBackpressure: CanonicalPlantedBug = plantRules(
  {
    id: 'starts-under-backpressure',
    says: 'the gate asks for the lock, and not for backpressure',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/13683',
    property: 'gate-kept',
    rows: ['A60'],
  },
  'backpressure-holds-back',
  world(
    [component('c', { shut: made(SYNC, [SHUT]), run: made(ASYNC, []) })],
    [calls('c', 'shut'), calls('c', 'run', { after: ['shut'] })],
  ),
);
