import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, NEW_SET, POLL, component, invocation, linked, made } from './words.ts';

export const pollGivesWay: CanonicalPlantedBug = plantRules(
  {
    id: 'poll-gives-way',
    says: 'a poll lets others run before it looks',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/12129',
    property: 'nonblocking-never-parks',
    rows: ['A02'],
  },
  'poll-runs-on',
  linked([component('c', { run: made(ASYNC, [NEW_SET, POLL]) })], [invocation('c', 'run')]),
);
