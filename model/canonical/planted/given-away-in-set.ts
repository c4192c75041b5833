import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  NEW_SET,
  POLL,
  STREAM,
  SYNC,
  call,
  calls,
  component,
  join,
  made,
  streamNew,
  streamRead,
  streamWrite,
  world,
} from './words.ts';

export const givenAwayInSet: CanonicalPlantedBug = plantRules(
  {
    id: 'given-away-in-set',
    says: 'an end may be given away while it is in a set, which goes on listening to it',
    source: 'https://github.com/WebAssembly/component-model/issues/664',
    property: 'delivered-exactly-once',
    rows: ['A10'],
  },
  'lift-refuses-members',
  world(
    [
      component('d', { f: made({ params: [STREAM] }, [streamRead(1)], { params: ['r'] }) }),
      component(
        'c',
        {
          run: made(SYNC, [
            streamNew,
            NEW_SET,
            join('r'),
            call('f', false, ['r']),
            streamWrite(1),
            POLL,
          ]),
        },
        { f: { params: [STREAM] } },
      ),
    ],
    [calls('c', 'run')],
  ),
);
