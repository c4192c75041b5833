import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  SUBTASK,
  call,
  calls,
  component,
  giveWay,
  made,
  resolvesLater,
  world,
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
  world(
    [
      component(
        'c',
        {
          run: made(ASYNC, [
            call('h', true),
            giveWay(),
            { op: 'subtask.cancel', subtask: SUBTASK, async: true },
          ]),
        },
        { h: ASYNC },
      ),
    ],
    [calls('c', 'run')],
    resolvesLater,
  ),
);
