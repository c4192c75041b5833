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

export const cancelDiscardsEvent: CanonicalPlantedBug = plantRules(
  {
    id: 'cancel-discards-event',
    says: 'a cancel of a copy that is over says that it was cancelled, and that nothing was copied',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/138',
    property: 'copies-told-truly',
    rows: ['A47'],
  },
  'event-before-cancel',
  linked(
    [
      component('c', {
        run: made(SYNC, [
          streamNew,
          streamWrite(1),
          streamRead(1),
          { op: 'stream.cancel-write', type: STREAM, end: 'w' },
        ]),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
