import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  GLOBALS,
  RETURN,
  STACKFUL,
  SYNC,
  calls,
  component,
  futureNew,
  futureRead,
  futureWrite,
  giveWay,
  made,
  world,
} from './words.ts';

export const siblingsNotRun: CanonicalPlantedBug = plantRules(
  {
    id: 'siblings-not-run',
    says: 'a blocked sync call runs its own threads, and none that another task of its instance has ready',
    source: 'https://github.com/bytecodealliance/wasmtime/issues/14117',
    property: 'trap-iff-blocked',
    rows: ['A07'],
  },
  'siblings-run-meanwhile',
  world(
    [
      component(
        'c',
        {
          give: made(ASYNC, [futureNew, RETURN, giveWay(), futureWrite()], { lift: STACKFUL }),
          run: made(SYNC, [futureRead(false)]),
        },
        {},
        GLOBALS,
      ),
    ],
    [calls('c', 'give'), calls('c', 'run', { after: ['give'] })],
  ),
);
