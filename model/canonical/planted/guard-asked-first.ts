import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  NEW_SET,
  SYNC,
  WAIT,
  component,
  futureNew,
  futureRead,
  futureWrite,
  invocation,
  joinSet,
  linked,
  made,
} from './words.ts';

export const guardAskedFirst: CanonicalPlantedBug = plantRules(
  {
    id: 'guard-asked-first',
    says: 'a call of a sync type traps where it could block, though it would not',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/14146',
    property: 'trap-iff-blocked',
    rows: ['A07'],
  },
  'guard-looks-first',
  linked(
    [
      component('c', {
        run: made(SYNC, [NEW_SET, futureNew, futureRead(), futureWrite(), joinSet('r'), WAIT]),
      }),
    ],
    [invocation('c', 'run')],
  ),
);
