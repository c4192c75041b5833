import type { Scenario } from '../../../model/canonical/scenario.ts';
import {
  BLOCKED,
  invocation,
  cancelCopy,
  component,
  exported,
  fn,
  give,
  join,
  linked,
  newSet,
  observe,
  read,
  wait,
} from '../../support/canonical.ts';

const TYPE = 'stream<u8>';

/** A guest cancels a read, hears that it is over all the same, and reads again: nobody cancels that. */
export const readAfterSlowCancel: Scenario = linked(
  [
    component('c', {
      functions: [
        fn(
          'run',
          ['rx'],
          read(TYPE, 'rx', BLOCKED),
          cancelCopy('read', TYPE, 'rx', BLOCKED, true),
          newSet('set'),
          join('rx', 'set'),
          wait('set'),
          observe('first', 'p2'),
          read(TYPE, 'rx', null),
          {
            op: 'if',
            condition: ['==', 'copied', BLOCKED],
            then: [...wait('set'), { op: 'set', name: 'copied', value: 'p2' }],
          },
          observe('second', 'copied'),
          give(1),
        ),
      ],
      exports: [exported('run', { async: true, params: [TYPE], result: 'u32' })],
    }),
  ],
  [invocation('c', 'run', { args: [{ end: 'writer' }] })],
  {
    hostEnds: [
      {
        id: 'writer',
        end: 'writable',
        type: TYPE,
        slowCancel: true,
        steps: [
          { op: 'write', values: [5] },
          { op: 'write', values: [6] },
        ],
      },
    ],
  },
);
