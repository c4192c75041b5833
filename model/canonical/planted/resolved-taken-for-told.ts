import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  SUBTASK,
  callAsync,
  component,
  giveWay,
  invocation,
  linked,
  made,
  resolvesLater,
} from './words.ts';

export const resolvedTakenForTold: CanonicalPlantedBug = plantRules(
  {
    id: 'resolved-taken-for-told',
    says: 'a cancel of a subtask that has resolved traps, as if its caller knew',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12797',
    property: 'traps-told-truly',
    rows: ['A38'],
  },
  'end-is-not-delivery',
  linked(
    [
      component(
        'c',
        {
          run: made(ASYNC, [
            callAsync('h'),
            giveWay(),
            { op: 'subtask.cancel', subtask: SUBTASK, async: true },
          ]),
        },
        { h: ASYNC },
      ),
    ],
    [invocation('c', 'run')],
    resolvesLater,
  ),
);
