import { z } from 'zod';
import { ID, ID_SAYS } from './file-name.ts';
import { parseAs } from './parse.ts';

/** Files are named after it. */
export const idSchema: z.ZodType<string> = z.string().regex(ID, ID_SAYS);

const counts = z.strictObject({ failing: z.string(), all: z.string() });

const event = z.looseObject({ kind: z.string() }) as z.ZodType<{ readonly kind: string }>;

/** The facts that a step changed: object, then fact, then value before and after. */
const changes = z.record(z.string(), z.record(z.string(), z.tuple([z.string(), z.string()])));

const row = z.strictObject({
  actor: z.string(),
  action: z.string(),
  /** What the step does, in the words of the scenario. */
  does: z.string(),
  /** It interrupts an actor that could have gone on. */
  preempts: z.boolean(),
  /** The actors that have begun and could move as well. */
  ready: z.array(z.string()),
  events: z.array(event),
  /** What the step changed that everybody can see … */
  changes,
  /** … and what only its actor remembers. */
  details: changes,
});

/** A step by what it does, the `number`-th time that its actor does this, and the word that tells it. */
const namedStep = z.strictObject({
  actor: z.string(),
  does: z.string(),
  number: z.number(),
  told: z.string(),
});

const schema = z.strictObject({
  format: z.literal(1),
  kind: z.literal('counterexample'),
  heddle: z.string(),
  machine: z.string(),
  runtime: z.strictObject({ id: idSchema, says: z.string(), digest: z.string() }),
  property: idSchema,
  says: z.string(),
  reason: z.string(),
  scenario: z.json(),
  schedule: z.array(z.string()),
  lanes: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  opening: z.array(event),
  trace: z.array(row),
  /** How the run ended: nobody could move, or the property broke before that. */
  end: z.enum(['quiescent', 'broken']),
  explanation: z.strictObject({
    sentence: z.string(),
    expected: z.string(),
    got: z.string(),
    rule: z.string(),
    /**
     * The first step after which every continuation breaks the property (0: from the start), and how many
     * continuations did before and after it; or why that was not found out.
     */
    decided: z.union([
      z.strictObject({ step: z.number(), before: counts, after: counts }),
      z.strictObject({ omitted: z.string() }),
    ]),
    /**
     * The orders of steps that make the bug: every run that keeps them all breaks the property, and without any
     * one of them some run does not; or why they were not found out. `sampled`: as far as was looked. Older
     * records have none.
     */
    matters: z
      .union([
        z.strictObject({
          orders: z.array(z.strictObject({ before: namedStep, after: namedStep })),
          checked: z.enum(['all', 'sampled']),
        }),
        z.strictObject({ omitted: z.string() }),
      ])
      .optional(),
    /** The faults that the rules are known to have and without any one of which nothing breaks; left out: none. */
    known: z.array(z.strictObject({ id: z.string(), says: z.string() })).optional(),
    /** A property that tells where the bookkeeping first went wrong, if one broke on the way. */
    diagnosis: z
      .strictObject({ property: z.string(), step: z.number(), sentence: z.string() })
      .nullable(),
  }),
  /** The scope of the rules that it was found in; left out: none. */
  scope: z.json().optional(),
  /** How often an actor was interrupted that could have gone on. */
  preemptions: z.number(),
  /** What the machine counts first (tasks, frames, operations and signals, say), then steps and preemptions. */
  size: z.array(z.number()),
  /** Where the failure was found, and how large it was then; null for one that came as a token. */
  provenance: z
    .strictObject({
      seed: z.string(),
      run: z.number(),
      strategy: z.string(),
      found: z.strictObject({ steps: z.number(), actors: z.number() }),
      candidates: z.number(),
    })
    .nullable(),
});

/**
 * One failure, whole: what was run, what happened, why it is wrong, and where it came from. Every report is a
 * function of this record alone.
 */
export type Counterexample = z.infer<typeof schema>;

export type TraceRow = z.infer<typeof row>;
export type Changes = z.infer<typeof changes>;

/** @throws HeddleError HD301 (another version, or none) or HD302 (not the form of a record). */
export const parseCounterexample = (value: unknown): Counterexample => {
  const head = parseAs(z.looseObject({ format: z.number(), kind: z.string() }), value, {
    code: 'HD302',
    name: 'The record',
    next: 'A record is a JSON file that `heddle check` wrote, such as heddle-out/*.json.',
  });
  parseAs(z.looseObject({ format: z.literal(1), kind: z.literal('counterexample') }), head, {
    code: 'HD301',
    name: 'The record is of another version or kind: it',
    next: 'This Heddle reads counterexamples of format 1; find the failure again with `heddle check`.',
  });
  return parseAs(schema, value, {
    code: 'HD302',
    name: 'The record',
    next: 'docs/formats.md describes records. Was the file edited? `heddle check` writes it anew.',
  });
};
