import type { Invocation } from '../../../../model/canonical/scenario.ts';
import {
  invocation,
  component,
  drop,
  ends,
  exported,
  fn,
  linked,
  write,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

/** The host calls twice: first it traps, then nothing can be entered. */
const twice: readonly Invocation[] = [
  invocation('c', 'f', { id: 'first' }),
  invocation('c', 'f', { id: 'again', after: ['first'], evenAfterTrap: true }),
];

export const cases: readonly UpstreamCase[] = [
  {
    name: 'after core code has trapped',
    scenario: linked(
      [
        component('c', {
          functions: [fn('f', [], { op: 'unreachable' })],
          exports: [exported('f', {})],
        }),
      ],
      twice,
    ),
    outcomes: ['first=trapped, again=trapped, trap unreachable'],
  },
  {
    name: 'after a built-in has trapped',
    scenario: linked(
      [
        component('c', {
          functions: [
            fn(
              'f',
              [],
              ends('stream<u8>'),
              write('stream<u8>', 'tx', null, { count: 4 }),
              drop('writable', 'stream<u8>', 'tx'),
            ),
          ],
          exports: [exported('f', {})],
        }),
      ],
      twice,
    ),
    outcomes: ['first=trapped, again=trapped, trap drop-busy'],
  },
];
