import type { HostEndStep } from './scenario.ts';
import { beginCopy, dropChannel, endPending } from './copies.ts';
import { release, type EndState } from './state.ts';
import { consume } from './waitables.ts';
import type { World } from './world.ts';

/** Whether the host may do the next step of one of its ends: the one before has come to its end, or is taken back. */
export const canStepEnd = (world: World, index: number): boolean => {
  const { state } = world;
  const { end } = state.hostEnds[index]!;
  const next = nextStep(world, index);
  if (next === undefined || end < 0) return false;
  const { state: doing, event } = state.waitables[end] as EndState;
  return doing === 'idle' || doing === 'done' || event !== 'none' || next.op === 'cancel';
};

/** What a write has left, before anything else is done; unless that is to take it back. */
const leftToWrite = ({ state, program }: World, index: number): number => {
  const { at, end, written } = state.hostEnds[index]!;
  const last = program.hostEnds[index]!.data.steps?.[at - 1];
  if (last?.op !== 'write' || end < 0) return 0;
  const { event, progress, state: doing } = state.waitables[end] as EndState;
  const goesOn = (event === 'copied' || event === 'completed') && doing === 'copying';
  return goesOn ? last.values.length - written - progress : 0;
};

export const nextStep = (world: World, index: number): HostEndStep | undefined => {
  const { steps = [] } = world.program.hostEnds[index]!.data;
  const { at } = world.state.hostEnds[index]!;
  const next = steps[at];
  return next?.op !== 'cancel' && leftToWrite(world, index) > 0 ? steps[at - 1] : next;
};

/** The next step of an end of the host. */
export const stepEnd = (world: World, index: number): void => {
  const { state } = world;
  const hostEnd = state.hostEnds[index]!;
  const ref = hostEnd.end;
  const end = state.waitables[ref] as EndState;
  const left = leftToWrite(world, index);
  const step = nextStep(world, index)!;
  const again = left > 0 && step.op === 'write';
  if (step.op === 'cancel' && end.state === 'copying' && end.event === 'none') {
    end.state = 'cancelling';
    endPending(world, end.channel, 'cancelled');
  }
  if (end.event !== 'none') consume(world, ref);
  if (again) hostEnd.written = step.values.length - left;
  else {
    hostEnd.at += 1;
    hostEnd.written = 0;
  }
  if (step.op === 'cancel') return;
  if (step.op === 'drop') {
    dropChannel(world, end);
    release(state.waitables, ref);
    hostEnd.end = -1;
    return;
  }
  if (end.state === 'done') return;
  end.cell = 0;
  end.progress = 0;
  end.length = step.op === 'write' ? step.values.length - hostEnd.written : step.count;
  beginCopy(world, ref);
};

/** Whether a guest has cancelled an operation against this end, and the host has not said that it is over. */
export const canConfirm = ({ state }: World, index: number): boolean => {
  const { cancelAsked, end } = state.hostEnds[index]!;
  if (!cancelAsked || end < 0) return false;
  const { pending } = state.channels[(state.waitables[end] as EndState).channel]!;
  // The operation that was asked about may be over, and another pending.
  return pending >= 0 && (state.waitables[pending] as EndState).state === 'cancelling';
};

export const confirmCancel = (world: World, index: number): void => {
  const { state } = world;
  const hostEnd = state.hostEnds[index]!;
  hostEnd.cancelAsked = false;
  const { channel } = state.waitables[hostEnd.end] as EndState;
  endPending(world, channel, 'cancelled');
};
