import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  SYNC,
  component,
  invocation,
  linked,
  made,
  streamNew,
  streamRead,
  streamWrite,
} from './words.ts';

export const readOfNothingForgotten: CanonicalPlantedBug = plantRules(
  {
    id: 'read-of-nothing-forgotten',
    says: 'a write of nothing that meets a read of nothing takes that out of the way',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/13100',
    property: 'ends-meet',
    rows: ['A46'],
  },
  'read-of-nothing-stays',
  linked(
    [
      component('c', {
        run: made(SYNC, [streamNew, streamRead(0), streamWrite(0), streamWrite(1)]),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
