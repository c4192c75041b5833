import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  NEW_SET,
  POLL,
  STREAM,
  SYNC,
  component,
  invocation,
  joinSet,
  linked,
  made,
  streamNew,
  streamRead,
  streamWrite,
} from './words.ts';

export const droppedStaysInSet: CanonicalPlantedBug = plantRules(
  {
    id: 'dropped-stays-in-set',
    says: 'an end that is dropped stays in its set, which listens to whatever comes in its place',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/13663',
    property: 'delivered-exactly-once',
    rows: ['A11'],
  },
  'drop-leaves-set',
  linked(
    [
      component('c', {
        run: made(SYNC, [
          NEW_SET,
          streamNew,
          joinSet('r'),
          { op: 'stream.drop-readable', type: STREAM, end: 'r' },
          streamNew,
          streamRead(1),
          streamWrite(1),
          POLL,
        ]),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
