import { z } from 'zod';
import type { Json } from '../json.ts';
import type { Frame } from './frames.ts';
import {
  CONDITIONS,
  SIMPLE_INSTRUCTIONS,
  SOUGHT,
  type GivenProtocols,
  type GuardedOperation,
  type Instruction,
  type ProtocolStep,
} from './protocol.ts';
import { scopeSchema, type Scope } from './scope.ts';

/**
 * What a runtime remembers of the frames, as plain JSON, and how it keeps that up to date. It never sees
 * the stack itself: only the frame that a call enters and the frame that a return leaves.
 */
export interface Bookkeeping<Remembered extends Json = Json> {
  /** One value for every task, or one for the store, whose tasks then all live on one executor. */
  readonly per: 'task' | 'store';
  readonly initial: Remembered;
  enter(remembered: Remembered, frame: Frame): Remembered;
  leave(remembered: Remembered, frame: Frame): Remembered;
  /** Per store: what a task takes along when it gives its executor up … */
  'switch-out'?(remembered: Remembered): Json;
  /** … and what the store remembers when the task is back; `kept` is null when a task first runs. */
  'switch-in'?(remembered: Remembered, kept: Json): Remembered;
}

/** What a runtime can see, when its guard is asked, of the set or waitable that the operation is about. */
export interface Seen {
  /** Some waitable is in the set. For `wait-one`: true. */
  readonly members: boolean;
  /** Somebody else is on the waiter list. */
  readonly waiters: boolean;
  /** An event that the caller may take is pending. */
  readonly event: boolean;
  /** For `drop`: somebody else is inside a wait on it, on its waiter list or off it and not yet back. For a guard: as `waiters`. */
  readonly inside: boolean;
}

export type TrapReason =
  | 'cannot-block'
  | 'sync-waiter'
  | 'set-in-use'
  | 'dropped'
  | 'poisoned'
  | 'deadlock';

/** Go on; trap; or end the operation with nothing. */
export type GuardAnswer = 'go' | 'return' | { readonly trap: 'cannot-block' | 'deadlock' };

/** What a runtime counts in its store. */
export interface StoreView {
  /** Tasks in a run queue. */
  readonly ready: number;
  /** Tasks that hold an executor and are not parked. */
  readonly running: number;
  readonly parked: number;
  /** Of the parked, those that wait on a set without members. */
  readonly parkedOnEmptySet: number;
  /** Host threads that have not ended, and tasks of other stores that can move: they may yet signal. */
  readonly sources: number;
}

/**
 * In which order an executor runs its ready tasks. `fifo`: as they became ready. `lifo`: the last first.
 * `slot`: as `fifo`, but a task that was just woken goes first.
 */
export type Queue = 'fifo' | 'lifo' | 'slot';

/**
 * The rules under test. Hooks, guard and verdict are pure functions of values: they are called once for
 * each distinct argument, and once more to see that they answer the same.
 */
export interface Runtime<Remembered extends Json = Json> {
  readonly id: string;
  /** One line on what this runtime does differently. */
  readonly says?: string | undefined;
  /** Which programs these rules are for; left out: all. */
  readonly scope?: Scope | undefined;
  /** `lazy`: the guard is asked once nothing is there to deliver. `eager`: before looking for an event. */
  readonly guarding: 'lazy' | 'eager';
  readonly bookkeeping: Bookkeeping<Remembered>;
  guard(remembered: Remembered, operation: GuardedOperation, seen: Seen): GuardAnswer;
  /** Whether a set may be dropped, by what can be seen of it; else the drop traps `set-in-use`. Left out: the right rule. */
  readonly drop?: (seen: Seen) => 'go' | 'trap';
  readonly protocols: GivenProtocols;
  readonly queue: Queue;
  /** Asked at every park, whenever an executor goes idle, and whenever a source ends. */
  verdict(view: StoreView): 'go-on' | 'deadlock';
}

const simple = z.enum(SIMPLE_INSTRUCTIONS);

const word = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,23}$/, 'a word is named by a short lower-case name');

const instruction: z.ZodType<Instruction> = z.lazy(() =>
  z.union(
    [
      simple,
      z.strictObject({ check: z.array(instruction) }),
      z.strictObject({ check: z.enum(SOUGHT), do: z.array(instruction) }),
      z.strictObject({ guard: z.array(instruction) }),
      z.strictObject({ branch: z.enum(CONDITIONS), do: z.array(instruction) }),
      z.strictObject({ look: z.int().min(1).max(64) }),
      z.strictObject({ link: z.literal('unchecked') }),
      z.strictObject({ unpark: z.literal('plain') }),
      z.strictObject({ load: word }),
      z.strictObject({ store: word, value: z.int() }),
      z.strictObject({ add: word, by: z.int() }),
      z.strictObject({ goto: z.string() }),
    ],
    'expected an instruction: `heddle list` shows their names and forms',
  ),
);

const step: z.ZodType<ProtocolStep> = z.strictObject({
  label: z.string().regex(/^[a-z][a-z0-9-]{0,23}$/, 'a label is a short word in lower case'),
  do: z.array(instruction),
  next: z.string().optional(),
});
const protocol = z.array(step).min(1);

const hook = <T>(what: string): z.ZodType<T> =>
  z.custom<T>((value) => typeof value === 'function', `expected a function ${what}`);

/** The shape of a runtime module's default export. */
export const runtimeSchema: z.ZodType<Runtime> = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'an id is a lower-case word, with - and digits'),
  says: z.string().optional(),
  scope: scopeSchema.optional(),
  guarding: z.enum(['lazy', 'eager']),
  bookkeeping: z.strictObject({
    per: z.enum(['task', 'store']),
    initial: z.json(),
    enter: hook<Bookkeeping['enter']>('(remembered, frame) => remembered'),
    leave: hook<Bookkeeping['leave']>('(remembered, frame) => remembered'),
    'switch-out': hook<(remembered: Json) => Json>('(remembered) => kept').exactOptional(),
    'switch-in': hook<(remembered: Json, kept: Json) => Json>(
      '(remembered, kept) => remembered',
    ).exactOptional(),
  }),
  guard: hook<Runtime['guard']>('(remembered, operation, seen) => answer'),
  drop: hook<(seen: Seen) => 'go' | 'trap'>("(seen) => 'go' | 'trap'").exactOptional(),
  protocols: z.strictObject({
    wait: protocol,
    'wait-one': protocol,
    poll: protocol,
    yield: protocol,
    signal: protocol,
    join: protocol,
    cancel: protocol.optional(),
    'cancel-subtask': protocol.optional(),
    trap: protocol.max(1, 'a trap is one step').optional(),
  }),
  queue: z.enum(['fifo', 'lifo', 'slot']),
  verdict: hook<Runtime['verdict']>("(view) => 'go-on' | 'deadlock'"),
});
