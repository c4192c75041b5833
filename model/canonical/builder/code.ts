import type { CoreFunction, Expression, Instruction } from '../scenario.ts';

/** An instruction, or the few of one idiom. */
export type Part = Instruction | readonly Instruction[];

export const code = (...parts: readonly Part[]): Instruction[] => parts.flat();

/** A core function. */
export const fn = (
  id: string,
  params: readonly string[],
  ...parts: readonly Part[]
): CoreFunction => ({
  id,
  params,
  body: code(...parts),
});

export const set = (name: string, value: Expression): Instruction => ({ op: 'set', name, value });

export const when = (condition: Expression, ...parts: readonly Part[]): Instruction[] => [
  { op: 'if', condition, then: code(...parts) },
];

/** Does its body so many times, counting in `name`. */
export const times = (
  name: string,
  count: Expression,
  ...parts: readonly Part[]
): Instruction[] => [
  set(name, 0),
  {
    op: 'loop',
    body: code(when(['==', name, count], { op: 'break' }), ...parts, set(name, ['+', name, 1])),
  },
];

/** Traps where the two are not equal. */
export const is = (a: Expression, b: Expression): Instruction => ({
  op: 'assert',
  condition: ['==', a, b],
});

export const observe = (name: string, value: Expression): Instruction => ({
  op: 'observe',
  name,
  value,
});

export const store = (cell: Expression, value: Expression): Instruction => ({
  op: 'store',
  cell,
  value,
});
export const load = (cell: Expression): Expression => ['load', cell];

/** Returns from a core function. */
export const give = (value: Expression = 0): Instruction => ({ op: 'return', value });

/** What a function of a callback lift returns. */
export const EXIT: Instruction = { op: 'return-exit' };
export const YIELD: Instruction = { op: 'return-yield' };
export const WAIT = (on: Expression): Instruction => ({ op: 'return-wait', set: on });
