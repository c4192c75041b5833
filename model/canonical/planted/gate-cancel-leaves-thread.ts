import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, SHUT, SYNC, component, invocation, linked, made } from './words.ts';

export const gateCancelLeavesThread: CanonicalPlantedBug = plantRules(
  {
    id: 'gate-cancel-leaves-thread',
    says: 'a task that is cancelled at the gate resolves, and its thread is never ended',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12322',
    property: 'nothing-lost',
    rows: ['A36'],
  },
  'gate-cancel-ends-thread',
  linked(
    [component('c', { shut: made(SYNC, [SHUT]), run: made(ASYNC, []) })],
    [invocation('c', 'shut'), invocation('c', 'run', { after: ['shut'], cancel: true })],
  ),
);
