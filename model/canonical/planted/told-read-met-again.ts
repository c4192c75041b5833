import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  STREAM,
  SYNC,
  component,
  invocation,
  linked,
  made,
  streamNew,
  streamRead,
  streamWrite,
} from './words.ts';

export const toldReadMetAgain: CanonicalPlantedBug = plantRules(
  {
    id: 'told-read-met-again',
    says: 'a write of nothing is completed by a read that was told of its end already',
    source: 'https://github.com/WebAssembly/component-model/pull/721',
    property: 'ends-meet',
    rows: ['A33'],
  },
  'filled-read-is-over',
  linked(
    [
      component('c', {
        run: made(SYNC, [
          streamNew,
          streamRead(0),
          streamWrite(1),
          { op: 'stream.cancel-write', type: STREAM, end: 'w' },
          streamWrite(0),
        ]),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
