import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, RESOLVE, STACKFUL, component, giveWay, invocation, linked, made } from './words.ts';

export const siblingsTold: CanonicalPlantedBug = plantRules(
  {
    id: 'siblings-told',
    says: 'where one thread of a task can be told of a cancel, another is',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/13651',
    property: 'cancel-told-rightly',
    rows: ['A27'],
  },
  'siblings-not-told',
  linked(
    [
      component(
        'c',
        {
          run: made(
            ASYNC,
            [
              { op: 'thread.new-indirect', index: 0, into: 'other' },
              { op: 'thread.resume-later', thread: 'other' },
              giveWay(true),
              RESOLVE,
            ],
            { lift: STACKFUL },
          ),
          other: made(undefined, [giveWay()], { params: ['argument'] }),
        },
        {},
        { table: ['other'] },
      ),
    ],
    [invocation('c', 'run', { cancel: true })],
  ),
);
