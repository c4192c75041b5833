import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  GLOBALS,
  RETURN,
  STACKFUL,
  SYNC,
  component,
  futureDropReadable,
  futureNew,
  futureWrite,
  invocation,
  linked,
  made,
} from './words.ts';

export const syncDropLeavesEndUsable: CanonicalPlantedBug = plantRules(
  {
    id: 'sync-drop-leaves-end-usable',
    says: 'a sync write of a future that the drop of its reader ends leaves its end idle',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/13210',
    property: 'one-copy-at-a-time',
    rows: ['A42'],
  },
  'sync-wake-ends-end',
  linked(
    [
      component(
        'c',
        {
          run: made(ASYNC, [futureNew, RETURN, futureWrite(false), futureWrite()], {
            lift: STACKFUL,
          }),
          drops: made(SYNC, [futureDropReadable]),
        },
        {},
        GLOBALS,
      ),
    ],
    [invocation('c', 'run'), invocation('c', 'drops', { after: ['run'] })],
  ),
);
