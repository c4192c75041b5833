import { z } from 'zod';
import { BASE_FRAME_KINDS, FRAME_KINDS, type FrameKind } from './frames.ts';

/** One thing that a task does. A `call` pushes a frame; the end of its body returns from it. */
export type Operation =
  | { readonly op: 'wait'; readonly set: string; readonly cancellable?: boolean | undefined }
  | {
      readonly op: 'wait-one';
      readonly waitable: string;
      readonly cancellable?: boolean | undefined;
    }
  | { readonly op: 'poll'; readonly set: string; readonly cancellable?: boolean | undefined }
  | { readonly op: 'yield'; readonly cancellable?: boolean | undefined }
  | { readonly op: 'join'; readonly waitable: string; readonly set: string }
  | { readonly op: 'leave'; readonly waitable: string }
  | { readonly op: 'drop'; readonly set: string }
  | { readonly op: 'signal'; readonly waitable: string }
  | { readonly op: 'cancel'; readonly task: string }
  | { readonly op: 'call-own'; readonly subtask: string }
  | { readonly op: 'cancel-subtask'; readonly subtask: string }
  | { readonly op: 'lock'; readonly lock: string }
  | { readonly op: 'unlock'; readonly lock: string }
  | { readonly op: 'store-borrow' }
  | { readonly op: 'store-return' }
  | Call;

export interface Call {
  readonly op: 'call';
  readonly frame: FrameKind;
  /** For a host frame: whether it runs on a fibre, and so can be suspended. */
  readonly fibre?: boolean | undefined;
  readonly body: readonly Operation[];
}

export interface Task {
  readonly id: string;
  readonly executor: string;
  /** The store that it lives in; where none is named, one that all such tasks share. */
  readonly store?: string | undefined;
  /** The base frame, entered when the task first runs. */
  readonly frame: FrameKind;
  readonly body: readonly Operation[];
}

/** What a host thread does: signals a waitable, or requests the cancellation of a task. */
export type Signal = string | { readonly cancel: string };

/** What guests and hosts want to do. Plain data; ids are unique over all lists. */
export interface Scenario {
  readonly format: 1;
  readonly machine: 'async-context';
  readonly executors: readonly string[];
  readonly waitables: readonly string[];
  /** The sets, with the waitables that are in them when the run begins. */
  readonly sets: readonly { readonly id: string; readonly members: readonly string[] }[];
  readonly locks?: readonly string[] | undefined;
  /**
   * In the order in which they become ready. One that a `call-own` names starts when it is called, and is then a
   * waitable of its caller's as well.
   */
  readonly tasks: readonly Task[];
  /** Host threads: each signals and cancels in order, at any moment. */
  readonly signallers: readonly { readonly id: string; readonly signals: readonly Signal[] }[];
}

/** Every operation of a body, those of nested calls included, in the order in which the task comes to them. */
export const operationsIn = (body: readonly Operation[]): readonly Operation[] =>
  body.flatMap((operation) =>
    operation.op === 'call' ? [operation, ...operationsIn(operation.body)] : [operation],
  );

/** The store of the tasks that name none. */
export const DEFAULT_STORE = 'store';

const id = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,31}$/,
    'an id is a letter, then at most 31 letters, digits, - or _',
  );
const frame = z.enum(FRAME_KINDS as readonly [FrameKind, ...FrameKind[]]);
const baseFrame = z.enum(BASE_FRAME_KINDS as readonly [FrameKind, ...FrameKind[]]);
const cancellable = z.boolean().optional();

const operation: z.ZodType<Operation> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('wait'), set: id, cancellable }),
    z.strictObject({ op: z.literal('wait-one'), waitable: id, cancellable }),
    z.strictObject({ op: z.literal('poll'), set: id, cancellable }),
    z.strictObject({ op: z.literal('yield'), cancellable }),
    z.strictObject({ op: z.literal('join'), waitable: id, set: id }),
    z.strictObject({ op: z.literal('leave'), waitable: id }),
    z.strictObject({ op: z.literal('drop'), set: id }),
    z.strictObject({ op: z.literal('signal'), waitable: id }),
    z.strictObject({ op: z.literal('cancel'), task: id }),
    z.strictObject({ op: z.literal('call-own'), subtask: id }),
    z.strictObject({ op: z.literal('cancel-subtask'), subtask: id }),
    z.strictObject({ op: z.literal('lock'), lock: id }),
    z.strictObject({ op: z.literal('unlock'), lock: id }),
    z.strictObject({ op: z.literal('store-borrow') }),
    z.strictObject({ op: z.literal('store-return') }),
    z.strictObject({
      op: z.literal('call'),
      frame,
      fibre: z.boolean().optional(),
      body: z.array(operation),
    }),
  ]),
);

/** The shape of a scenario file; `checkScenario` says whether its names and frames make sense. */
export const scenarioSchema: z.ZodType<Scenario> = z.strictObject({
  format: z.literal(1),
  machine: z.literal('async-context'),
  executors: z.array(id).min(1),
  waitables: z.array(id),
  sets: z.array(z.strictObject({ id, members: z.array(id) })),
  locks: z.array(id).optional(),
  tasks: z
    .array(
      z.strictObject({
        id,
        executor: id,
        store: id.optional(),
        frame: baseFrame,
        body: z.array(operation),
      }),
    )
    .min(1),
  signallers: z.array(
    z.strictObject({ id, signals: z.array(z.union([id, z.strictObject({ cancel: id })])) }),
  ),
});
