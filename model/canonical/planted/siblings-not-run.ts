import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  GLOBALS,
  RETURN,
  STACKFUL,
  SYNC,
  component,
  futureNew,
  futureRead,
  futureWrite,
  giveWay,
  invocation,
  linked,
  made,
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
  linked(
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
    [invocation('c', 'give'), invocation('c', 'run', { after: ['give'] })],
  ),
);
