import * as fc from 'fast-check';
import type {
  Component,
  FunctionType,
  HostFunction,
  Instance,
  Instruction,
  Invocation,
  Scenario,
  ValueType,
} from '../../model/canonical/scenario.ts';
import { code, ends, exported, fn, give, newSet, observe } from './canonical.ts';
import { functionArbitrary, ALL_ABIS, type Made } from './canonical-functions.ts';
import {
  movesArbitrary,
  SHARED,
  type Callee,
  type EndType,
  type Move,
  type Scope,
} from './canonical-moves.ts';

/** Small worlds of components that mean something, mostly: tasks of every ABI that call, wait, cancel and copy. */

const TYPES: readonly EndType[] = [
  'stream<u8>',
  'future<u8>',
  'stream<unit>',
  'future<unit>',
  'stream<own<r>>',
];

export const MAKES: FunctionType = { params: ['u32'], result: 'own<r>' };

/** Who implements the resource that others hold; its destructor is a call like any other. */
export const ownerOf = (inDestructor: Move): Component => ({
  id: 'owner',
  memory: 10,
  resources: [{ id: 'r', destructor: 'destroy' }],
  globals: SHARED.map((id) => ({ id })),
  functions: [
    fn(
      'make',
      ['rep'],
      { op: 'resource.new', resource: 'r', rep: 'rep', into: 'handle' },
      give('handle'),
    ),
    fn('destroy', ['rep'], observe('destroyed', 'rep'), inDestructor),
    fn('in-thread', ['argument']),
  ],
  table: ['in-thread'],
  exports: [exported('make', MAKES)],
});

export const componentOf = (
  id: string,
  scope: Scope,
  parts: { readonly thread: Move; readonly realloc: Move },
  made: Readonly<Record<string, Made>>,
  importTypes: Readonly<Record<string, FunctionType>>,
): Component => ({
  id,
  memory: 10,
  globals: SHARED.map((name) => ({ id: name })),
  imports: Object.entries(importTypes).map(([name, type]) => ({ id: name, type })),
  importedResources: ['r'],
  table: ['in-thread'],
  start: 'init',
  functions: [
    fn(
      'init',
      [],
      code(newSet('set'), ends(scope.type)),
      scope.type === 'stream<own<r>>'
        ? [1, 2, 4].flatMap((cell): Instruction[] => [
            { op: 'call', import: 'make', args: [cell * 10], into: 'made' },
            { op: 'store', cell, value: 'made' },
          ])
        : [1, 2, 4].map((cell): Instruction => ({ op: 'store', cell, value: cell * 10 })),
    ),
    fn('in-thread', ['argument'], observe('thread', 'argument'), parts.thread, {
      op: 'set',
      name: 'thread',
      value: 0,
    }),
    fn('find-memory', [], observe('memory', 1), parts.realloc),
    ...Object.values(made).flatMap(({ functions }) => functions),
  ],
  exports: Object.entries(made).map(([name, { type, lift }]) => ({
    id: name,
    type,
    function: name,
    lift: { ...lift, realloc: 'find-memory' },
  })),
});

const hostArbitrary: fc.Arbitrary<HostFunction> = fc.record({
  id: fc.constant('host'),
  type: fc.constant<FunctionType>({ async: true, result: 'u32' }),
  start: fc.constantFrom('now', 'now', 'later'),
  resolve: fc.constantFrom('now', 'later', 'later', 'either', 'never'),
  result: fc.constant(3),
  cancel: fc.constantFrom('honour', 'ignore', 'delay'),
  calls: fc.constantFrom(
    [],
    [],
    [],
    [{ instance: 'callee', export: 'g' }],
    [{ instance: 'caller', export: 'other' }],
  ),
});

/** How the caller comes by an argument. */
const giftOf = (type: ValueType | undefined): Pick<Callee, 'prepare' | 'args'> => {
  if (type === undefined) return { prepare: [], args: [] };
  if (type === 'u32' || type === 'string') return { prepare: [], args: [5] };
  if (type === 'own<r>' || type === 'borrow<r>') {
    return { prepare: [{ op: 'call', import: 'make', args: [4], into: 'gift' }], args: ['gift'] };
  }
  return { prepare: [ends(type as EndType, 'gift', 'tx')], args: ['gift'] };
};

interface Shape {
  readonly calleeType: EndType;
  readonly callerType: EndType;
  readonly given: ValueType | undefined;
  readonly result: ValueType;
  readonly host: boolean;
  readonly own: boolean;
  readonly family: 'none' | 'caller-contains' | 'callee-contains';
}

