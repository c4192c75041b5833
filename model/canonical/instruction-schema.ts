import { z } from 'zod';
import { everyOpOf } from '../every.ts';
import { schemaOf } from '../schema-of.ts';
import type { Expression, Instruction } from './scenario.ts';

const OPERATORS = ['+', '-', '&', '|', '<<', '>>', '==', '!=', '<'] as const;

export const name = z
  .string()
  .regex(/^[A-Za-z0-9 _.()-]+$/, 'a name of letters, digits, - _ . ( )');
const integer = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 32 - 1);

const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    integer,
    name,
    z.tuple([z.literal('load'), expression]),
    z.tuple([z.enum(OPERATORS), expression, expression]),
  ]),
);

const element = /^(unit|u8|u32|char|own<[^<>]+>)$/;
export const elementType = z
  .templateLiteral([z.enum(['stream', 'future']), '<', z.string(), '>'])
  .refine(
    (text) => element.test(text.slice(7, -1)),
    'an element is unit, u8, u32, char or own<..>',
  );

const into = name.optional();
const flag = z.boolean().optional();
const value = expression.optional();
const body = z.lazy(() => z.array(instructionSchema));
const slot = z.union([z.literal(0), z.literal(1)]);

const of = <const Op extends Instruction['op']>(ops: readonly Op[], shape: z.ZodRawShape) =>
  ops.map((op) => ({ op, schema: z.strictObject({ op: z.literal(op), ...shape }) }));

const [FIRST, ...OTHERS] = everyOpOf<Instruction['op']>()([
  ...of(['set'], { name, value: expression }),
  ...of(['store'], { cell: expression, value: expression }),
  ...of(['if'], { condition: expression, then: body, else: body.optional() }),
  ...of(['loop'], { body }),
  ...of(['break', 'unreachable', 'return-exit', 'return-yield'], {}),
  ...of(['assert'], { condition: expression }),
  ...of(['observe'], { name, value: expression }),
  ...of(['return'], { value }),
  ...of(['return-wait', 'waitable-set.drop'], { set: expression }),
  ...of(['call'], {
    import: name,
    async: flag,
    args: z.array(expression).optional(),
    into,
    cell: value,
    realloc: name.optional(),
  }),
  ...of(['waitable-set.wait', 'waitable-set.poll'], {
    set: expression,
    cancellable: flag,
    into,
    p1: into,
    p2: into,
  }),
  ...of(['stream.read', 'stream.write'], {
    type: elementType,
    async: flag,
    end: expression,
    cell: value,
    count: expression,
    into,
  }),
  ...of(['future.read', 'future.write'], {
    type: elementType,
    async: flag,
    end: expression,
    cell: value,
    into,
  }),
  ...of(
    ['stream.cancel-read', 'stream.cancel-write', 'future.cancel-read', 'future.cancel-write'],
    { type: elementType, async: flag, end: expression, into },
  ),
  ...of(
    [
      'stream.drop-readable',
      'stream.drop-writable',
      'future.drop-readable',
      'future.drop-writable',
    ],
    { type: elementType, end: expression },
  ),
  ...of(['stream.new', 'future.new'], { type: elementType, readable: name, writable: name }),
  ...of(['thread.suspend', 'thread.yield'], { cancellable: flag, into }),
  ...of(
    [
      'thread.suspend-then-resume',
      'thread.yield-then-resume',
      'thread.suspend-then-promote',
      'thread.yield-then-promote',
    ],
    { thread: expression, cancellable: flag, into },
  ),
  ...of(['thread.index', 'waitable-set.new'], { into: name }),
  ...of(['thread.new-indirect'], { index: expression, argument: value, into: name }),
  ...of(['thread.resume-later'], { thread: expression }),
  ...of(['waitable.join'], { waitable: expression, set: expression }),
  ...of(['task.return'], { value, type: z.string().optional(), options: z.string().optional() }),
  ...of(['task.cancel', 'backpressure.inc', 'backpressure.dec'], {}),
  ...of(['context.get'], { slot, into: name }),
  ...of(['context.set'], { slot, value: expression }),
  ...of(['subtask.cancel'], { subtask: expression, async: flag, into }),
  ...of(['subtask.drop'], { subtask: expression }),
  ...of(['resource.new'], { resource: name, rep: expression, into: name }),
  ...of(['resource.drop'], { resource: name, handle: expression }),
  ...of(['resource.rep'], { resource: name, handle: expression, into: name }),
]).map(({ schema }) => schema);

/** One schema for each instruction, so that an error tells of the one that was meant. */
export const instructionSchema: z.ZodType<Instruction> = z.lazy(() =>
  schemaOf<Instruction>(z.discriminatedUnion('op', [FIRST!, ...OTHERS])),
);
