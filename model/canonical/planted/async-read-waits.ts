import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, component, futureNew, futureRead, invocation, linked, made } from './words.ts';

export const asyncReadWaits: CanonicalPlantedBug = plantRules(
  {
    id: 'async-read-waits',
    says: 'an async read waits for whoever writes, though that may need its caller',
    source: 'https://github.com/bytecodealliance/jco/pull/1437',
    property: 'nonblocking-never-parks',
    rows: ['A72'],
  },
  'async-copy-runs-on',
  linked(
    [component('c', { run: made(ASYNC, [futureNew, futureRead()]) })],
    [invocation('c', 'run')],
  ),
);
