import type { Evaluate } from './program.ts';
import type { Assign } from './program.ts';
import type { Expression, Operator } from './scenario.ts';
import { instanceStateOf, trapIn } from './world.ts';

/** The names of a function: its locals get a slot when they are first met. */
export interface Names {
  readonly locals: Map<string, number>;
  readonly globals: ReadonlyMap<string, number>;
}

const slotOf = ({ locals }: Names, name: string): number => {
  const known = locals.get(name);
  if (known !== undefined) return known;
  locals.set(name, locals.size);
  return locals.size - 1;
};

const OPERATORS: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => (a + b) | 0,
  '-': (a, b) => (a - b) | 0,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '==': (a, b) => (a === b ? 1 : 0),
  '!=': (a, b) => (a === b ? 0 : 1),
  '<': (a, b) => (a < b ? 1 : 0),
};

export const compileExpression = (names: Names, expression: Expression): Evaluate => {
  if (typeof expression === 'number') return () => expression;
  if (typeof expression === 'string') return compileName(names, expression);
  if (expression.length === 2) {
    const cell = compileExpression(names, expression[1]);
    return (world, thread) => {
      const at = cell(world, thread);
      const value = instanceStateOf(world, thread).memory[at];
      if (value === undefined) trapIn(world, thread, 'memory-out-of-bounds');
      return value ?? 0;
    };
  }
  const [operator, left, right] = expression;
  const a = compileExpression(names, left);
  const b = compileExpression(names, right);
  const apply = OPERATORS[operator];
  return (world, thread) => apply(a(world, thread), b(world, thread));
};

const compileName = (names: Names, name: string): Evaluate => {
  const global = names.globals.get(name);
  if (global !== undefined) {
    return (world, thread) => instanceStateOf(world, thread).globals[global]!;
  }
  const slot = slotOf(names, name);
  return (_, thread) => thread.locals[slot]!;
};

/** Where a value goes; nowhere where no name is given. */
export const compileInto = (names: Names, name: string | undefined): Assign => {
  if (name === undefined) return () => {};
  const global = names.globals.get(name);
  if (global !== undefined) {
    return (world, thread, value) => {
      instanceStateOf(world, thread).globals[global] = value;
    };
  }
  const slot = slotOf(names, name);
  return (_, thread, value) => {
    thread.locals[slot] = value;
  };
};
