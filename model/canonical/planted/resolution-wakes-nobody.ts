import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { EDGE_TRIGGERED } from '../profiles/edge-triggered.ts';
import { withoutWake } from './without-wake.ts';
import {
  ASYNC,
  RETURN,
  STACKFUL,
  call,
  component,
  giveWay,
  invocation,
  linked,
  made,
} from './words.ts';

export const resolutionWakesNobody: CanonicalPlantedBug = plantRules(
  {
    id: 'resolution-wakes-nobody',
    says: 'a call that resolves does not wake who called it synchronously',
    source:
      'https://github.com/bytecodealliance/wasip3-prototyping/commit/2b2aff2457178414a00b1ccf4db8ade4837cb21b',
    property: 'no-lost-wakeup',
    rows: ['A20'],
  },
  withoutWake('resolution'),
  linked(
    [
      component('d', { f: made(ASYNC, [giveWay(), RETURN], { lift: STACKFUL }) }),
      component('c', { run: made(ASYNC, [call('f')]) }, { f: ASYNC }),
    ],
    [invocation('c', 'run')],
  ),
  EDGE_TRIGGERED,
);
