import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { EDGE_TRIGGERED } from '../profiles/edge-triggered.ts';
import type { Waking } from '../profile.ts';
import { ASYNC, FUTURE, component, invocation, linked, made } from './words.ts';

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
  linked(
    [
      component('c', {
        run: made(
          { ...ASYNC, params: [FUTURE] },
          [{ op: 'future.read', type: FUTURE, end: 'given', cell: 0 }],
          { params: ['given'] },
        ),
      }),
    ],
    [invocation('c', 'run', { args: [{ end: 'writer' }] })],
    {
      hostEnds: [
        { id: 'writer', end: 'writable', type: FUTURE, steps: [{ op: 'write', values: [0] }] },
      ],
    },
  ),
  EDGE_TRIGGERED,
);
