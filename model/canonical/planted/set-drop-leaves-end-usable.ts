import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  FUTURE,
  NEW_SET,
  POLL,
  SYNC,
  component,
  futureDropReadable,
  futureNew,
  futureWrite,
  invocation,
  joinSet,
  linked,
  made,
} from './words.ts';

export const setDropLeavesEndUsable: CanonicalPlantedBug = plantRules(
  {
    id: 'set-drop-leaves-end-usable',
    says: 'the event from a set that the reader was dropped leaves the end of a future idle, and it cannot be dropped',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/13914',
    property: 'traps-told-truly',
    rows: ['A43'],
  },
  'set-event-ends-end',
  linked(
    [
      component('c', {
        run: made(SYNC, [
          NEW_SET,
          futureNew,
          futureWrite(),
          joinSet('w'),
          futureDropReadable,
          POLL,
          { op: 'future.drop-writable', type: FUTURE, end: 'w' },
        ]),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
