import type {
  CoreFunction,
  Element,
  Export,
  Expression,
  FunctionType,
  Instruction,
  Lift,
} from '../../model/canonical/scenario.ts';

/** Words to write scenarios of the Canonical ABI machine with: each makes one instruction, or the few of one idiom. */
export type Part = Instruction | readonly Instruction[];

export const code = (...parts: readonly Part[]): Instruction[] => parts.flat();

export const set = (name: string, value: Expression): Instruction => ({ op: 'set', name, value });

export const when = (condition: Expression, ...parts: readonly Part[]): Instruction[] => [
  { op: 'if', condition, then: code(...parts) },
];

export const fn = (
  id: string,
  params: readonly string[],
  ...parts: readonly Part[]
): CoreFunction => ({
  id,
  params,
  body: code(...parts),
});

export const SYNC: Lift = { abi: 'sync' };

/** An export of the core function of the same name. */
export const exported = (id: string, type: FunctionType, lift: Lift = SYNC): Export => ({
  id,
  type,
  function: id,
  lift,
});

export const is = (a: Expression, b: Expression): Instruction => ({
  op: 'assert',
  condition: ['==', a, b],
});

export const give = (value: Expression = 0): Instruction => ({ op: 'return', value });
export const resolve = (value?: Expression): Instruction =>
  value === undefined ? { op: 'task.return' } : { op: 'task.return', value };
export const EXIT: Instruction = { op: 'return-exit' };
export const YIELD: Instruction = { op: 'return-yield' };
export const WAIT = (on: Expression): Instruction => ({ op: 'return-wait', set: on });
export const newSet = (into: string): Instruction => ({ op: 'waitable-set.new', into });

export type EndType = `stream<${Element}>` | `future<${Element}>`;

export const ends = (type: EndType, readable = 'rx', writable = 'tx'): Instruction => ({
  op: type.startsWith('stream') ? 'stream.new' : 'future.new',
  type,
  readable,
  writable,
});

export interface CopyOptions {
  readonly cell?: Expression;
  readonly count?: Expression;
  readonly async?: boolean;
}

/** A copy, async unless told otherwise, whose result has to be as given; `null` leaves it in `copied` unchecked. */
export const copy = (
  direction: 'read' | 'write',
  type: EndType,
  end: Expression,
  result: number | null,
  { cell = 0, count = 1, async = true }: CopyOptions = {},
): Instruction[] => {
  const rest = { async, end, cell, into: 'copied' };
  const instruction = (
    type.startsWith('stream')
      ? { op: `stream.${direction}`, type, count, ...rest }
      : { op: `future.${direction}`, type, ...rest }
  ) as Instruction;
  return result === null ? [instruction] : [instruction, is('copied', result)];
};

/** A sync cancel of a copy unless told otherwise, whose result has to be as given. */
export const cancelCopy = (
  direction: 'read' | 'write',
  type: EndType,
  end: Expression,
  result: number | null = null,
  async = false,
): Instruction[] => {
  const op = `${type.split('<')[0]}.cancel-${direction}`;
  const instruction = { op, type, end, async, into: 'copied' } as Instruction;
  return result === null ? [instruction] : [instruction, is('copied', result)];
};

export const drop = (side: 'readable' | 'writable', type: EndType, end: Expression): Instruction =>
  ({ op: `${type.split('<')[0]}.drop-${side}`, type, end }) as Instruction;

export const observe = (name: string, value: Expression): Instruction => ({
  op: 'observe',
  name,
  value,
});
