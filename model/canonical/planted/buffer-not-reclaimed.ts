import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  NEW_SET,
  POLL,
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

export const bufferNotReclaimed: CanonicalPlantedBug = plantRules(
  {
    id: 'buffer-not-reclaimed',
    says: 'a peer may copy on into a buffer whose owner was told that its copy is over',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/11981',
    property: 'copies-told-truly',
    rows: ['A45'],
  },
  'delivery-reclaims',
  linked(
    [
      component('c', {
        run: made(SYNC, [
          NEW_SET,
          streamNew,
          streamWrite(2),
          streamRead(1),
          joinSet('w'),
          POLL,
          streamRead(1),
        ]),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
