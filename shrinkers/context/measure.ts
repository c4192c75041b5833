import { everyOf } from '../../model/every.ts';
import { FRAME_KINDS, type FrameKind } from '../../model/context/frames.ts';
import type { Operation, Scenario } from '../../model/context/scenario.ts';
import { allOperations, calls } from './bodies.ts';

/** Tasks; frames; operations and signals. A call counts as the frame that it pushes. */
export const measure = (scenario: Scenario): readonly number[] => [
  scenario.tasks.length,
  scenario.tasks.length + calls(scenario).length,
  allOperations(scenario).length -
    calls(scenario).length +
    scenario.signallers.reduce((sum, { signals }) => sum + signals.length, 0),
];

/** The plainest first. */
const OPERATIONS: readonly Operation['op'][] = everyOf<Operation['op']>()([
  'wait',
  'signal',
  'poll',
  'wait-one',
  'yield',
  'leave',
  'join',
  'cancel',
  'lock',
  'unlock',
  'store-borrow',
  'store-return',
  'drop',
  'call-own',
  'cancel-subtask',
  'call',
]);

const frameRank = (frame: FrameKind, fibre: boolean | undefined): number =>
  FRAME_KINDS.indexOf(frame) + (fibre === false ? 1 : 0);

/** How plain the operations and the frames are; then names, threads and members. */
export const plainness = (scenario: Scenario): readonly number[] => [
  allOperations(scenario).reduce((sum, operation) => {
    const cancellable = 'cancellable' in operation && operation.cancellable === true ? 1 : 0;
    return sum + OPERATIONS.indexOf(operation.op) + cancellable;
  }, 0),
  scenario.tasks.reduce((sum, { frame }) => sum + frameRank(frame, undefined), 0) +
    calls(scenario).reduce((sum, { frame, fibre }) => sum + frameRank(frame, fibre), 0),
  scenario.executors.length +
    scenario.signallers.length +
    scenario.waitables.length +
    scenario.sets.length +
    (scenario.locks?.length ?? 0) +
    new Set(scenario.tasks.map(({ store }) => store)).size,
  scenario.sets.reduce((sum, { members }) => sum + members.length, 0),
];

/** Tasks before host threads: a shrunk schedule lets signals come late. */
export const actors = (scenario: Scenario): readonly string[] => [
  ...scenario.tasks.map(({ id }) => id),
  ...scenario.signallers.map(({ id }) => id),
];
