import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { EDGE_TRIGGERED } from '../profiles/edge-triggered.ts';
import type { Waking } from '../profile.ts';
import {
  ASYNC,
  NEW_SET,
  SUBTASK,
  WAIT,
  call,
  calls,
  component,
  made,
  resolvesLater,
  world,
} from './words.ts';

const RIGHT = EDGE_TRIGGERED.waking as Waking;

export const wakeBeforeParkForgotten: CanonicalPlantedBug = plantRules(
  {
    id: 'wake-before-park-forgotten',
    says: 'a wake that comes before the park is forgotten',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/66',
    property: 'no-lost-wakeup',
    rows: ['A76'],
  },
  { waking: { ...RIGHT, token: false } },
  world(
    [
      component(
        'c',
        {
          run: made(ASYNC, [
            call('h', true),
            NEW_SET,
            { op: 'waitable.join', waitable: SUBTASK, set: 'set' },
            WAIT,
          ]),
        },
        { h: ASYNC },
      ),
    ],
    [calls('c', 'run')],
    resolvesLater,
  ),
  EDGE_TRIGGERED,
);
