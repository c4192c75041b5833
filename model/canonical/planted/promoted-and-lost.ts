import { plantRules, type CanonicalPlantedBug } from '../planted-bug.ts';
import { ASYNC, RESOLVE, STACKFUL, component, giveWay, invocation, linked, made } from './words.ts';

export const promotedAndLost: CanonicalPlantedBug = plantRules(
  {
    id: 'promoted-and-lost',
    says: 'who promotes another takes it off the queue before it looks for its own cancel, and leaves it nowhere',
    source:
      'https://github.com/WebAssembly/component-model/commit/6c67aa1202335852428359c7ee7c1ef945404688',
    property: 'no-lost-wakeup',
    rows: ['A29'],
  },
  'promote-looks-first',
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
              giveWay(),
              {
                op: 'thread.yield-then-promote',
                thread: 'other',
                cancellable: true,
                into: 'cancelled',
              },
              RESOLVE,
            ],
            { lift: STACKFUL },
          ),
          other: made(undefined, [], { params: ['argument'] }),
        },
        {},
        { table: ['other'] },
      ),
    ],
    [invocation('c', 'run', { cancel: true })],
  ),
);
