import { everyOf } from '../every.ts';
import { compileExpression, compileInto, type Names } from './expressions.ts';
import type { Code, Run } from './program.ts';
import type { Instruction, Plain } from './scenario.ts';
import { instanceStateOf, tell, trapIn } from './world.ts';

const nowhere = (): void => {};

/** Code without a result. */
export const plainCode = (op: string, run: Run): Code => ({
  op,
  async: false,
  run,
  into: nowhere,
  p1: nowhere,
  p2: nowhere,
});

const jump = (target: { at: number }): Code =>
  plainCode('jump', (_, thread) => {
    thread.at = target.at;
    return 'go';
  });

const PLAIN: ReadonlySet<string> = new Set(
  everyOf<Plain['op']>()([
    'set',
    'store',
    'if',
    'loop',
    'break',
    'assert',
    'unreachable',
    'observe',
    'return',
    'return-exit',
    'return-yield',
    'return-wait',
  ]),
);

export const isPlain = (instruction: Instruction): instruction is Plain =>
  PLAIN.has(instruction.op);

/** What core code needs to become a flat list: its names, and how to compile a built-in. */
export interface Flattening {
  readonly names: Names;
  readonly builtIn: (instruction: Exclude<Instruction, Plain>) => Code;
}

/** Adds the code of a body to `into`; `leaves` is where a `break` goes. */
export const flatten = (
  context: Flattening,
  body: readonly Instruction[],
  into: Code[],
  leaves: { at: number } | null,
): void => {
  for (const instruction of body) {
    if (!isPlain(instruction)) into.push(context.builtIn(instruction));
    else flattenPlain(context, instruction, into, leaves);
  }
};

const flattenPlain = (
  context: Flattening,
  instruction: Plain,
  into: Code[],
  leaves: { at: number } | null,
): void => {
  if (instruction.op === 'if') flattenIf(context, instruction, into, leaves);
  else if (instruction.op === 'loop') {
    const start = { at: into.length };
    const end = { at: 0 };
    flatten(context, instruction.body, into, end);
    into.push(jump(start));
    end.at = into.length;
  } else if (instruction.op === 'break') into.push(jump(leaves!));
  else into.push(plainCode(instruction.op, compileStraight(context.names, instruction)));
};

const flattenIf = (
  context: Flattening,
  instruction: Extract<Plain, { op: 'if' }>,
  into: Code[],
  leaves: { at: number } | null,
): void => {
  const condition = compileExpression(context.names, instruction.condition);
  const otherwise = { at: 0 };
  const end = { at: 0 };
  into.push(
    plainCode('if', (world, thread) => {
      if (condition(world, thread) === 0) thread.at = otherwise.at;
      return world.state.over === '' ? 'go' : 'stop';
    }),
  );
  flatten(context, instruction.then, into, leaves);
  into.push(jump(end));
  otherwise.at = into.length;
  flatten(context, instruction.else ?? [], into, leaves);
  end.at = into.length;
};

type Straight = Exclude<Plain, { op: 'if' | 'loop' | 'break' }>;

const compileStraight = (names: Names, instruction: Straight): Run => {
  const value = (expression: Parameters<typeof compileExpression>[1]) =>
    compileExpression(names, expression);
  switch (instruction.op) {
    case 'set': {
      const from = value(instruction.value);
      const into = compileInto(names, instruction.name);
      return (world, thread) => {
        into(world, thread, from(world, thread));
        return world.state.over === '' ? 'go' : 'stop';
      };
    }
    case 'store':
      return compileStore(value(instruction.cell), value(instruction.value));
    case 'assert': {
      const condition = value(instruction.condition);
      return (world, thread) =>
        condition(world, thread) === 0 ? trapIn(world, thread, 'unreachable') : 'go';
    }
    case 'unreachable':
      return (world, thread) => trapIn(world, thread, 'unreachable');
    case 'observe': {
      const from = value(instruction.value);
      const { name } = instruction;
      return (world, thread) => {
        tell(world, { kind: 'observed', thread: thread.name, name, value: from(world, thread) });
        return 'go';
      };
    }
    case 'return':
      return returns(value(instruction.value ?? 0));
    case 'return-exit':
      return returns(() => 0);
    case 'return-yield':
      return returns(() => 1);
    case 'return-wait': {
      const set = value(instruction.set);
      return returns((world, thread) => 2 | (set(world, thread) << 4));
    }
    default:
      return instruction satisfies never;
  }
};

const compileStore =
  (cell: ReturnType<typeof compileExpression>, value: ReturnType<typeof compileExpression>): Run =>
  (world, thread) => {
    const { memory } = instanceStateOf(world, thread);
    const at = cell(world, thread);
    if (at < 0 || at >= memory.length) return trapIn(world, thread, 'memory-out-of-bounds');
    memory[at] = value(world, thread);
    return 'go';
  };

/** Ends the function: the thread goes on with what its caller makes of the value. */
export const returns =
  (value: ReturnType<typeof compileExpression>): Run =>
  (world, thread) => {
    thread.operand = value(world, thread);
    thread.next = 'returned';
    return 'stop';
  };
