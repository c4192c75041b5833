import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { EDGE_TRIGGERED } from '../profiles/edge-triggered.ts';
import { withoutWake } from './without-wake.ts';
import {
  ASYNC,
  CALLBACK,
  EXIT,
  RETURN,
  call,
  component,
  invocation,
  linked,
  made,
  onEvent,
  resolvesLater,
} from './words.ts';

export const unlockWakesNobody: CanonicalPlantedBug = plantRules(
  {
    id: 'unlock-wakes-nobody',
    says: 'a lock that is freed wakes nobody who waits for it',
    source: 'https://github.com/bytecodealliance/wit-bindgen/pull/1440',
    property: 'no-lost-wakeup',
    rows: ['A65'],
  },
  withoutWake('unlock'),
  linked(
    [
      component(
        'c',
        {
          run: made(ASYNC, [call('h'), RETURN, EXIT], { lift: CALLBACK }),
          'on-event': onEvent(EXIT),
          other: made(ASYNC, []),
        },
        { h: ASYNC },
      ),
    ],
    [invocation('c', 'run'), invocation('c', 'other')],
    resolvesLater,
  ),
  EDGE_TRIGGERED,
);
