import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  SYNC,
  component,
  futureDropReadable,
  futureNew,
  futureWrite,
  invocation,
  linked,
  made,
} from './words.ts';

export const readerDropAtALoss: CanonicalPlantedBug = plantRules(
  {
    id: 'reader-drop-at-a-loss',
    says: 'the reader of a future is dropped while a write is pending, and nothing is foreseen for that',
    source: 'https://github.com/WebAssembly/component-model/pull/708',
    property: 'rules-not-at-a-loss',
    rows: ['A32'],
  },
  { readerDropMeetsWrite: 'fault' },
  linked(
    [component('c', { run: made(SYNC, [futureNew, futureWrite(), futureDropReadable]) })],
    [invocation('c', 'run')],
  ),
);
