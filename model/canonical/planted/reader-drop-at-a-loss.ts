import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  SYNC,
  calls,
  component,
  futureDropReadable,
  futureNew,
  futureWrite,
  made,
  world,
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
  world(
    [component('c', { run: made(SYNC, [futureNew, futureWrite(), futureDropReadable]) })],
    [calls('c', 'run')],
  ),
);
