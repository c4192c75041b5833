import type { Element, Expression, Instruction } from '../scenario.ts';
import { code, is, set } from './code.ts';
import { wrong } from './wrong.ts';

/** What async copies and cancels give where they block. */
export const BLOCKED = -1;

/** What a copy gives: how it came to its end, and how many elements were copied. */
export const copied = (result: 'completed' | 'dropped' | 'cancelled', count = 0): number => {
  const codes = { completed: 0, dropped: 1, cancelled: 2 };
  if (!Object.hasOwn(codes, result))
    throw wrong('the result of a copy', result, Object.keys(codes));
  return codes[result] | (count << 4);
};

/** `task.return`. */
export const resolve = (value?: Expression): Instruction =>
  value === undefined ? { op: 'task.return' } : { op: 'task.return', value };

/** A call lowered sync. */
export const call = (
  name: string,
  args: readonly Expression[] = [],
  into?: string,
): Instruction => ({
  op: 'call',
  import: name,
  args,
  ...(into === undefined ? {} : { into }),
});

/** A call lowered async, which leaves its `status`: what the specification packs, `state | subtask << 4`. */
export const callAsync = (
  name: string,
  args: readonly Expression[] = [],
  cell?: Expression,
): Instruction => ({
  op: 'call',
  import: name,
  async: true,
  args,
  ...(cell === undefined ? {} : { cell }),
  into: 'status',
});

/** A call lowered async that has to be in the state as given; the handle of its subtask, if any, goes into `subtask`. */
export const start = (
  name: string,
  args: readonly Expression[] = [],
  { state = 1, cell = 0, into = 'subtask' }: { state?: number; cell?: number; into?: string } = {},
): Instruction[] => [
  callAsync(name, args, cell),
  is(['&', 'status', 15], state),
  set(into, ['>>', 'status', 4]),
];

export const newSet = (into: string): Instruction => ({ op: 'waitable-set.new', into });

export const join = (waitable: Expression, on: Expression): Instruction => ({
  op: 'waitable.join',
  waitable,
  set: on,
});

/** Waits on a set for an event, and checks of it what is given: the names are `event`, `p1` and `p2`. */
export const wait = (
  on: Expression,
  event?: number,
  p1?: Expression,
  p2?: Expression,
): Instruction[] =>
  code(
    { op: 'waitable-set.wait', set: on, into: 'event', p1: 'p1', p2: 'p2' },
    event === undefined ? [] : is('event', event),
    p1 === undefined ? [] : is('p1', p1),
    p2 === undefined ? [] : is('p2', p2),
  );

export type EndType = `stream<${Element}>` | `future<${Element}>`;

/** @throws HeddleError HD105 for a text that is no type of ends. */
const kindOf = (type: EndType): 'stream' | 'future' => {
  const text: unknown = type;
  const kind = (['stream', 'future'] as const).find((each) => String(text).startsWith(`${each}<`));
  if (kind === undefined) throw wrong('the type of an end', type, ['stream<…>', 'future<…>']);
  return kind;
};

/** `stream.new` or `future.new`. */
export const ends = (type: EndType, readable = 'rx', writable = 'tx'): Instruction => ({
  op: `${kindOf(type)}.new`,
  type,
  readable,
  writable,
});

export interface CopyOptions {
  readonly cell?: Expression;
  /** Of a stream: how many elements at most. */
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
    kindOf(type) === 'stream'
      ? { op: `stream.${direction}`, type, count, ...rest }
      : { op: `future.${direction}`, type, ...rest }
  ) as Instruction;
  return result === null ? [instruction] : [instruction, is('copied', result)];
};

export const read = (
  type: EndType,
  end: Expression,
  result: number | null,
  options?: CopyOptions,
): Instruction[] => copy('read', type, end, result, options);

export const write = (
  type: EndType,
  end: Expression,
  result: number | null,
  options?: CopyOptions,
): Instruction[] => copy('write', type, end, result, options);

/** A cancel of a copy, sync unless told otherwise, whose result has to be as given. */
export const cancelCopy = (
  direction: 'read' | 'write',
  type: EndType,
  end: Expression,
  result: number | null = null,
  async = false,
): Instruction[] => {
  const op = `${kindOf(type)}.cancel-${direction}`;
  const instruction = { op, type, end, async, into: 'copied' } as Instruction;
  return result === null ? [instruction] : [instruction, is('copied', result)];
};

export const drop = (
  side: 'readable' | 'writable',
  type: EndType,
  end: Expression,
): Instruction => ({ op: `${kindOf(type)}.drop-${side}`, type, end });
