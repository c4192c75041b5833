import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  NEW_SET,
  POLL,
  SYNC,
  calls,
  component,
  join,
  made,
  streamNew,
  streamRead,
  streamWrite,
  world,
} from './words.ts';

export const bufferNotReclaimed: CanonicalPlantedBug = plantRules(
  {
    id: 'buffer-not-reclaimed',
    says: 'a peer may copy on into a buffer whose owner was told that its copy is over',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11981',
    property: 'copies-told-truly',
    rows: ['A45'],
  },
  'delivery-reclaims',
  world(
    [
      component('c', {
        run: made(SYNC, [
          NEW_SET,
          streamNew,
          streamWrite(2),
          streamRead(1),
          join('w'),
          POLL,
          streamRead(1),
        ]),
      }),
    ],
    [calls('c', 'run')],
  ),
);
