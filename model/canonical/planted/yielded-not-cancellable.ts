import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  ASYNC,
  CALLBACK,
  EXIT,
  RESOLVE,
  component,
  invocation,
  linked,
  made,
  onEvent,
} from './words.ts';

export const yieldedNotCancellable: CanonicalPlantedBug = plantRules(
  {
    id: 'yielded-not-cancellable',
    says: 'a cancel takes for granted that its task has no event, and who has yielded has one',
    source: 'https://github.com/bytecodealliance/wasip3-prototyping/issues/146',
    property: 'rules-not-at-a-loss',
    rows: ['A22'],
  },
  'yield-has-no-event',
  linked(
    [
      component('c', {
        run: made(ASYNC, [{ op: 'return-yield' }], { lift: CALLBACK }),
        'on-event': onEvent({ op: 'set', name: 'cancelled', value: 'event' }, RESOLVE, EXIT),
      }),
    ],
    [invocation('c', 'run', { cancel: true })],
  ),
);
