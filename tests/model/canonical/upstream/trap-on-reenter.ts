import type { Component, Scenario } from '../../../../model/canonical/scenario.ts';
import {
  ASYNC,
  invocation,
  callback,
  component,
  EXIT,
  exported,
  fn,
  call,
  resolve,
  YIELD,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const family = (
  parent: Component,
  child: Component,
  run: { instance: string; export: string },
): Scenario => ({
  format: 1,
  machine: 'canonical-abi',
  components: [parent, child],
  instances: [
    {
      id: 'parent',
      component: 'parent',
      imports: Object.fromEntries(
        (parent.imports ?? []).map(({ id }) => [id, { instance: 'child', export: id }]),
      ),
    },
    {
      id: 'child',
      component: 'child',
      parent: 'parent',
      imports: Object.fromEntries(
        (child.imports ?? []).map(({ id }) => [id, { instance: 'parent', export: id }]),
      ),
    },
  ],
  invocations: [invocation(run.instance, run.export, { id: 'run' })],
});

/** A callback of the parent calls the child, whose callback calls the parent. */
const recursion = family(
  component('parent', {
    imports: [{ id: 'b', type: ASYNC }],
    functions: [
      fn('a', [], resolve(), EXIT),
      fn('c', [], resolve(), YIELD),
      fn('on-c', ['event', 'p1', 'p2'], { op: 'call', import: 'b', async: true }, EXIT),
    ],
    exports: [exported('a', ASYNC, callback('never')), exported('c', ASYNC, callback('on-c'))],
  }),
  component('child', {
    imports: [{ id: 'a', type: ASYNC }],
    functions: [
      fn('b', [], YIELD),
      fn('on-b', ['event', 'p1', 'p2'], { op: 'call', import: 'a', async: true }, resolve(), EXIT),
    ],
    exports: [exported('b', ASYNC, callback('on-b'))],
  }),
  { instance: 'parent', export: 'c' },
);

const down = family(
  component('parent', {
    imports: [{ id: 'f', type: {} }],
    functions: [fn('g', [], call('f'))],
    exports: [exported('g', {})],
  }),
  component('child', { functions: [fn('f', [])], exports: [exported('f', {})] }),
  { instance: 'parent', export: 'g' },
);

const up = family(
  component('parent', { functions: [fn('f', [])], exports: [exported('f', {})] }),
  component('child', {
    imports: [{ id: 'f', type: {} }],
    functions: [fn('g', [], call('f'))],
    exports: [exported('g', {})],
  }),
  { instance: 'child', export: 'g' },
);

/** Tests say that calls between parent and child trap for now; the specification allows them. */
export const cases: readonly UpstreamCase[] = [
  { name: 'parent to child to parent passes', scenario: recursion, outcomes: ['run=0'] },
  {
    name: 'parent to child to parent traps',
    scenario: recursion,
    profile: 'wasmtime',
    outcomes: ['run=0, trap cannot-enter'],
  },
  { name: 'parent to child passes', scenario: down, outcomes: ['run=0'] },
  {
    name: 'parent to child traps',
    scenario: down,
    profile: 'wasmtime',
    outcomes: ['run=trapped, trap cannot-enter'],
  },
  { name: 'child to parent passes', scenario: up, outcomes: ['run=0'] },
  {
    name: 'child to parent traps',
    scenario: up,
    profile: 'wasmtime',
    outcomes: ['run=trapped, trap cannot-enter'],
  },
];
