import type { ValueType } from '../../../../model/canonical/scenario.ts';
import {
  invocation,
  component,
  ends,
  exported,
  fn,
  give,
  join,
  linked,
  newSet,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const returning = (type: ValueType & (`stream<u8>` | `future<u8>`)): UpstreamCase => ({
  name: `a ${type} that is in a set`,
  scenario: linked(
    [
      component('c', {
        functions: [fn('run', [], ends(type), newSet('set'), join('rx', 'set'), give('rx'))],
        exports: [exported('run', { async: true, result: type })],
      }),
    ],
    [invocation('c', 'run')],
  ),
  outcomes: ['run=trapped, trap lift-in-set'],
});

export const cases: readonly UpstreamCase[] = [returning('future<u8>'), returning('stream<u8>')];
