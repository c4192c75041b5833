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
import {
  code,
  ends,
  exported,
  fn,
  give,
  newSet,
  observe,
  type EndType,
} from '../../model/canonical/builder/index.ts';
import { abisOf, functionArbitrary, type Made } from './functions.ts';
import { movesArbitrary, SHARED, type Callee, type Move, type Scope } from './moves.ts';
import { allowed, sometimes, type Words } from './vocabulary.ts';

/** Small worlds of components that mean something, mostly: tasks of every ABI that call, wait, cancel and copy. */

const typesOf = (words: Words): readonly EndType[] => [
  ...allowed<EndType>(
    words,
    ['streams', 'stream<u8>', 'stream<unit>'],
    ['futures', 'future<u8>', 'future<unit>'],
  ),
  ...(words.has('streams') ? allowed<EndType>(words, ['resources', 'stream<own<r>>']) : []),
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
      code(newSet('set'), scope.type === null ? [] : ends(scope.type)),
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

const hostArbitrary = (words: Words): fc.Arbitrary<HostFunction> =>
  fc.record({
    id: fc.constant('host'),
    type: fc.constant<FunctionType>({ async: true, result: 'u32' }),
    start: fc.constantFrom('now', 'now', 'later'),
    resolve: fc.constantFrom('now', 'later', 'later', 'either', 'never'),
    result: fc.constant(3),
    cancel: fc.constantFrom(
      ...allowed<'honour' | 'ignore' | 'delay'>(
        words,
        [null, 'honour'],
        ['cancel', 'ignore', 'delay'],
      ),
    ),
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
  readonly calleeType: EndType | null;
  readonly callerType: EndType | null;
  readonly given: ValueType | undefined;
  readonly result: ValueType;
  readonly host: boolean;
  readonly own: boolean;
  readonly family: 'none' | 'caller-contains' | 'callee-contains';
}

const shapeArbitrary = (words: Words): fc.Arbitrary<Shape> => {
  const types = typesOf(words);
  const type = types.length === 0 ? fc.constant(null) : fc.constantFrom<EndType[]>(...types);
  return fc.record({
    calleeType: type,
    callerType: type,
    given: fc.constantFrom<(ValueType | undefined)[]>(
      undefined,
      undefined,
      ...allowed<ValueType>(
        words,
        ['strings', 'string'],
        ['resources', 'own<r>', 'borrow<r>', 'borrow<r>'],
      ),
      ...types,
    ),
    result: fc.constantFrom<ValueType[]>(
      'u32',
      'u32',
      'u32',
      'u32',
      ...allowed<ValueType>(
        words,
        ['strings', 'string'],
        ['resources', 'own<r>'],
        ['streams', 'stream<u8>'],
        ['futures', 'future<u8>'],
      ),
    ),
    host: sometimes(words, 'host', 25),
    own: sometimes(words, 'misuse', 12),
    family: sometimes(words, 'nested', 20).chain((inside) =>
      inside ? fc.constantFrom('caller-contains', 'callee-contains') : fc.constant('none' as const),
    ),
  });
};

/** Two components, of which one calls the other, itself and the host; and what the host calls of them. */
export const worlds = (words: Words): fc.Arbitrary<Scenario> =>
  shapeArbitrary(words).chain((shape) => world(words, shape));

const world = (words: Words, shape: Shape): fc.Arbitrary<Scenario> => {
  const { calleeType, callerType, given, result } = shape;
  const callee: Scope = { words, type: calleeType, imports: [] };
  const bare: Scope = { words, type: callerType, imports: [] };
  const abis = abisOf(words);
  return fc
    .record({
      f: functionArbitrary('f', { ...callee, ...(given ? { given } : {}) }, abis, result),
      g: functionArbitrary('g', callee, abis),
      calleeThread: movesArbitrary(callee, 2),
      realloc: movesArbitrary(callee, 1),
      inDestructor: movesArbitrary({ words, type: null, imports: [] }, 1),
      host: hostArbitrary(words),
      other: functionArbitrary('other', bare, abis),
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
      const caller: Scope = { words, type: callerType, imports };
      return fc
        .record({
          run: functionArbitrary('run', caller, abisOf(words, true)),
          callerThread: movesArbitrary(caller, 1),
          invocations: invocationsArbitrary(words, given === undefined),
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
};

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

const invocationsArbitrary = (words: Words, callsF: boolean): fc.Arbitrary<readonly Invocation[]> =>
  fc
    .record({
      cancel: sometimes(words, 'cancel', 50),
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
