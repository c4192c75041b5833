import * as fc from 'fast-check';
import type {
  CoreFunction,
  Expression,
  FunctionType,
  Instruction,
  Lift,
  ValueType,
} from '../../model/canonical/scenario.ts';
import {
  ends,
  EXIT,
  fn,
  give,
  observe,
  resolve,
  WAIT,
  YIELD,
  type EndType,
} from '../../model/canonical/builder/index.ts';
import { movesArbitrary, type Move, type Scope } from './moves.ts';
import { allowed, anyOf, sometimes, type Words } from './vocabulary.ts';

/** An export, with the core functions that it needs. */
export interface Made {
  readonly type: FunctionType;
  readonly lift: Lift;
  readonly functions: readonly CoreFunction[];
}

export type Abi = 'sync-typed' | 'sync' | 'callback' | 'stackful';

/** Any kind of function; only those of an async type where that is asked for. */
export const abisOf = (words: Words, asyncTyped = false): readonly Abi[] => {
  const abis = allowed<Abi>(
    words,
    ['sync-lifted', 'sync'],
    ['callback', 'callback', 'callback'],
    ['stackful', 'stackful'],
    ...(asyncTyped ? [] : [['sync-typed', 'sync-typed'] as const]),
  );
  return abis.length === 0 ? ['callback'] : abis;
};

/** How a function comes by its result. */
const resultOf = (type: ValueType): { readonly prepare: Move; readonly value: Expression } => {
  if (type === 'u32' || type === 'string') return { prepare: [], value: 7 };
  if (type === 'own<r>') {
    return {
      prepare: [{ op: 'call', import: 'make', args: [6], into: 'result' }],
      value: 'result',
    };
  }
  return { prepare: [ends(type as EndType, 'result', 'tx')], value: 'result' };
};

/** What a callback does: it confirms a cancel, or goes on a little and returns. */
const callbackOf = (id: string, moves: Move, again: boolean, answers: Move): CoreFunction =>
  fn(
    `${id}-on-event`,
    ['event', 'p1', 'p2'],
    observe(`${id}-event`, 'event'),
    observe(`${id}-payload`, 'p2'),
    {
      op: 'if',
      condition: ['==', 'event', 6],
      then: [...(answers.length === 0 ? [] : [{ op: 'task.cancel' } as const]), EXIT],
    },
    { op: 'set', name: 'turns', value: ['+', 'turns', 1] },
    moves,
    again ? [{ op: 'if', condition: ['<', 'turns', 2], then: [YIELD] }] : [],
    answers,
    EXIT,
  );

interface Drawn {
  readonly abi: Abi;
  readonly before: Move;
  readonly after: Move;
  readonly inCallback: Move;
  readonly last: 'exit' | 'yield' | 'wait';
  readonly early: boolean;
  readonly again: boolean;
  readonly postReturn: boolean;
}

/** A function of any ABI: it does this and that, returns, and may go on. */
export const functionArbitrary = (
  id: string,
  scope: Scope,
  abis: readonly Abi[],
  result: ValueType = 'u32',
): fc.Arbitrary<Made> =>
  fc
    .record({
      abi: fc.constantFrom(...abis),
      before: movesArbitrary(scope, 3),
      after: movesArbitrary(scope, 2),
      inCallback: movesArbitrary(scope, 2),
      last: anyOf<Drawn['last']>(
        scope.words,
        [null, 'exit'],
        ['yields', 'yield'],
        ['sets', 'wait', 'wait'],
      ),
      early: fc.boolean(),
      again: sometimes(scope.words, 'yields', 25),
      postReturn: fc.integer({ min: 0, max: 15 }).map((at) => at === 15),
    })
    .map((drawn) => madeOf(id, scope, result, drawn));

const madeOf = (id: string, { given }: Scope, result: ValueType, drawn: Drawn): Made => {
  const { abi, before, after } = drawn;
  const type: FunctionType = {
    params: given === undefined ? [] : [given],
    result,
    ...(abi === 'sync-typed' ? {} : { async: true }),
  };
  const names = given === undefined ? [] : ['given'];
  const { prepare, value } = resultOf(result);
  const answers: readonly Instruction[] = [...prepare, resolve(value)];
  if (abi === 'stackful') {
    return {
      type,
      lift: { abi },
      functions: [fn(id, names, before, answers, drawn.early ? after : [])],
    };
  }
  if (abi === 'callback') {
    const end = { exit: EXIT, yield: YIELD, wait: WAIT('set') }[drawn.last];
    const first = drawn.early || drawn.last === 'exit' ? [...answers, ...after] : [];
    const later = drawn.early ? [] : answers;
    return {
      type,
      lift: { abi, callback: `${id}-on-event` },
      functions: [
        fn(id, names, before, first, end),
        callbackOf(id, drawn.inCallback, drawn.again, later),
      ],
    };
  }
  const late = drawn.postReturn ? [fn(`${id}-late`, ['result'], after)] : [];
  return {
    type,
    lift: { abi: 'sync', ...(drawn.postReturn ? { postReturn: `${id}-late` } : {}) },
    functions: [
      fn(id, names, before, drawn.postReturn ? [] : after, prepare, give(value)),
      ...late,
    ],
  };
};
