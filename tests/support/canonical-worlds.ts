import fc from 'fast-check';
import type {
  Component,
  CoreFunction,
  FunctionType,
  HostFunction,
  Instance,
  Instruction,
  Invocation,
  Lift,
  Scenario,
  ValueType,
} from '../../model/canonical/scenario.ts';
import { code, fn, give, newSet, ends, EXIT, observe, resolve, WAIT, YIELD } from './canonical.ts';
import { movesArbitrary, SHARED, type EndType, type Move, type Scope } from './canonical-moves.ts';

/** Small worlds of components that mean something, mostly: tasks of every ABI that call, wait, cancel and copy. */

const TYPES: readonly EndType[] = ['stream<u8>', 'future<u8>', 'stream<unit>', 'future<unit>'];

interface Made {
  readonly type: FunctionType;
  readonly lift: Lift;
  readonly functions: readonly CoreFunction[];
}

type Abi = 'sync-typed' | 'sync' | 'callback' | 'stackful';

/** What a callback does: it confirms a cancel, or goes on a little and returns. */
const callbackOf = (id: string, moves: Move, again: boolean, returned: boolean): CoreFunction => {
  const answers: readonly Instruction[] = returned ? [] : [resolve(7)];
  return fn(
    `${id}-on-event`,
    ['event', 'p1', 'p2'],
    observe(`${id}-event`, 'event'),
    observe(`${id}-payload`, 'p2'),
    {
      op: 'if',
      condition: ['==', 'event', 6],
      then: [...(returned ? [] : [{ op: 'task.cancel' } as const]), EXIT],
    },
    { op: 'set', name: 'turns', value: ['+', 'turns', 1] },
    moves,
    again ? [{ op: 'if', condition: ['<', 'turns', 2], then: [YIELD] }] : [],
    answers,
    EXIT,
  );
};

const functionArbitrary = (id: string, scope: Scope, abis: readonly Abi[]): fc.Arbitrary<Made> =>
  fc
    .record({
      abi: fc.constantFrom(...abis),
      before: movesArbitrary(scope, 3),
      after: movesArbitrary(scope, 2),
      inCallback: movesArbitrary(scope, 2),
      last: fc.constantFrom('exit', 'yield', 'wait', 'wait'),
      early: fc.boolean(),
      again: fc.integer({ min: 0, max: 3 }).map((at) => at === 0),
      postReturn: fc.integer({ min: 0, max: 15 }).map((at) => at === 0),
    })
    .map(({ abi, before, after, inCallback, last, early, again, postReturn }): Made => {
      const params: readonly ValueType[] = scope.given === undefined ? [] : [scope.given];
      const type: FunctionType = {
        params,
        result: 'u32',
        ...(abi === 'sync-typed' ? {} : { async: true }),
      };
      const names = scope.given === undefined ? [] : ['given'];
      if (abi === 'sync-typed' || abi === 'sync') {
        const late = fn(`${id}-late`, ['result'], after);
        const lift: Lift = { abi: 'sync', ...(postReturn ? { postReturn: late.id } : {}) };
        const rest = postReturn ? [] : after;
        return {
          type,
          lift,
          functions: [fn(id, names, before, rest, give(9)), ...(postReturn ? [late] : [])],
        };
      }
      if (abi === 'stackful') {
        return {
          type,
          lift: { abi },
          functions: [fn(id, names, before, resolve(7), early ? after : [])],
        };
      }
      const end = last === 'exit' ? EXIT : last === 'yield' ? YIELD : WAIT('set');
      const returns = early || last === 'exit';
      return {
        type,
        lift: { abi, callback: `${id}-on-event` },
        functions: [
          fn(id, names, before, returns ? [resolve(7)] : [], returns ? after : [], end),
          callbackOf(id, inCallback, again, returns),
        ],
      };
    });

const componentOf = (
  id: string,
  scope: Scope,
  thread: Move,
  made: Readonly<Record<string, Made>>,
  importTypes: Readonly<Record<string, FunctionType>>,
): Component => ({
  id,
  memory: 10,
  globals: SHARED.map((name) => ({ id: name })),
  imports: scope.imports.map(({ id: name }) => ({ id: name, type: importTypes[name]! })),
  table: ['in-thread'],
  start: 'init',
  functions: [
    fn(
      'init',
      [],
      code(newSet('set'), ends(scope.type)),
      [1, 2, 4].map((cell): Instruction => ({ op: 'store', cell, value: cell * 10 })),
    ),
    fn('in-thread', ['argument'], observe('thread', 'argument'), thread, {
      op: 'set',
      name: 'thread',
      value: 0,
    }),
    ...Object.values(made).flatMap(({ functions }) => functions),
  ],
  exports: Object.entries(made).map(([name, { type, lift }]) => ({
    id: name,
    type,
    function: name,
    lift,
  })),
});