const shapeArbitrary: fc.Arbitrary<Shape> = fc.record({
  calleeType: fc.constantFrom(...TYPES),
  callerType: fc.constantFrom(...TYPES),
  given: fc.constantFrom<(ValueType | undefined)[]>(
    ...([undefined, undefined, 'string', 'own<r>', 'borrow<r>', 'borrow<r>'] as const),
    ...TYPES,
  ),
  result: fc.constantFrom<ValueType[]>(
    'u32',
    'u32',
    'u32',
    'u32',
    'string',
    'own<r>',
    'stream<u8>',
    'future<u8>',
  ),
  host: fc.integer({ min: 0, max: 3 }).map((at) => at === 3),
  own: fc.integer({ min: 0, max: 7 }).map((at) => at === 7),
  family: fc
    .integer({ min: 0, max: 9 })
    .map((at) => (at === 8 ? 'caller-contains' : at === 9 ? 'callee-contains' : 'none')),
});

/** Two components, of which one calls the other, itself and the host; and what the host calls of them. */
export const worldArbitrary: fc.Arbitrary<Scenario> = shapeArbitrary.chain((shape) => {
  const { calleeType, callerType, given, result } = shape;
  const callee: Scope = { type: calleeType, imports: [] };
  const bare: Scope = { type: callerType, imports: [] };
  return fc
    .record({
      f: functionArbitrary('f', { ...callee, ...(given ? { given } : {}) }, ALL_ABIS, result),
      g: functionArbitrary('g', callee, ALL_ABIS),
      calleeThread: movesArbitrary(callee, 2),
      realloc: movesArbitrary(callee, 1),
      inDestructor: movesArbitrary({ type: 'future<unit>', imports: [] }, 1),
      host: hostArbitrary,
      other: functionArbitrary('other', bare, ALL_ABIS),
    })
    .chain(({ f, g, calleeThread, realloc, inDestructor, host, other }) => {
      const called = (id: string, { type }: Made): Callee => ({
        id,
        async: type.async === true,
        ...giftOf(type.params?.[0]),
      });
      const imports: readonly Callee[] = [
        called('f', f),
        called('g', g),
        ...(shape.host ? [{ id: 'host', async: true, prepare: [], args: [] }] : []),
        ...(shape.own ? [called('other', other)] : []),
      ];
      const caller: Scope = { type: callerType, imports };
      return fc
        .record({
          run: functionArbitrary('run', caller, ALL_ABIS.slice(1)),
          callerThread: movesArbitrary(caller, 1),
          invocations: invocationsArbitrary(given === undefined),
        })
        .map(({ run, callerThread, invocations }): Scenario => {
          const shared = { make: MAKES };
          const types = {
            ...shared,
            f: f.type,
            g: g.type,
            ...(shape.host ? { host: host.type } : {}),
            ...(shape.own ? { other: other.type } : {}),
          };
          return {
            format: 1,
            machine: 'canonical-abi',
            components: [
              ownerOf(inDestructor),
              componentOf('callee', callee, { thread: calleeThread, realloc }, { f, g }, shared),
              componentOf(
                'caller',
                caller,
                { thread: callerThread, realloc: [] },
                { run, other },
                types,
              ),
            ],
            instances: instancesOf(shape),
            ...(shape.host ? { hostFunctions: [host] } : {}),
            invocations,
          };
        });
    });
});

const instancesOf = ({ family, host, own }: Shape): readonly Instance[] => {
  const make = { instance: 'owner', export: 'make' };
  const resources = { r: { instance: 'owner', resource: 'r' } };
  const owner: Instance = { id: 'owner', component: 'owner' };
  const callee: Instance = {
    id: 'callee',
    component: 'callee',
    ...(family === 'caller-contains' ? { parent: 'caller' } : {}),
    imports: { make },
    resources,
  };
  const caller: Instance = {
    id: 'caller',
    component: 'caller',
    ...(family === 'callee-contains' ? { parent: 'callee' } : {}),
    imports: {
      make,
      f: { instance: 'callee', export: 'f' },
      g: { instance: 'callee', export: 'g' },
      ...(host ? { host: { host: 'host' } } : {}),
      ...(own ? { other: { instance: 'caller', export: 'other' } } : {}),
    },
    resources,
  };
  return family === 'caller-contains' ? [owner, caller, callee] : [owner, callee, caller];
};

const invocationsArbitrary = (callsF: boolean): fc.Arbitrary<readonly Invocation[]> =>
  fc
    .record({
      cancel: fc.boolean(),
      others: fc.subarray(['other', 'g', ...(callsF ? ['f'] : [])], { maxLength: 2 }),
      after: fc.boolean(),
    })
    .map(({ cancel, others, after }) => [
      { id: 'run', instance: 'caller', export: 'run', ...(cancel ? { cancel } : {}) },
      ...others.map((id): Invocation => ({
        id,
        instance: id === 'other' ? 'caller' : 'callee',
        export: id,
        ...(after ? { after: ['run'] } : {}),
      })),
    ]);
