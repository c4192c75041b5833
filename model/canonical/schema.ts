import { z } from 'zod';
import { elementType, instructionSchema, name } from './instruction-schema.ts';
import { schemaOf } from '../schema-of.ts';
import type { Scenario } from './scenario.ts';

const valueType = z.union([
  z.enum(['u32', 'string']),
  elementType,
  z.templateLiteral([z.enum(['own', 'borrow']), '<', name, '>']),
]);

const functionType = z.strictObject({
  async: z.boolean().optional(),
  params: z.array(valueType).optional(),
  result: valueType.optional(),
});

const lift = z.strictObject({
  abi: z.enum(['sync', 'callback', 'stackful']),
  callback: name.optional(),
  postReturn: name.optional(),
  realloc: name.optional(),
  options: z.string().optional(),
});

const component = z.strictObject({
  id: name,
  imports: z.array(z.strictObject({ id: name, type: functionType })).optional(),
  resources: z.array(z.strictObject({ id: name, destructor: name.optional() })).optional(),
  importedResources: z.array(name).optional(),
  globals: z.array(z.strictObject({ id: name, value: z.int().optional() })).optional(),
  memory: z.int().min(0).max(4096).optional(),
  table: z.array(name.nullable()).optional(),
  functions: z.array(
    z.strictObject({
      id: name,
      params: z.array(name).optional(),
      body: z.array(instructionSchema),
    }),
  ),
  start: name.optional(),
  exports: z
    .array(z.strictObject({ id: name, type: functionType, function: name, lift: lift.optional() }))
    .optional(),
});

const instance = z.strictObject({
  id: name,
  component: name,
  parent: name.optional(),
  imports: z
    .record(
      name,
      z.union([z.strictObject({ instance: name, export: name }), z.strictObject({ host: name })]),
    )
    .optional(),
  resources: z.record(name, z.strictObject({ instance: name, resource: name })).optional(),
});

const hostValue = z.union([
  z.int(),
  z.strictObject({ end: name }),
  z.strictObject({ result: name }),
]);

const hostFunction = z.strictObject({
  id: name,
  type: functionType,
  start: z.enum(['now', 'later']).optional(),
  resolve: z.enum(['now', 'later', 'either', 'never']).optional(),
  result: hostValue.optional(),
  cancel: z.enum(['honour', 'ignore', 'delay']).optional(),
  calls: z
    .array(z.strictObject({ instance: name, export: name, args: z.array(hostValue).optional() }))
    .optional(),
});

const hostEndBase = {
  id: name,
  type: elementType,
  slowCancel: z.boolean().optional(),
  steps: z
    .array(
      z.discriminatedUnion('op', [
        z.strictObject({ op: z.literal('write'), values: z.array(z.int()) }),
        z.strictObject({ op: z.literal('read'), count: z.int().min(0) }),
        z.strictObject({ op: z.literal('cancel') }),
        z.strictObject({ op: z.literal('drop') }),
      ]),
    )
    .optional(),
};

const hostEnd = z.discriminatedUnion('end', [
  z.strictObject({ ...hostEndBase, end: z.literal('writable') }),
  z.strictObject({
    ...hostEndBase,
    end: z.literal('readable'),
    from: z.union([z.strictObject({ invocation: name }), z.strictObject({ function: name })]),
  }),
]);

const invocation = z.strictObject({
  id: name,
  instance: name,
  export: name,
  args: z.array(hostValue).optional(),
  after: z.array(name).optional(),
  cancel: z.boolean().optional(),
  evenAfterTrap: z.boolean().optional(),
});

/** The shape of a scenario; `check.ts` has what it cannot say. */
export const scenarioSchema = schemaOf<Scenario>(
  z.strictObject({
    format: z.literal(1),
    machine: z.literal('canonical-abi'),
    components: z.array(component),
    instances: z.array(instance),
    hostFunctions: z.array(hostFunction).optional(),
    hostEnds: z.array(hostEnd).optional(),
    invocations: z.array(invocation),
  }),
);