const hostArbitrary: fc.Arbitrary<HostFunction> = fc.record({
  id: fc.constant('host'),
  type: fc.constant<FunctionType>({ async: true, result: 'u32' }),
  start: fc.constantFrom('now', 'now', 'later'),
  resolve: fc.constantFrom('now', 'later', 'later', 'either', 'never'),
  result: fc.constant(3),
  cancel: fc.constantFrom('honour', 'ignore', 'delay'),
});

const ALL: readonly Abi[] = ['sync-typed', 'sync', 'callback', 'callback', 'stackful'];

interface Shape {
  readonly calleeType: EndType;
  readonly callerType: EndType;
  readonly gives: boolean;
  readonly host: boolean;
  readonly own: boolean;
  readonly family: 'none' | 'caller-contains' | 'callee-contains';
}

const shapeArbitrary: fc.Arbitrary<Shape> = fc.record({
  calleeType: fc.constantFrom(...TYPES),
  callerType: fc.constantFrom(...TYPES),
  gives: fc.integer({ min: 0, max: 2 }).map((at) => at === 0),
  host: fc.integer({ min: 0, max: 3 }).map((at) => at === 0),
  own: fc.integer({ min: 0, max: 7 }).map((at) => at === 0),
  family: fc.constantFrom(
    'none',
    'none',
    'none',
    'none',
    'none',
    'none',
    'caller-contains',
    'callee-contains',
  ),
});

/** Two components, of which one calls the other, itself and the host; and what the host calls of them. */
const biasedArbitrary: fc.Arbitrary<Scenario> = shapeArbitrary.chain((shape) => {
  const { calleeType, callerType, gives, own } = shape;
  const callee: Scope = { type: calleeType, imports: [] };
  return fc
    .record({
      f: functionArbitrary('f', { ...callee, ...(gives ? { given: callerType } : {}) }, ALL),
      g: functionArbitrary('g', callee, ALL),
      calleeThread: movesArbitrary(callee, 2),
      host: hostArbitrary,
      other: functionArbitrary('other', { type: callerType, imports: [] }, ALL),
    })
    .chain(({ f, g, calleeThread, host, other }) => {
      const imports = [
        { id: 'f', async: f.type.async === true, takes: gives ? 'gift' : '' },
        { id: 'g', async: g.type.async === true, takes: '' },
        ...(shape.host ? [{ id: 'host', async: true, takes: '' }] : []),
        ...(own ? [{ id: 'other', async: other.type.async === true, takes: '' }] : []),
      ];
      const caller: Scope = { type: callerType, imports };
      return fc
        .record({
          run: functionArbitrary('run', caller, ALL.slice(1)),
          callerThread: movesArbitrary(caller, 1),
          invocations: invocationsArbitrary(gives),
        })
        .map(({ run, callerThread, invocations }): Scenario => {
          const types = { f: f.type, g: g.type, host: host.type, other: other.type };
          return {
            format: 1,
            machine: 'canonical-abi',
            components: [
              componentOf('callee', callee, calleeThread, { f, g }, {}),
              componentOf('caller', caller, callerThread, { run, other }, types),
            ],
            instances: instancesOf(shape),
            ...(shape.host ? { hostFunctions: [host] } : {}),
            invocations,
          };
        });
    });
});

const instancesOf = ({ family, host, own }: Shape): readonly Instance[] => {
  const callee: Instance = {
    id: 'callee',
    component: 'callee',
    ...(family === 'caller-contains' ? { parent: 'caller' } : {}),
  };
  const caller: Instance = {
    id: 'caller',
    component: 'caller',
    ...(family === 'callee-contains' ? { parent: 'callee' } : {}),
    imports: {
      f: { instance: 'callee', export: 'f' },
      g: { instance: 'callee', export: 'g' },
      ...(host ? { host: { host: 'host' } } : {}),
      ...(own ? { other: { instance: 'caller', export: 'other' } } : {}),
    },
  };
  return family === 'caller-contains' ? [caller, callee] : [callee, caller];
};

const invocationsArbitrary = (gives: boolean): fc.Arbitrary<readonly Invocation[]> =>
  fc
    .record({
      cancel: fc.boolean(),
      others: fc.subarray(['other', 'g', ...(gives ? [] : ['f'])], { maxLength: 2 }),
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

/** Without the bias of fast-check to small numbers: they stand for what is to be rare. */
export const worldArbitrary: fc.Arbitrary<Scenario> = fc.noBias(biasedArbitrary);
