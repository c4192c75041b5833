import { z } from 'zod';
import { DEFAULT_BOUNDS } from '../explorers/draw-scenario.ts';
import { mapValues } from '../model/every.ts';
import { HeddleError } from '../model/errors.ts';
import { describe } from '../model/json.ts';
import { parseAs } from '../model/parse.ts';
import type { Budget } from '../properties/check-result.ts';
import type { AuditOptions } from './audit.ts';
import type { Domain } from './domain.ts';
import type { OutcomesOptions } from './outcomes.ts';
import type { CheckOptions } from './plan.ts';
import { LEAST_OF_BOUNDS } from './proof-bounds.ts';
import type { ProveOptions } from './prove.ts';
import type { ReplayRequest } from './replay.ts';

/** The most of anything that is counted: what `--runs` and the like take as well. */
export const COUNT_MAX = 1_000_000_000;

const count = z.int().min(1).max(COUNT_MAX);

/** A schema for each field of `T`: one that is forgotten is a type error, and one that does not exist is refused. */
type Fields<T> = Readonly<Record<keyof Required<T>, z.ZodType>>;

/** The same schema for every field of an object. */
const each = <const Key extends string>(
  fields: Readonly<Record<Key, unknown>>,
  schema: z.ZodType,
): Readonly<Record<Key, z.ZodType>> => mapValues(fields, () => schema);

const budgetFields = {
  runs: count.exactOptional(),
  schedules: count.exactOptional(),
  steps: count.exactOptional(),
  states: count.exactOptional(),
} satisfies Fields<Budget>;

const scopeFields = {
  // `parseScope` knows what a scope is.
  scope: z.unknown().optional(),
  beyondScope: z.boolean().optional(),
};

const checkFields = {
  seed: z.string(),
  budget: z.strictObject(budgetFields).optional(),
  strategy: z.string().optional(),
  properties: z.array(z.string()).optional(),
  scenario: z.unknown().optional(),
  ...scopeFields,
  until: z.string().optional(),
  shrink: z.string().optional(),
  untilNewBelow: z.number().gt(0).lt(1).optional(),
  coverage: z.boolean().optional(),
  memory: z.number().optional(),
} satisfies Fields<CheckOptions>;

const { seed, until: _, ...others } = checkFields;

/** Options of `invariantSuite`: those of a check, and its own. */
const suiteFields = {
  ...others,
  seed: seed.optional(),
  module: z.string().optional(),
  inconclusive: z.enum(['fail', 'skip']).optional(),
};

const proveFields = {
  // Their range depends on the bound: `checkBounds` knows it.
  bounds: z
    .strictObject({
      ...each(LEAST_OF_BOUNDS, z.number().exactOptional()),
      work: z.number().nullable().exactOptional(),
      vocabulary: z.array(z.string()).exactOptional(),
    })
    .optional(),
  ...scopeFields,
  properties: z.array(z.string()).optional(),
  states: count.optional(),
  memory: z.number().optional(),
  reduce: z.array(z.string()).optional(),
} satisfies Fields<ProveOptions>;

const auditFields = {
  states: count.optional(),
  every: count.optional(),
} satisfies Fields<AuditOptions>;

const outcomesFields = {
  states: count.optional(),
  memory: z.number().optional(),
} satisfies Fields<OutcomesOptions>;

const requestFields = {
  property: z.string(),
  scenario: z.custom((value) => value !== undefined, 'expected a scenario'),
  schedule: z.array(z.string()),
  digest: z.string(),
  record: z.custom((value) => value !== undefined, 'expected a record or null'),
} satisfies Fields<ReplayRequest>;

const SCHEMAS = {
  check: z.strictObject(checkFields),
  invariantSuite: z.strictObject(suiteFields),
  prove: z.strictObject(proveFields),
  audit: z.strictObject(auditFields),
  outcomes: z.strictObject(outcomesFields),
  counterexampleText: z.strictObject({ commands: z.array(z.string()) }),
  // A record may be spread into a request: what else it has does not matter.
  replay: z.object(requestFields),
  watch: z
    .strictObject({ enter: aFunction(), leave: aFunction(), place: aFunction().optional() })
    .optional(),
  bounds: z.strictObject(each(DEFAULT_BOUNDS, z.int().min(0).max(64))),
} as const;

function aFunction(): z.ZodType {
  return z.custom((value) => typeof value === 'function', 'expected a function');
}

/**
 * Checks an argument of the library: fields, types, ranges. What names something that there is not is found where it is
 * looked up.
 *
 * @throws HeddleError HD438.
 */
export const checkArgument = (kind: keyof typeof SCHEMAS, value: unknown): void => {
  parseAs<unknown>(SCHEMAS[kind], value, {
    code: 'HD438',
    name: `The argument \`${ARGUMENTS[kind] ?? 'options'}\``,
    next: 'docs/api.md lists what each function takes.',
  });
};

const ARGUMENTS: Partial<Record<keyof typeof SCHEMAS, string>> = {
  replay: 'request',
  watch: 'watch',
  bounds: 'bounds',
};

/** What makes a value a domain, as far as can be seen. */
const domainSchema = z.looseObject({
  machineId: z.string(),
  suite: z.looseObject({ properties: z.array(z.unknown()) }),
  parseScenario: aFunction(),
  machine: aFunction(),
  scenarios: aFunction(),
});

/** @throws HeddleError HD439 for a value that is not a domain, such as a runtime. */
export const checkDomain = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
): void => {
  if (isDomain(domain)) return;
  throw new HeddleError(
    'HD439',
    'The argument `domain` is not a domain.',
    [`got ${describe(domain)}`],
    'Make one with `contextDomain(runtime)` or `canonicalDomain(profile)`.',
  );
};

const isDomain = (value: unknown): boolean => {
  try {
    return domainSchema.safeParse(value).success;
  } catch {
    return false;
  }
};
