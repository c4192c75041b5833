import { z } from 'zod';
import { ID, ID_SAYS } from '../file-name.ts';
import { keysOf } from '../every.ts';
import { parseAs } from '../parse.ts';
import { WAKE_SOURCES, type Profile, type WakeSource, type Waking } from './profile.ts';
import { RULES, type Rule } from './rules.ts';

const oneOf = <const Words extends readonly string[]>(...words: Words): z.ZodType<Words[number]> =>
  z.enum(words);

const keyOf = <Key extends string>(table: Readonly<Record<Key, string>>): z.ZodType<Key> =>
  z.enum(keysOf(table));

const whenReady = oneOf('either', 'park', 'go-on');

const waking: z.ZodType<Waking> = z.strictObject({
  on: z.array(keyOf<WakeSource>(WAKE_SOURCES)),
  wait: z
    .array(oneOf('register', 'check', 'park'))
    .refine(
      (steps) => steps.at(-1) === 'park' && new Set(steps).size === steps.length,
      'expected each step once at most, and `park` last',
    ),
  token: z.boolean(),
});

const limit = z
  .int()
  .min(1)
  .max(2 ** 32);

const shape = {
  id: z.string().regex(ID, ID_SAYS),
  says: z.string(),
  blockRule: oneOf('post-hoc', 'eager'),
  whenReady: z.strictObject({
    wait: whenReady,
    loop: whenReady,
    yield: whenReady,
    gate: whenReady,
  }),
  cancelAfterPartial: oneOf('completed', 'cancelled'),
  syncLoopFilter: oneOf('owner-only', 'all-exclusive'),
  redeliverPendingCancel: z.boolean(),
  donut: oneOf('allow', 'trap'),
  taskReturnOptsCheck: z.boolean(),
  cancellableWhileRunning: z.boolean(),
  subtaskCancelWakes: oneOf('any-event', 'resolution'),
  readerDropMeetsWrite: oneOf('fault', 'dropped'),
  gateOrder: oneOf('any', 'first'),
  gateLock: oneOf('exclusive', 'every'),
  syncLiftCall: oneOf('gated', 'direct'),
  callStart: oneOf('callee-first', 'others-first'),
  syncInSet: oneOf('traps', 'if-blocked'),
  idleDrop: oneOf('silent', 'event'),
  waking: z.union([z.literal('level'), waking], 'expected `level`, or `on`, `wait` and `token`'),
  without: z.array(keyOf<Rule>(RULES)),
  limits: z.strictObject({ table: limit, buffer: limit, backpressure: limit }),
} satisfies Readonly<Record<keyof Profile, z.ZodType>>;

const profileSchema: z.ZodType<Profile> = z.strictObject(shape);

/** A value as the rules of the Canonical ABI machine. @throws HeddleError HD206. */
export const parseProfile = (value: unknown): Profile =>
  parseAs(profileSchema, value, {
    code: 'HD206',
    name: 'The profile',
    next: 'Start from one of `profiles` and change its fields: docs/canonical-abi.md describes them.',
  });
