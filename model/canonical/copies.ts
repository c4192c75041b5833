import { keeps } from './rules.ts';
import type { EndState, Ref } from './state.ts';
import { liftOwn, lowerOwn } from './values.ts';
import { signal } from './waitables.ts';
import { endName, fault, isDead, tell, trap, type World } from './world.ts';

const remains = ({ length, progress }: EndState): number => length - progress;

/** What an end has at a place of its buffer, as it is passed on. */
const take = (world: World, end: EndState, at: number): number => {
  const { state, program } = world;
  if (end.hostEnd >= 0) {
    const { at: next, written } = state.hostEnds[end.hostEnd]!;
    const step = program.hostEnds[end.hostEnd]!.data.steps![next - 1]!;
    return step.op === 'write' ? (step.values[written + at] ?? 0) : 0;
  }
  const { owns, unit } = program.elements[state.channels[end.channel]!.element]!;
  const value = unit ? 0 : (state.instances[end.instance]!.memory[end.cell + at] ?? 0);
  return owns < 0 ? value : liftOwn(world, end.instance, owns, value);
};

const put = (world: World, end: EndState, at: number, value: number): void => {
  const { state, program } = world;
  if (end.hostEnd >= 0) {
    state.hostEnds[end.hostEnd]!.received.push(value);
    return;
  }
  const { owns, unit } = program.elements[state.channels[end.channel]!.element]!;
  if (unit) return;
  state.instances[end.instance]!.memory[end.cell + at] =
    owns < 0 ? value : lowerOwn(world, end.instance, owns, value);
};

const transfer = (world: World, from: EndState, to: EndState, count: number): void => {
  // All are read before any is written, for the buffers may overlap.
  const values: number[] = [];
  for (let i = 0; i < count && !isDead(world); i += 1) {
    values.push(take(world, from, from.progress + i));
  }
  for (let i = 0; i < count && !isDead(world); i += 1) {
    put(world, to, to.progress + i, values[i]!);
  }
  from.progress += count;
  to.progress += count;
  tell(world, { kind: 'copied', from: endName(world, from), to: endName(world, to), count });
};

/** The pending operation of a channel comes to its end: whoever waits for it may be ready. */
export const endPending = (
  world: World,
  channel: Ref,
  event: 'completed' | 'dropped' | 'cancelled',
): void => {
  const { state } = world;
  const shared = state.channels[channel]!;
  const pending = state.waitables[shared.pending]!;
  shared.pending = -1;
  signal(world, pending, event);
};

/** An end begins an operation; if the other end has one pending, they meet. */
export const beginCopy = (world: World, ref: Ref): void => {
  const { state, program } = world;
  const end = state.waitables[ref] as EndState;
  const channel = state.channels[end.channel]!;
  end.state = 'copying';
  tell(world, {
    kind: 'copy-begun',
    end: endName(world, end),
    channel: end.channel,
    count: end.length,
  });
  if (channel.dropped) signal(world, end, 'dropped');
  else if (channel.pending < 0) {
    if (meetsToldRead(world, end)) signal(world, end, 'completed');
    else channel.pending = ref;
  } else {
    const pending = state.waitables[channel.pending] as EndState;
    const alike = end.instance >= 0 && isSame(world, pending.instance, end.instance);
    if (alike && !program.elements[channel.element]!.plain) {
      trap(world, 'same-instance', null, end.instance);
    } else if (channel.future) meetFuture(world, end, pending);
    else meetStream(world, ref, end, pending);
  }
};

const isSame = (world: World, a: number, b: number): boolean => {
  const { instances } = world.program.scenario;
  const alias = !keeps(world, 'instances-not-components');
  return a === b || (alias && instances[a]?.component === instances[b]?.component);
};

/** Whether a write of nothing is taken for met by a read that was told of its end, and has not heard. */
const meetsToldRead = (world: World, end: EndState): boolean =>
  !keeps(world, 'filled-read-is-over') &&
  end.kind === 'writable' &&
  end.length === 0 &&
  world.state.waitables.some(
    (other) =>
      other?.kind === 'readable' &&
      other.channel === end.channel &&
      other.event === 'completed' &&
      other.length === 0,
  );

const meetFuture = (world: World, end: EndState, pending: EndState): void => {
  move(world, end, pending, 1);
  endPending(world, end.channel, 'completed');
  signal(world, end, 'completed');
};

const move = (world: World, end: EndState, pending: EndState, count: number): void => {
  if (end.kind === 'writable') transfer(world, end, pending, count);
  else transfer(world, pending, end, count);
};

const meetStream = (world: World, ref: Ref, end: EndState, pending: EndState): void => {
  if (remains(pending) > 0) {
    if (remains(end) > 0) {
      move(world, end, pending, Math.min(remains(end), remains(pending)));
      // It stays pending until its event is delivered: more may be copied.
      signal(world, pending, 'copied');
    }
    signal(world, end, 'completed');
  } else if (end.kind === 'writable' && end.length === 0 && pending.length === 0) {
    signal(world, end, 'completed');
    if (!keeps(world, 'read-of-nothing-stays')) world.state.channels[end.channel]!.pending = -1;
  } else {
    endPending(world, end.channel, 'completed');
    world.state.channels[end.channel]!.pending = ref;
  }
};

/** What a stream has copied is told as cancelled, whether or not that was all; a drop stays what it is. */
export const turnIntoCancel = (world: World, ref: Ref): void => {
  const { state } = world;
  const end = state.waitables[ref] as EndState;
  if (end.event !== 'copied' && end.event !== 'completed') return;
  const channel = state.channels[end.channel]!;
  if (channel.pending === ref) channel.pending = -1;
  signal(world, end, 'cancelled');
};

/** Takes back an operation that has no event. */
export const cancelPending = (world: World, channel: Ref): void => {
  const { state, program } = world;
  const { hostEnd, pending } = state.channels[channel]!;
  // Rules that forget it have nothing to take back.
  if (pending < 0) return;
  const slow = hostEnd >= 0 && program.hostEnds[hostEnd]!.data.slowCancel === true;
  if (slow && state.hostEnds[hostEnd]!.end >= 0) state.hostEnds[hostEnd]!.cancelAsked = true;
  else endPending(world, channel, 'cancelled');
};

/** One of the two ends goes: the other, which has nothing pending, hears of it. */
const tellIdle = (world: World, { channel, kind, instance }: EndState): void => {
  // A host that writes is asked when a guest reads: until then nobody hears that it is gone.
  if (instance < 0 && kind === 'writable') return;
  for (const other of world.state.waitables) {
    if (other === null || other.kind === 'subtask' || other.kind === kind) continue;
    if (other.channel !== channel) continue;
    if (other.event === 'none') other.progress = 0;
    else if (world.state.channels[channel]!.future || other.event !== 'completed') continue;
    signal(world, other, 'dropped');
  }
};

/** One of the two ends goes: the other's operation is over. */
export const dropChannel = (world: World, end: EndState): void => {
  const { state } = world;
  const channel = state.channels[end.channel]!;
  if (channel.dropped) {
    // Both ends are gone.
    state.channels[end.channel] = null;
    while (state.channels.length > 0 && state.channels.at(-1) === null) state.channels.pop();
    return;
  }
  channel.dropped = true;
  if (channel.pending < 0) {
    if (world.profile.idleDrop === 'event') tellIdle(world, end);
    return;
  }
  if (channel.future && end.kind === 'readable' && world.profile.readerDropMeetsWrite === 'fault') {
    fault(world, 'reader-drop-met-write');
  } else endPending(world, end.channel, 'dropped');
};
