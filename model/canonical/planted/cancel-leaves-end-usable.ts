import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  FUTURE,
  SYNC,
  component,
  futureNew,
  futureRead,
  futureWrite,
  invocation,
  linked,
  made,
} from './words.ts';

export const cancelLeavesEndUsable: CanonicalPlantedBug = plantRules(
  {
    id: 'cancel-leaves-end-usable',
    says: 'the event that a cancel gives does not end the future that it is of',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12881',
    property: 'one-copy-at-a-time',
    rows: ['A40'],
  },
  'cancel-ends-end',
  linked(
    [
      component('c', {
        run: made(SYNC, [
          futureNew,
          futureWrite(),
          futureRead(),
          { op: 'future.cancel-write', type: FUTURE, end: 'w' },
          futureWrite(),
        ]),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
