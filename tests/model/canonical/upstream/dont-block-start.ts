import {
  ASYNC,
  callback,
  component,
  exported,
  fn,
  call,
  linked,
  newSet,
  wait,
  WAIT,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const calling = (callee: ReturnType<typeof fn>) =>
  linked(
    [
      component('callee', {
        functions: [callee],
        exports: [exported('f', ASYNC, callback('never'))],
      }),
      component('caller', {
        imports: [{ id: 'f', type: ASYNC }],
        functions: [fn('init', [], call('f'))],
        start: 'init',
      }),
    ],
    [],
  );

const blocks = fn('f', [], newSet('set'), WAIT('set'));
const traps = fn('f', [], { op: 'unreachable' });

export const cases: readonly UpstreamCase[] = [
  {
    name: 'a start function that waits',
    scenario: linked(
      [component('c', { functions: [fn('init', [], newSet('set'), wait('set'))], start: 'init' })],
      [],
    ),
    outcomes: ['trap cannot-block'],
  },
  {
    name: 'a start function that calls what blocks',
    scenario: calling(blocks),
    outcomes: ['trap cannot-block'],
  },
  {
    name: 'a start function whose callee is never reached',
    scenario: calling(traps),
    profile: 'wasmtime',
    outcomes: ['trap cannot-block'],
  },
  {
    name: 'a start function whose callee traps',
    scenario: calling(traps),
    outcomes: ['trap unreachable'],
  },
];
