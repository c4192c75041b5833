import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { EDGE_TRIGGERED } from '../profiles/edge-triggered.ts';
import {
  ASYNC,
  GLOBALS,
  NEW_SET,
  RETURN,
  STACKFUL,
  SUBTASK,
  SYNC,
  WAIT,
  callAsync,
  component,
  invocation,
  linked,
  made,
  resolvesLater,
} from './words.ts';

export const wokenGoesOn: CanonicalPlantedBug = plantRules(
  {
    id: 'woken-goes-on',
    says: 'a wait that was woken returns, although another took the event meanwhile',
    source: 'https://github.com/surrealdb/affinitypool/pull/8',
    property: 'wake-means-check',
    rows: [],
  },
  'woken-looks-again',
  linked(
    [
      component(
        'c',
        {
          open: made(SYNC, [NEW_SET]),
          run: made(
            ASYNC,
            [callAsync('h'), { op: 'waitable.join', waitable: SUBTASK, set: 'set' }, WAIT, RETURN],
            { lift: STACKFUL },
          ),
          other: made(ASYNC, [WAIT, RETURN], { lift: STACKFUL }),
        },
        { h: ASYNC },
        GLOBALS,
      ),
    ],
    [
      invocation('c', 'open'),
      invocation('c', 'run', { after: ['open'] }),
      invocation('c', 'other', { after: ['open'] }),
    ],
    resolvesLater,
  ),
  EDGE_TRIGGERED,
);
