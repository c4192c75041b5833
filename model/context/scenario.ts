import { z } from 'zod';
import { BASE_FRAME_KINDS, FRAME_KINDS, type FrameKind } from './frames.ts';

/** One thing that a task does. A `call` pushes a frame; the end of its body returns from it. */
export type Operation =
  | { readonly op: 'wait'; readonly set: string }
  | { readonly op: 'wait-one'; readonly waitable: string }
  | { readonly op: 'poll'; readonly set: string }
  | { readonly op: 'yield' }
  | { readonly op: 'join'; readonly waitable: string; readonly set: string }
  | { readonly op: 'leave'; readonly waitable: string }
  | { readonly op: 'signal'; readonly waitable: string }
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
  /** The base frame, entered when the task first runs. */
  readonly frame: FrameKind;
  readonly body: readonly Operation[];
}

/** What guests and hosts want to do. Plain data; ids are unique over all lists. */
export interface Scenario {
  readonly format: 1;
  readonly machine: 'async-context';
  readonly executors: readonly string[];
  readonly waitables: readonly string[];
  /** The sets, with the waitables that are in them when the run begins. */
  readonly sets: readonly { readonly id: string; readonly members: readonly string[] }[];
  /** In the order in which they become ready. */
  readonly tasks: readonly Task[];
  /** Host threads: each signals its waitables in order, at any moment. */
  readonly signallers: readonly { readonly id: string; readonly signals: readonly string[] }[];
}

const id = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,31}$/,
    'an id is a letter, then at most 31 letters, digits, - or _',
  );
const frame = z.enum(FRAME_KINDS as readonly [FrameKind, ...FrameKind[]]);
const baseFrame = z.enum(BASE_FRAME_KINDS as readonly [FrameKind, ...FrameKind[]]);

const operation: z.ZodType<Operation> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('wait'), set: id }),
    z.strictObject({ op: z.literal('wait-one'), waitable: id }),
    z.strictObject({ op: z.literal('poll'), set: id }),
    z.strictObject({ op: z.literal('yield') }),
    z.strictObject({ op: z.literal('join'), waitable: id, set: id }),
    z.strictObject({ op: z.literal('leave'), waitable: id }),
    z.strictObject({ op: z.literal('signal'), waitable: id }),
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
  tasks: z
    .array(z.strictObject({ id, executor: id, frame: baseFrame, body: z.array(operation) }))
    .min(1),
  signallers: z.array(z.strictObject({ id, signals: z.array(id) })),
});
