import type { Element, Instruction } from '../../../../model/canonical/scenario.ts';
import {
  BLOCKED,
  invocation,
  component,
  copied,
  ends,
  exported,
  fn,
  give,
  is,
  linked,
  load,
  NUMBER,
  read,
  store,
  write,
  type Part,
} from '../../../support/canonical.ts';
import type { UpstreamCase } from './case.ts';

const world = (...parts: readonly Part[]) =>
  linked(
    [component('c', { functions: [fn('run', [], ...parts)], exports: [exported('run', NUMBER)] })],
    [invocation('c', 'run')],
  );

const future = (element: Element, first: 'read' | 'write', from = 4, to = 5): Instruction[] => {
  const type = `future<${element}>` as const;
  const reads = (result: number) => read(type, 'rx', result, { cell: to });
  const writes = (result: number) => write(type, 'tx', result, { cell: from });
  return [
    store(to, 0),
    store(from, 42),
    ends(type),
    ...(first === 'read' ? [...reads(BLOCKED), ...writes(0)] : [...writes(BLOCKED), ...reads(0)]),
  ];
};

const VALUES = [1, 2, 3, 4];

const stream = (
  element: Element,
  first: 'read' | 'write',
  from: number,
  to: number,
): Instruction[] => {
  const type = `stream<${element}>` as const;
  const done = copied('completed', VALUES.length);
  const reads = (result: number) => read(type, 'rx', result, { cell: to, count: VALUES.length });
  const writes = (result: number) =>
    write(type, 'tx', result, { cell: from, count: VALUES.length });
  return [
    ...VALUES.map((value, at) => store(from + at, value)),
    ends(type),
    ...(first === 'read'
      ? [...reads(BLOCKED), ...writes(done)]
      : [...writes(BLOCKED), ...reads(done)]),
  ];
};

const both = (of: (first: 'read' | 'write') => Instruction[]): Instruction[] => [
  ...of('read'),
  ...of('write'),
];

/** The buffers overlap in every way there is. */
const overlapping = [4, 5, 6, 7, 8, 9, 10, 11, 12].flatMap((to) =>
  both((first) => [
    ...stream('u8', first, 8, to),
    ...VALUES.map((value, at) => is(load(to + at), value)),
  ]),
);

export const cases: readonly UpstreamCase[] = [
  {
    name: 'units',
    scenario: world(
      both((first) => future('unit', first)),
      both((first) => stream('unit', first, 8, 8)),
      give(42),
    ),
    outcomes: ['run=42'],
  },
  {
    name: 'bytes, and buffers that overlap',
    scenario: world(
      both((first) => [...future('u8', first), is(load(5), 42)]),
      overlapping,
      give(43),
    ),
    outcomes: ['run=43'],
  },
  {
    name: 'characters, read first',
    scenario: world(future('char', 'read')),
    outcomes: ['run=trapped, trap same-instance'],
  },
  {
    name: 'characters, written first',
    scenario: world(future('char', 'write')),
    outcomes: ['run=trapped, trap same-instance'],
  },
];
