import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import {
  NEW_SET,
  POLL,
  STREAM,
  SYNC,
  call,
  component,
  invocation,
  joinSet,
  linked,
  made,
  streamNew,
  streamRead,
  streamWrite,
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
  linked(
    [
      component('d', { f: made({ params: [STREAM] }, [streamRead(1)], { params: ['r'] }) }),
      component(
        'c',
        {
          run: made(SYNC, [
            streamNew,
            NEW_SET,
            joinSet('r'),
            call('f', ['r']),
            streamWrite(1),
            POLL,
          ]),
        },
        { f: { params: [STREAM] } },
      ),
    ],
    [invocation('c', 'run')],
  ),
);
